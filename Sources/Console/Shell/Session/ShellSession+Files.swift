import Binding
import Glibc
import QueryLanguage

/// The commands that read and write files: included ones, saved queries, the editor's.
extension ShellSession {
  /// `\i`: runs a file.
  func includeFile(_ words: [String]) throws(CommandFailure) {
    guard let word = words.first else { throw CommandFailure("'\\i' needs the name of a file") }
    runScript(try source(ofFile: withHome(word)))
  }

  private func source(ofFile path: String) throws(CommandFailure) -> SourceText {
    do throws(SystemError) {
      let bytes = try FileWork(verb: "read", path: path).run { () throws(SystemError) in
        try contents(ofFile: path)
      }
      return SourceText(name: path, bytes: bytes)
    } catch {
      throw CommandFailure(error)
    }
  }

  // MARK: - Saved queries

  private func savedQueries() throws(CommandFailure) -> SavedQueries {
    guard let queries = folders.savedQueries else {
      throw CommandFailure("there is no folder for saved queries: HOME is not set")
    }
    return queries
  }

  /// `\s`: saves the last query.
  func save(_ words: [String]) throws(CommandFailure) {
    guard let name = words.first else { throw CommandFailure("'\\s' needs a name") }
    guard SavedQueries.isName(name) else {
      throw CommandFailure("a name has letters, digits and '._-/', not '\(visible(name))'")
    }
    guard let query = lastQuery else { throw CommandFailure("there is no query to save yet") }
    let queries = try savedQueries()
    do throws(SystemError) {
      let text = textToSave(query)
      let existed = try FileWork(verb: "save", path: name).run { () throws(SystemError) in
        try queries.save(text, as: name)
      }
      streams.say(existed ? "replaced '\(name)'" : "saved '\(name)'")
    } catch {
      throw CommandFailure(error)
    }
  }

  /// The query with the lets and parameters that it names, so that it means the same elsewhere.
  private func textToSave(_ query: [UInt8]) -> [UInt8] {
    var text = query + Array(";\n".utf8)
    var saved: Set<String> = []
    for definition in definitions.reversed() where text.names(definition.name) {
      guard saved.insert(definition.name.folded).inserted else { continue }
      text = definition.text + Array(";\n".utf8) + text
    }
    for parameter in parameters.reversed()
    where text.names("$" + parameter.name) && !saved.contains("$" + parameter.name.folded) {
      text = Array("param \(parameter.name) = \(literal(parameter.value));\n".utf8) + text
    }
    return text
  }

  /// A value as it would be written in a query, so that it has its own type: what reads as a
  /// literal is one, anything else is text.
  private func literal(_ value: [UInt8]) -> String {
    if let expression = try? parseExpression(SourceText(bytes: value)),
      case .literal = expression.kind
    {
      return String(decoding: value, as: UTF8.self)
    }
    return canonicalText(of: .text(value))
  }

  /// `\l`: lists the saved queries with their titles.
  func listSavedQueries() throws(CommandFailure) {
    let queries = try list(folders.savedQueries)
    if queries.isEmpty { streams.say("no queries are saved yet; '\\s NAME' saves the last one") }
    let width = queries.map { displayWidth(of: visible($0.name)) }.max() ?? 0
    streams.say(
      queries.map { query in
        let name = visible(query.name)
        let gap = query.title.isEmpty ? "" : padding(width - displayWidth(of: name) + 2)
        return name + gap + visible(query.title)
      })
  }

  private func list(
    _ queries: SavedQueries?
  ) throws(CommandFailure) -> [(name: String, title: String)] {
    guard let queries else { return [] }
    do throws(SystemError) {
      return try FileWork(verb: "read", path: queries.path).run { queries.list() }
    } catch {
      throw CommandFailure(error)
    }
  }

  /// `\r`: runs a saved query with values for its parameters.
  func runSavedQuery(_ words: [String]) throws(CommandFailure) {
    guard let name = words.first else { throw CommandFailure("'\\r' needs the name of a query") }
    let queries = try savedQueries()
    guard let path = try path(ofQuery: name, in: queries) else {
      let names = try list(queries).map(\.name)
      let similar = suggestion(for: name, among: names).map { "; did you mean '\($0)'?" }
      throw CommandFailure("no query is saved as '\(visible(name))'" + (similar ?? ""))
    }
    var values: [ParameterArgument] = []
    for word in words.dropFirst() { values.append(try parameter(word)) }
    let source = try source(ofQuery: path, in: queries)
    // Its lets and parameters are its own.
    let before = session
    defer { session = before }
    runScript(source, parameters: values)
  }

  private func path(
    ofQuery name: String, in queries: SavedQueries
  ) throws(CommandFailure) -> String? {
    do throws(SystemError) {
      return try FileWork(verb: "read", path: name).run { queries.path(ofQuery: name) }
    } catch {
      throw CommandFailure(error)
    }
  }

  /// What is found by its name alone could be another user's: the statements only read, but commands
  /// write files and start programs.
  private func source(
    ofQuery path: String, in queries: SavedQueries
  ) throws(CommandFailure) -> SourceText {
    let (source, warning) = try read(query: path, in: queries)
    guard let warning = warning.map(visible) else { return source }
    if ScriptPart.parts(of: source).contains(where: \.isCommand) {
      throw CommandFailure("\(warning); it has commands, which only '\\i' would run")
    }
    if settings.tellsNotes { streams.complain("note: \(warning)") }
    return source
  }

  private func read(
    query path: String, in queries: SavedQueries
  ) throws(CommandFailure) -> (source: SourceText, warning: String?) {
    do throws(SystemError) {
      return try FileWork(verb: "read", path: path).run { () throws(SystemError) in
        let file = try RegularFile(path)
        let source = SourceText(name: path, bytes: try file.contents())
        return (source, queries.warning(of: file, at: path))
      }
    } catch {
      throw CommandFailure(error)
    }
  }

  private func parameter(_ word: String) throws(CommandFailure) -> ParameterArgument {
    guard let parameter = ParameterArgument(assignment: Array(word.utf8)) else {
      throw CommandFailure("expected NAME=VALUE, found '\(visible(word))'")
    }
    return parameter
  }

  // MARK: - The editor

  /// `\e`: edits a file or the last text, and runs it.
  func edit(_ words: [String]) throws(CommandFailure) {
    if let word = words.first {
      let path = withHome(word)
      try runEditor(on: path)
      runScript(try source(ofFile: path))
      return
    }
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

extension [UInt8] {
  /// Whether the name stands in the text as a word, in any case.
  fileprivate func names(_ name: String) -> Bool {
    let text = map(\.lowercased)
    let word = name.utf8.map(\.lowercased)
    guard !word.isEmpty, text.count >= word.count else { return false }
    return (0...(text.count - word.count)).contains { start in
      let end = start + word.count
      return text[start..<end].elementsEqual(word)
        && !(start > 0 && text[start - 1].continuesName)
        && !(end < text.count && text[end].continuesName)
    }
  }
}
