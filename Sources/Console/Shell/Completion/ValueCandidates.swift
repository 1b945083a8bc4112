import Binding
import CEditLine
import Execution
import QueryLanguage
import Schema
import Synchronization
import Values

/// Completes values: the words that a column's are taken from, else those that exist now: user
/// names, process names, names of variables. A query finds these, and what it has found when the
/// user has waited long enough is offered.
struct ValueCandidates {
  /// The shell whose session runs the query.
  let shell: ShellSession
  /// Where the operand's name is looked up.
  let scope: NameScope

  /// Milliseconds.
  private static let patience: CInt = 400
  private static let most = 20_000

  /// What may stand in an open quote, after what was typed there. `closed`: the quote that ends it
  /// is there already.
  func candidates(
    for quotation: CompletionContext.Quotation, typed: [UInt8], in mark: UInt8, closed: Bool
  ) -> [Candidate] {
    guard !quotation.operand.isEmpty else { return [] }
    return values(of: quotation.operand).map { value in
      Candidate(
        text: Self.quoted(value, in: mark), suffix: closed ? [] : [mark], label: visible(value))
    }
    .filter { $0.text.starts(with: typed) }
    .sorted { $0.text.lexicographicallyPrecedes($1.text) }
  }

  /// The names in a map, of all rows.
  func keys(of path: [String]) -> [[UInt8]] {
    statement(of: path).map { Array(found(by: $0)) } ?? []
  }

  /// The words that a column's values are taken from, in quotes and in their order; none where any
  /// may come.
  func words(comparedWith path: [String]) -> [Candidate] {
    guard !path.isEmpty, let statement = statement(of: path) else { return [] }
    return words(of: statement).map { Candidate(literal: Array($0.utf8)) }
  }

  /// Those words, or else the texts that a column has now, in quotes.
  func literals(comparedWith path: [String]) -> [Candidate] {
    guard !path.isEmpty, let statement = statement(of: path) else { return [] }
    let words = words(of: statement)
    if !words.isEmpty { return words.map { Candidate(literal: Array($0.utf8)) } }
    guard let type = statement.run().columns.first?.type, type == .text || type.isList else {
      return []
    }
    return found(by: statement).sorted { $0.lexicographicallyPrecedes($1) }
      .map { Candidate(literal: $0) }
  }

  private func values(of path: [String]) -> [[UInt8]] {
    guard let statement = statement(of: path) else { return [] }
    let words = words(of: statement)
    return words.isEmpty ? Array(found(by: statement)) : words.map { Array($0.utf8) }
  }

  private func words(of statement: PreparedStatement) -> [String] {
    statement.run().columns.first?.vocabulary?.words ?? []
  }

  /// The query of the column's values.
  private func statement(of path: [String]) -> PreparedStatement? {
    guard let source = scope.source else { return nil }
    let expression = path.map { $0.isName ? $0 : "`\($0)`" }.joined(separator: ".")
    var session = shell.session
    return (try? session.prepare(SourceText("select \(expression) from \(source)")))?.first
  }

  private func found(by statement: PreparedStatement) -> Set<[UInt8]> {
    let cancellation = Cancellation()
    let box = ValueBox()
    let collect = {
      let answer = statement.run(cancellation: cancellation)
      // What could not be listed offers nothing.
      while let row = try? answer.next(), box.add(row.flatMap(\.texts)) < Self.most {}
    }
    guard let work = BackgroundWork.start(collect) else { return [] }
    let event = signals_wait(work.done, Self.patience)
    if event != 1 { cancellation.request() }
    // It is for whoever waits for the next key.
    if event < 0 { signals_note(-event) }
    return box.values
  }
}

/// Fills on one thread, and can be read on another at any time.
private final class ValueBox: Sendable {
  private let contents = Mutex<Set<[UInt8]>>([])

  var values: Set<[UInt8]> { contents.withLock { $0 } }

  /// How many there are then.
  func add(_ values: [[UInt8]]) -> Int {
    contents.withLock { contents in
      contents.formUnion(values)
      return contents.count
    }
  }
}

extension Value {
  /// The text it is, those in the list it is, or the names in the map it is.
  fileprivate var texts: [[UInt8]] {
    if case .text(let text) = self { return [text.bytes] }
    if case .list(let elements) = self { return elements.flatMap(\.texts) }
    if case .map(let map) = self { return map.entries.map(\.key.bytes) }
    return []
  }
}

extension Candidate {
  /// A text in its quotes.
  fileprivate init(literal text: [UInt8]) {
    self.init(canonicalText(of: .text(text)), suffix: " ")
  }
}

extension ValueCandidates {
  /// A text as it is written between these quotes.
  static func quoted(_ text: [UInt8], in mark: UInt8) -> [UInt8] {
    let written = Array(canonicalText(of: .text(text)).utf8.dropFirst().dropLast())
    let apostrophe = UInt8(ascii: "'")
    guard mark != apostrophe else { return written }
    var result: [UInt8] = []
    var rest = written[...]
    while let byte = rest.popFirst() {
      // Of two apostrophes, one; of one mark, two.
      if byte == apostrophe { rest = rest.dropFirst() }
      result += byte == mark ? [byte, byte] : [byte]
    }
    return result
  }
}
