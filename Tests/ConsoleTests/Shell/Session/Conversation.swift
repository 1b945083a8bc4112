import Binding
import Execution
import Foundation
import Schema
import Values

@testable import Console

/// A shell over the towns without a terminal: what is said to it, and what it says.
final class Conversation {
  let session: ShellSession
  /// Where its user's files are.
  let home: String
  private let output: FileHandle
  private let errors: FileHandle

  /// Of the towns, unless another source is named.
  init(
    asking source: any Source = ToyTowns(), configure: (inout ShellConfiguration) -> Void = { _ in }
  ) throws {
    home =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("shell-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    output = try Self.open(home + "/output")
    errors = try Self.open(home + "/errors")
    var configuration = ShellConfiguration(asking: source, options: ScriptOptions())
    let variables = ["HOME": home]
    configuration.folders = UserFolders { variables[$0] }
    configure(&configuration)
    let box = Box()
    session = ShellSession(
      configuration,
      streams: ShellStreams(output: output.fileDescriptor, errors: errors.fileDescriptor),
      remember: { box.entries.append(String(decoding: $0, as: UTF8.self)) })
    remembered = box
  }

  deinit { try? FileManager.default.removeItem(atPath: home) }

  private final class Box {
    var entries: [String] = []
  }

  private let remembered: Box

  var history: [String] { remembered.entries }

  private static func open(_ path: String) throws -> FileHandle {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    guard let handle = FileHandle(forUpdatingAtPath: path) else {
      throw CocoaError(.fileNoSuchFile)
    }
    return handle
  }

  /// Says these lines one by one; what came on the output since the last was said.
  @discardableResult
  func say(_ lines: String...) throws -> String {
    let start = try output.seekToEnd()
    for line in lines { session.take(Array(line.utf8)) }
    try output.seek(toOffset: start)
    return String(decoding: try output.readToEnd() ?? Data(), as: UTF8.self)
  }

  /// What came on standard error so far and was not asked for before.
  func complaints() throws -> String {
    try errors.seek(toOffset: complaintsRead)
    let data = try errors.readToEnd() ?? Data()
    complaintsRead += UInt64(data.count)
    return String(decoding: data, as: UTF8.self)
  }

  private var complaintsRead: UInt64 = 0

  func write(_ text: String, to name: String) throws -> String {
    let path = home + "/" + name
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    // Whatever the tests' own umask says: what others may write to is not obeyed.
    chmod(path, 0o644)
    return path
  }

  func read(_ name: String) throws -> String {
    try String(contentsOfFile: home + "/" + name, encoding: .utf8)
  }

  /// What Tab offers where `|` stands in the line.
  func completions(_ line: String) -> [String] {
    completion(line).candidates.map(\.label)
  }

  /// The line once Tab was pressed where `|` stands.
  func completed(_ line: String) -> String {
    let parts = line.components(separatedBy: "|")
    let completion = completion(line)
    let before = Array(parts[0].utf8)
    let word = Array(before[completion.start...])
    let text = completion.insertion(for: word) ?? word
    return String(decoding: before[..<completion.start] + text, as: UTF8.self) + parts[1]
  }

  private func completion(_ line: String) -> Completion {
    let parts = line.components(separatedBy: "|")
    return Completer(session).complete(
      CompletionRequest(line: Array(parts.joined().utf8), cursor: parts[0].utf8.count))
  }
}
