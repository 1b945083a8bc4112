/// One section of a fixture's text: what it makes, and where.
struct FixtureSection {
  /// Relative to the root, without a slash at either end.
  var path: String
  var kind: Kind

  enum Kind: Equatable {
    case file([UInt8])
    case directory
    /// The bytes of its target.
    case link([UInt8])
    case denied
  }

  static func sections(of text: [UInt8]) throws(FixtureError) -> [FixtureSection] {
    var sections: [FixtureSection] = []
    var contents: [(line: Int, bytes: ArraySlice<UInt8>)] = []
    var paths: Set<String> = []
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      guard let heading = Heading(line) else {
        contents.append((index + 1, line))
        continue
      }
      try fill(&sections, with: contents)
      contents = []
      let section = try FixtureSection(heading, line: index + 1)
      guard paths.insert(section.path).inserted else {
        throw .malformed(line: index + 1, "\(section.path) stands twice")
      }
      sections.append(section)
    }
    try fill(&sections, with: contents)
    return sections
  }

  private init(_ heading: Heading, line: Int) throws(FixtureError) {
    let text = heading.text
    if let arrow = text.firstIndex(of: " -> ") {
      path = text[..<arrow].text
      kind = .link(try unescaped(text[(arrow + 4)...], line: line))
    } else if text.hasSuffix(" denied") {
      path = text.dropLast(7).text
      kind = .denied
    } else if text.hasSuffix("/") {
      path = text.dropLast().text
      kind = .directory
    } else {
      path = text.text
      kind = .file([])
    }
    // A machine's users stand beside its /proc.
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      .dropFirst(path.hasPrefix("../etc/") ? 1 : 0)
    guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
      throw .malformed(line: line, "'\(path)' is not a path below the root")
    }
  }

  /// Gives the lines that followed a heading to its section. Before the first they are a remark.
  private static func fill(
    _ sections: inout [FixtureSection], with lines: [(line: Int, bytes: ArraySlice<UInt8>)]
  ) throws(FixtureError) {
    guard let last = sections.indices.last else { return }
    let lines = lines[..<(1 + (lines.lastIndex { !$0.bytes.isEmpty } ?? -1))]
    guard let first = lines.first else { return }
    guard case .file = sections[last].kind else {
      throw .malformed(line: first.line, "\(sections[last].path) takes no text")
    }
    var contents: [UInt8] = []
    for (number, line) in lines {
      contents += try unescaped(line, line: number)
      if !line.joinsNext { contents.append(UInt8(ascii: "\n")) }
    }
    if let final = lines.last?.bytes, final.hasSuffix("\\0"), !final.joinsNext {
      contents.removeLast()
    }
    sections[last].kind = .file(contents)
  }
}

/// A line of the form `-- TEXT --`.
private struct Heading {
  var text: ArraySlice<UInt8>

  init?(_ line: ArraySlice<UInt8>) {
    guard line.count > 6, line.starts(with: Array("-- ".utf8)), line.hasSuffix(" --") else {
      return nil
    }
    text = line.dropFirst(3).dropLast(3)
  }
}

private func unescaped(_ line: ArraySlice<UInt8>, line number: Int) throws(FixtureError) -> [UInt8]
{
  var result: [UInt8] = []
  var rest = line
  while let byte = rest.popFirst() {
    guard byte == UInt8(ascii: "\\") else {
      result.append(byte)
      continue
    }
    switch rest.popFirst() {
    case nil: break
    case UInt8(ascii: "0"): result.append(0)
    case UInt8(ascii: "n"): result.append(UInt8(ascii: "\n"))
    case UInt8(ascii: "t"): result.append(UInt8(ascii: "\t"))
    case UInt8(ascii: "\\"): result.append(UInt8(ascii: "\\"))
    case UInt8(ascii: "x"):
      guard rest.count >= 2, let value = UInt8(rest.prefix(2).text, radix: 16) else {
        throw .malformed(line: number, "\\x takes two hexadecimal digits")
      }
      result.append(value)
      rest = rest.dropFirst(2)
    case .some: throw .malformed(line: number, "unknown escape")
    }
  }
  return result
}

extension Collection<UInt8> {
  var text: String { String(decoding: self, as: UTF8.self) }
}

extension ArraySlice<UInt8> {
  func hasSuffix(_ suffix: StaticString) -> Bool {
    suffix.withUTF8Buffer { self.suffix($0.count).elementsEqual($0) }
  }

  func firstIndex(of pattern: StaticString) -> Int? {
    pattern.withUTF8Buffer { pattern in
      indices.first { self[$0...].starts(with: pattern) }
    }
  }

  /// An odd number of backslashes at the end: the last one is no `\\`.
  var joinsNext: Bool {
    reversed().prefix { $0 == UInt8(ascii: "\\") }.count % 2 == 1
  }
}
