import Foundation

/// A golden script: blocks of input and the output that belongs to it.
///
///     @machine small-server
///
///     # A comment says what the block shows.
///     [reads]> select pid where uss > 1M
///       and name = 'web'
///     ---
///     pid
///     100
///
/// Lines with `@` set what holds for the file. Words in brackets ask for more evidence. A block ends
/// at an empty line; output that itself has empty lines has `| ` before each of its lines.
package struct GoldenScript {
  package var settings: [(name: String, value: String)] = []
  package var blocks: [Block] = []

  package struct Block {
    /// Comment lines, with their `#`.
    package var comments: [String]
    package var words: [String]
    package var input: String
    package var output: String
    /// Where the block begins, from 1.
    package var line: Int
  }

  /// What is wrong with a script's form.
  package struct FormError: Error, CustomStringConvertible {
    package let description: String
  }

  package init(parsing text: String) throws {
    var lines = text.components(separatedBy: "\n")[...]
    var number = 1
    func advance() -> String {
      number += 1
      return lines.removeFirst()
    }
    while let line = lines.first {
      if line.isEmpty {
        _ = advance()
      } else if line.hasPrefix("@") {
        settings.append(Self.setting(advance()))
      } else {
        blocks.append(try Self.block(at: &number, of: &lines))
      }
    }
  }

  /// The value of the last setting of this name.
  package func setting(_ name: String) -> String? {
    settings.last { $0.name == name }?.value
  }

  /// The script as text, with these outputs in place of its own.
  package func rendered(withOutputs outputs: [String]) -> String {
    var parts: [String] = []
    if !settings.isEmpty {
      parts.append(settings.map { "@\($0.name) \($0.value)\n" }.joined())
    }
    for (block, output) in zip(blocks, outputs) {
      let words = block.words.isEmpty ? "" : "[\(block.words.joined(separator: ", "))]"
      let comments = block.comments.map { $0 + "\n" }.joined()
      parts.append("\(comments)\(words)> \(block.input)\n---\n\(Self.quoted(output))")
    }
    return parts.joined(separator: "\n")
  }

  private static func setting(_ line: String) -> (name: String, value: String) {
    let parts = line.dropFirst().split(separator: " ", maxSplits: 1)
    return (String(parts.first ?? ""), parts.count > 1 ? String(parts[1]) : "")
  }

  private static func block(at number: inout Int, of lines: inout ArraySlice<String>) throws
    -> Block
  {
    func advance() -> String {
      number += 1
      return lines.removeFirst()
    }
    var block = Block(comments: [], words: [], input: "", output: "", line: number)
    while let line = lines.first, line.hasPrefix("#") { block.comments.append(advance()) }
    guard let first = lines.first, let prompt = first.range(of: "> ") ?? first.range(of: ">")
    else { throw FormError(description: "line \(number): a block begins with '> '") }
    let words = first[..<prompt.lowerBound]
    guard words.isEmpty || (words.hasPrefix("[") && words.hasSuffix("]")) else {
      throw FormError(description: "line \(number): words stand in brackets before '> '")
    }
    block.words = words.dropFirst().dropLast().components(separatedBy: ", ").filter { !$0.isEmpty }
    var input = [String(advance()[prompt.upperBound...])]
    while let line = lines.first, line != "---" {
      guard lines.count > 1 else {
        throw FormError(description: "line \(number): '---' is missing")
      }
      input.append(line)
      _ = advance()
    }
    guard !lines.isEmpty else {
      throw FormError(description: "line \(number): '---' is missing")
    }
    _ = advance()
    block.input = input.joined(separator: "\n")
    while let line = lines.first, !line.isEmpty {
      block.output += (line == "|" ? "" : line.hasPrefix("| ") ? String(line.dropFirst(2)) : line)
      block.output += "\n"
      _ = advance()
    }
    return block
  }

  /// Output as it stands in the file: whole lines, and none of them empty.
  private static func quoted(_ output: String) -> String {
    if output.isEmpty { return "" }
    var lines = output.components(separatedBy: "\n")
    if lines.last == "" { lines.removeLast() }
    let needsQuotes = lines.contains { $0.isEmpty || $0.hasPrefix("|") }
    guard needsQuotes else { return lines.map { $0 + "\n" }.joined() }
    return lines.map { $0.isEmpty ? "|\n" : "| \($0)\n" }.joined()
  }
}
