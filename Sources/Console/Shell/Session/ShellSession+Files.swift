import Binding
import Glibc
import QueryLanguage

/// The commands that read and write files: included ones, and the editor's.
extension ShellSession {
  /// `\i`: runs a file.
  func includeFile(_ words: [String]) throws(CommandFailure) {
    guard let word = words.first else { throw CommandFailure("'\\i' needs the name of a file") }
    runScript(try source(ofFile: withHome(word)))
  }

  func source(ofFile path: String) throws(CommandFailure) -> SourceText {
    do throws(SystemError) {
      return try FileWork(verb: "read", path: path).run { () throws(SystemError) in
        let file = try RegularFile(path)
        return SourceText(name: path, bytes: try file.contents(), isHidden: !file.isCallers)
      }
    } catch {
      throw CommandFailure(error)
    }
  }

  // MARK: - The editor

  /// `\e`: edits the last text, a saved query or a file, and runs it.
  func edit(_ words: [String]) throws(CommandFailure) {
    guard let word = words.first else { return try editLastText() }
    if let path = try path(ofQuery: word) {
      if let sample = try sample(at: path) {
        guard try editCopy(of: path, as: sample) else { return }
      } else {
        try runEditor(on: path)
      }
      let needed = QueryOutline.parameters(
        of: try source(ofFile: self.path(ofQuery: word) ?? path).bytes
      )
      .first { $0.value == nil }
      if let needed {
        return streams.say("'\\r \(visible(word)) \(visible(needed.form))' runs it")
      }
      return try runSavedQuery([word])
    }
    let path = withHome(word)
    guard word.contains("/") || word.hasSuffix(".procq") || stat(of: path) != nil else {
      throw CommandFailure(
        "no query is saved as '\(visible(word))', and no file is called so; "
          + "'\\s \(visible(word))' saves the last query")
    }
    try runEditor(on: path)
    runScript(try source(ofFile: path))
  }

  /// A sample stays as it was installed: what is changed is the user's own from then on. False where
  /// nothing was.
  private func editCopy(of path: String, as name: String) throws(CommandFailure) -> Bool {
    let before = try source(ofFile: path).bytes
    let copy = try temporaryFile(holding: before.trimmed)
    defer { unlink(copy) }
    try runEditor(on: copy)
    let after = try source(ofFile: copy).bytes
    guard after.trimmed != before.trimmed else { return false }
    try keep(after, as: name)
    return true
  }

  private func editLastText() throws(CommandFailure) {
    let before = pendingText.isEmpty ? lastText : pendingText
    let path = try temporaryFile(holding: before)
    defer { unlink(path) }
    try runEditor(on: path)
    let after = try source(ofFile: path).bytes.trimmed
    drop()
    guard !after.isEmpty, after != before.trimmed else { return }
    streams.say(
      String(decoding: after, as: UTF8.self).split(separator: "\n").map { visible(String($0)) })
    take(after)
  }

  private func runEditor(on path: String) throws(CommandFailure) {
    let line = ["VISUAL", "EDITOR"].lazy.compactMap(environmentValue).first { !$0.isEmpty } ?? "vi"
    let run = { ChildProcess(shellLine: line + " \"$1\"", arguments: [path])?.wait() }
    let status = streams.terminal.map { $0.lent(to: run) } ?? run()
    guard status == 0 else {
      throw CommandFailure(
        "the editor '\(visible(line))' has failed; '\\e' runs $VISUAL or $EDITOR")
    }
  }

  private func temporaryFile(holding text: [UInt8]) throws(CommandFailure) -> String {
    let folder = environmentValue("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    do throws(SystemError) {
      let (descriptor, path) = try newFile(in: folder, mode: 0o600) { "procq-\($0).procq" }
      defer { close(descriptor) }
      do throws(SystemError) {
        try write(text.isEmpty ? [] : text + [UInt8(ascii: "\n")], to: descriptor, path: path)
      } catch {
        unlink(path)
        throw error
      }
      return path
    } catch {
      throw CommandFailure(error)
    }
  }
}
