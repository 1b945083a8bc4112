import Binding
import Execution
import Glibc
import QueryLanguage

/// The commands that keep queries under names.
extension ShellSession {
  private func savedQueries() throws(CommandFailure) -> SavedQueries {
    guard let queries = folders.savedQueries else {
      throw CommandFailure("there is no folder for saved queries: HOME is not set")
    }
    return queries
  }

  /// `\s`: saves the last query. What the name stood for is replaced only if the user says so.
  func save(_ words: [String]) throws(CommandFailure) {
    guard let name = words.first else { throw CommandFailure("'\\s' needs a name") }
    guard SavedQueries.isName(name) else {
      throw CommandFailure("a name has letters, digits and '._-/', not '\(visible(name))'")
    }
    guard let query = lastQuery else { throw CommandFailure("there is no query to save yet") }
    let queries = try savedQueries()
    let text = textToSave(query)
    let own = try work("read", name) { queries.ownPath(ofQuery: name) }
    if let own, try source(ofFile: own).bytes != text {
      guard let ask else {
        throw CommandFailure("'\(name)' is saved already, and nobody can be asked to replace it")
      }
      guard ask("replace '\(name)'?") else { return streams.say("'\(name)' stays as it was") }
    }
    let existed = try work("save", name) { () throws(SystemError) in
      try queries.save(text, as: name)
    }
    streams.say(existed ? "replaced '\(name)'" : "saved '\(name)'")
  }

  /// `\rm`: deletes a saved query, if the user says so.
  func deleteSavedQuery(_ words: [String]) throws(CommandFailure) {
    guard let name = words.first else { throw CommandFailure("'\\rm' needs the name of a query") }
    guard let path = try path(ofQuery: name) else { throw try unknown(name) }
    if try sample(at: path) != nil {
      throw CommandFailure("'\(visible(name))' is a sample; only your own queries are deleted")
    }
    guard let ask else {
      throw CommandFailure("nobody can be asked whether to delete '\(visible(name))'")
    }
    guard ask("delete '\(visible(name))'?") else { return }
    try work("delete", path) { () throws(SystemError) in
      guard unlink(path) == 0 else { throw SystemError("delete", path) }
    }
    streams.say("deleted '\(visible(name))'")
  }

  /// Work on a file or folder, which Ctrl-C leaves.
  private func work<Value: Sendable>(
    _ verb: String, _ path: String, _ body: @escaping @Sendable () throws(SystemError) -> Value
  ) throws(CommandFailure) -> Value {
    do throws(SystemError) {
      return try FileWork(verb: verb, path: path).run(body)
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

  /// `\l`: lists the saved queries, those whose name or title has a word, or shows the text of one.
  func listSavedQueries(_ words: [String]) throws(CommandFailure) {
    if let name = words.first, let path = try path(ofQuery: name) { return try show(path) }
    let own = try outlines { $0.outlines() }
    let samples = try outlines { $0.sampleOutlines() }
    guard let word = words.first else {
      if own.isEmpty { streams.say("no queries are saved yet; '\\s NAME' saves the last one") }
      return show(own, samples)
    }
    let found = (own.filter { $0.has(word) }, samples.filter { $0.has(word) })
    if found.0.isEmpty, found.1.isEmpty { throw try unknown(word) }
    show(found.0, found.1)
  }

  private func show(_ own: [QueryOutline], _ samples: [QueryOutline]) {
    let heading = samples.isEmpty ? [] : own.isEmpty ? ["samples:"] : ["", "samples:"]
    streams.show(lines(own) + heading + lines(samples))
  }

  private func show(_ path: String) throws(CommandFailure) {
    let bytes = try source(ofFile: path).bytes.trimmed
    streams.show(
      bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        .map { visible($0) })
  }

  /// Title and parameters stand right of the names, and below them in a narrow window.
  private func lines(_ queries: [QueryOutline]) -> [String] {
    let width = queries.map { displayWidth(of: visible($0.name)) }.max() ?? 0
    let indent = min(width, max((streams.columns ?? .max) - 30, 4))
    return queries.flatMap { query in
      let name = visible(query.name)
      let texts = [query.title, query.form, query.actions.isEmpty ? "" : "acts"]
        .filter { !$0.isEmpty }
      let lines = texts.flatMap {
        wrapped(visible($0), after: padding(indent + 2), width: streams.columns)
      }
      let isBeside = displayWidth(of: name) <= indent && !lines.isEmpty
      guard isBeside else { return [name] + lines }
      return [name + lines[0].dropFirst(displayWidth(of: name))] + lines.dropFirst()
    }
  }

  private func outlines(
    _ list: @escaping @Sendable (SavedQueries) -> [QueryOutline]
  ) throws(CommandFailure) -> [QueryOutline] {
    guard let queries = folders.savedQueries else { return [] }
    return try work("read", queries.path) { list(queries) }
  }

  private func unknown(_ name: String) throws(CommandFailure) -> CommandFailure {
    let similar = try suggestion(for: name).map { "; did you mean '\($0)'?" }
    return CommandFailure("no query is saved as '\(visible(name))'" + (similar ?? ""))
  }

  private func suggestion(for name: String) throws(CommandFailure) -> String? {
    guard let queries = folders.savedQueries else { return nil }
    return try work("read", queries.path) { queries.suggestion(for: name) }
  }

  /// The file of a saved query or a sample; nil where there is none of this name.
  func path(ofQuery name: String) throws(CommandFailure) -> String? {
    guard let queries = folders.savedQueries else { return nil }
    switch try work("read", name, { queries.find(name) }) {
    case .nothing: return nil
    case .query(let path): return path
    case .several(let names):
      throw CommandFailure("'\(visible(name))' may be \(names.joined(separator: " or "))")
    }
  }

  /// What a sample is called that lies there; nil of a query of the user's own.
  func sample(at path: String) throws(CommandFailure) -> String? {
    guard let queries = folders.savedQueries else { return nil }
    return try work("read", path) { queries.sample(at: path) }
  }

  /// Keeps a text as the user's own query of this name.
  func keep(_ text: [UInt8], as name: String) throws(CommandFailure) {
    let queries = try savedQueries()
    _ = try work("save", name) { () throws(SystemError) in try queries.save(text, as: name) }
    streams.say("saved '\(visible(name))'")
  }

  /// `\r`: runs a saved query with values for its parameters.
  func runSavedQuery(_ words: [String]) throws(CommandFailure) {
    guard let name = words.first else { throw CommandFailure("'\\r' needs the name of a query") }
    let queries = try savedQueries()
    guard let path = try path(ofQuery: name) else { throw try unknown(name) }
    var values: [ParameterArgument] = []
    for word in words.dropFirst() { values.append(try parameter(word)) }
    let source = try source(ofQuery: path, in: queries)
    // Its lets and parameters are its own.
    let before = (session, lastQuery)
    lastQuery = nil
    runScript(source, parameters: values)
    if lastQuery == nil {
      lastQuery = before.1
    } else {
      values.forEach { session.set($0) }
      lastQuerySession = session
    }
    session = before.0
  }

  /// What is found by its name alone could be another user's: queries only read, but commands
  /// write files and start programs, and other statements act.
  private func source(
    ofQuery path: String, in queries: SavedQueries
  ) throws(CommandFailure) -> SourceText {
    let (source, warning) = try read(query: path, in: queries)
    guard let warning = warning.map(visible) else { return source }
    if ScriptPart.parts(of: source).contains(where: \.isCommand) {
      throw CommandFailure("\(warning); it has commands, which only '\\i' would run")
    }
    if source.hasAction { throw CommandFailure("\(warning); it acts, which only '\\i' would do") }
    if source.hasRecording {
      throw CommandFailure("\(warning); it records, which only '\\i' would do")
    }
    if settings.tellsNotes { streams.complain("note: \(warning)") }
    return source
  }

  private func read(
    query path: String, in queries: SavedQueries
  ) throws(CommandFailure) -> (source: SourceText, warning: String?) {
    try work("read", path) { () throws(SystemError) in
      let file = try RegularFile(path)
      let source = SourceText(
        name: path, bytes: try file.contents(),
        isHidden: !file.isCallers && !queries.isSample(path))
      return (source, queries.warning(of: file, at: path))
    }
  }

  private func parameter(_ word: String) throws(CommandFailure) -> ParameterArgument {
    guard let parameter = ParameterArgument(assignment: Array(word.utf8)) else {
      throw CommandFailure("expected NAME=VALUE, found '\(visible(word))'")
    }
    return parameter
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
