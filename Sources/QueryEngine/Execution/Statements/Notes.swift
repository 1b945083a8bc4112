import OrderedCollections
import Schema
import Values

/// How rows are called when they are counted: `1 process`, `12 processes`.
struct RowNoun: Hashable, Sendable {
  /// Of one: `process`.
  let singular: String
  /// Of any other number: `processes`.
  let plural: String

  /// Of tables whose rows have no name of their own, and of results.
  static let row = RowNoun(singular: "row", plural: "rows")
  /// Of the readings of a window.
  static let reading = RowNoun(singular: "reading", plural: "readings")
  /// Of what `group by` gives.
  static let group = RowNoun(singular: "group", plural: "groups")

  private init(singular: String, plural: String) {
    self.singular = singular
    self.plural = plural
  }

  init(rowsOf table: TableSchema) {
    if let rowName = table.rowName {
      self.init(singular: rowName, plural: table.name)
    } else {
      self = .row
    }
  }

  /// `1 process`, `12 processes`.
  func counted(_ count: Int) -> String { "\(count) \(count == 1 ? singular : plural)" }
}

/// What one statement could not tell, in the order in which it met with it.
final class Notes {
  private let schema: Schema
  private let remedy: () -> String?
  private var lost: [() -> [LostFact]] = []
  private var texts: [() -> [String]] = []
  private var passedOver: OrderedDictionary<PassedOverRows, Int> = [:]
  private var denied: [() -> [DeniedColumn]] = []
  private var linesOfReading: [String] = []
  /// The rows of all readings that could not be judged, by the reason.
  private var unjudgedReadings: OrderedDictionary<Denial, Int> = [:]
  private var fallen: OrderedDictionary<String, FallenCounter> = [:]

  /// The remedy of what is refused is asked for where something is, and told once.
  init(_ schema: Schema, remedy: @escaping () -> String? = { nil }) {
    self.schema = schema
    self.remedy = remedy
  }

  private struct PassedOverRows: Hashable {
    let aggregate: String
    let denial: Denial
  }

  /// In how many rows a counter has fallen.
  private struct FallenCounter {
    /// Those of earlier windows.
    var count = 0
    /// Of the window in hand: a row is asked several times.
    var rows: CapturedRows
    var places: Set<Int> = []
  }

  /// A column of the result, or a key of the order, and in how many rows it is denied.
  struct DeniedColumn {
    /// Its heading.
    let name: String
    /// How many rows it is denied in for this reason; more than 0.
    let rows: Int
    /// The first of its kind that was met with.
    let denial: Denial
  }

  /// In how many rows something is denied, and why.
  private struct DeniedRows: Hashable {
    let count: Int
    let denial: Denial
  }

  /// A column that is denied for one reason.
  private struct DeniedName: Hashable {
    let name: String
    let reason: DeniedReason
  }

  /// Why cells are denied, as far as it is told of them: not which file is refused.
  private struct DeniedReason: Hashable {
    /// Nil where it is refused.
    let denial: Denial?

    init(_ denial: Denial) { self.denial = denial.isRefusal ? nil : denial }

    func text(ofOne isOne: Bool, recorded isRecorded: Bool) -> String {
      switch denial {
      case .refused where isRecorded, nil where isRecorded:
        "\(isOne ? "was" : "were") not readable when \(isOne ? "it was" : "they were") recorded"
      case .refused, nil: "may not be read"
      case .failed(let failure): failure.text
      case .notReadThen: "\(isOne ? "is" : "are") not known: not read when the window began"
      case .notRecorded: "\(isOne ? "is" : "are") not known: a related row was not recorded"
      case .patternGivenUp: "\(isOne ? "is" : "are") not known: a pattern was given up"
      }
    }
  }

  /// Something that could not be told.
  struct LostFact {
    /// `12 of 340 processes could not be judged`
    let text: String
    /// Why not.
    let denial: Denial
    /// How many rows could not be judged; nil where it is no such fact.
    let rows: Int?

    init(text: String, denial: Denial, rows: Int? = nil) {
      self.text = text
      self.denial = denial
      self.rows = rows
    }

    /// So many of the rows that came to a test.
    static func unjudged(
      _ count: Int, of reached: Int, _ noun: RowNoun, because denial: Denial
    ) -> LostFact {
      LostFact(
        text: "\(count) of \(noun.counted(reached)) could not be judged", denial: denial,
        rows: count)
    }
  }

  /// The rows that could not be judged so far, or had related rows that could not be had.
  private(set) var unjudged = DenialCounts()

  /// `texts` is asked each time when the notes are.
  func add(_ texts: @escaping () -> [String]) {
    self.texts.append(texts)
  }

  /// `facts` is asked each time when the notes are.
  func addLost(_ facts: @escaping () -> [LostFact]) {
    lost.append(facts)
  }

  /// Takes over what was noted of one reading. Rows that could not be judged are those of all readings; of
  /// what else is told of several, the last is.
  func take(_ reading: Notes) {
    for fact in reading.lost.flatMap({ $0() }) {
      if let rows = fact.rows { unjudgedReadings[fact.denial, default: 0] += rows }
    }
    let lines = reading.lines(withoutRows: true)
    if !lines.isEmpty { linesOfReading = lines }
  }

  private var lostReadings: [LostFact] {
    unjudgedReadings.map { denial, rows in
      LostFact(
        text: "\(RowNoun.reading.counted(rows)) could not be judged", denial: denial, rows: rows)
    }
  }

  /// Counts one more row that could not be judged.
  func countUnjudged(_ denial: Denial) {
    unjudged.add(denial)
  }

  /// Whether an answer without rows may be one only because something could not be told.
  var tellOfUnjudgedRows: Bool { unjudged.total > 0 || !passedOver.isEmpty }

  /// Counts a row in which a counter has fallen, once.
  func addFallen(_ counter: String, _ place: Int, of rows: CapturedRows) {
    var known = fallen[counter] ?? FallenCounter(rows: rows)
    if known.rows !== rows {
      known.count += known.places.count
      (known.rows, known.places) = (rows, [])
    }
    known.places.insert(place)
    fallen[counter] = known
  }

  /// `cpu_time of 1 row went back, so that its change is not known`
  private var fallenLines: [String] {
    fallen.map { counter, fallen in
      let count = RowNoun.row.counted(fallen.count + fallen.places.count)
      return "\(counter) of \(count) went back, so that its change is not known"
    }
  }

  /// Adds the rows that an aggregate of one group left out.
  func add(_ passedOver: DenialCounts, by aggregate: String) {
    for (denial, count) in passedOver.reasons {
      self.passedOver[PassedOverRows(aggregate: aggregate, denial: denial), default: 0] += count
    }
  }

  /// `columns` is asked each time when the notes are.
  func addDenied(_ columns: @escaping () -> [DeniedColumn]) {
    denied.append(columns)
  }

  /// Whether something of one of these names was denied in some row.
  func tellOfDenied(_ names: Set<String>) -> Bool {
    denied.contains { $0().contains { names.contains($0.name) && $0.rows > 0 } }
  }

  /// Each once, without its `note: `.
  var lines: [String] { lines(withoutRows: false) }

  /// `withoutRows` says nothing of rows that could not be judged.
  private func lines(withoutRows: Bool) -> [String] {
    var lines = OrderedSet<String>()
    for text in texts { lines.append(contentsOf: text()) }
    let losesNothing =
      denied.isEmpty && lost.isEmpty && passedOver.isEmpty && unjudgedReadings.isEmpty
    var remedy = losesNothing ? nil : self.remedy()
    lines.append(contentsOf: lostLines(&remedy, withoutRows: withoutRows))
    lines.append(contentsOf: deniedLines(&remedy))
    lines.append(contentsOf: fallenLines)
    lines.append(contentsOf: linesOfReading)
    return Array(lines)
  }

  /// `12 of 340 processes could not be judged, sum(uss) passed over 2 rows: smaps_rollup may not be
  /// read (…)`: what was lost for one reason is told together.
  private func lostLines(_ remedy: inout String?, withoutRows: Bool) -> [String] {
    var facts: OrderedDictionary<Denial, OrderedSet<String>> = [:]
    let all = lost.flatMap { $0() } + lostReadings + passedOverFacts
    for fact in all where !withoutRows || fact.rows == nil {
      facts[fact.denial, default: []].append(fact.text)
    }
    return facts.map { denial, texts in
      "\(texts.joined(separator: ", ")): "
        + schema.reason(for: denial, remedy: denial.isRefusal ? remedy.take() : nil)
    }
  }

  /// `sum(uss), max(uss) passed over 12 rows each`: aggregates that left out as many rows for the same
  /// reason are told together.
  private var passedOverFacts: [LostFact] {
    var aggregates: OrderedDictionary<DeniedRows, [String]> = [:]
    for (rows, count) in passedOver {
      aggregates[DeniedRows(count: count, denial: rows.denial), default: []].append(rows.aggregate)
    }
    return aggregates.map { rows, names in
      let each = names.count == 1 ? "" : " each"
      let text =
        "\(names.joined(separator: ", ")) passed over \(RowNoun.row.counted(rows.count))\(each)"
      return LostFact(text: text, denial: rows.denial)
    }
  }

  /// `uss, pss of 12 rows each, exe of 3 rows may not be read`: columns that are denied in as many rows
  /// are told together, and all that are refused.
  private func deniedLines(_ remedy: inout String?) -> [String] {
    var columns: OrderedDictionary<DeniedReason, OrderedDictionary<Int, [String]>> = [:]
    for (column, rows) in deniedColumns {
      columns[column.reason, default: [:]][rows, default: []].append(column.name)
    }
    return columns.map { reason, columns in
      let cells = columns.map { rows, names in
        let each = names.count == 1 ? "" : " each"
        return "\(names.joined(separator: ", ")) of \(RowNoun.row.counted(rows))\(each)"
      }
      let isOne = columns.count == 1 && columns.elements[0].value.count == 1
      let text = reason.text(ofOne: isOne, recorded: schema.isRecording)
      let hint = reason.denial == nil ? remedy.take().map { "; \($0)" } ?? "" : ""
      return "\(cells.joined(separator: ", ")) \(text)\(hint)"
    }
  }

  /// A column that is both a key and an output is told once, for the more rows of the two; an
  /// aggregate that passed rows over has been told.
  private var deniedColumns: OrderedDictionary<DeniedName, Int> {
    var columns: OrderedDictionary<DeniedName, Int> = [:]
    let told = Set(passedOver.keys.map(\.aggregate))
    for column in denied.flatMap({ $0() }) where !told.contains(column.name) {
      let name = DeniedName(name: column.name, reason: DeniedReason(column.denial))
      columns[name] = max(column.rows, columns[name] ?? 0)
    }
    return columns
  }
}

/// Counts the rows in which named values are denied.
final class DenialCounter {
  private var counts: [DenialCounts]

  init(of names: [String], noting notes: Notes) {
    counts = names.map { _ in DenialCounts() }
    notes.addDenied { [self] in
      zip(names, counts).flatMap { name, counts in
        counts.withoutFiles.map {
          Notes.DeniedColumn(name: name, rows: $0.count, denial: $0.denial)
        }
      }
    }
  }

  /// Counts the denied cells of one row.
  func count(_ values: [Value]) {
    for (index, value) in values.enumerated() {
      if case .denied(let denial) = value { counts[index].add(denial) }
    }
  }
}
