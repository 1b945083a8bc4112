import OrderedCollections

/// How a table's rows are called when they are counted: `1 process`, `12 processes`.
struct RowNoun: Hashable, Sendable {
  let singular: String
  let plural: String

  static let row = RowNoun(singular: "row", plural: "rows")
  static let group = RowNoun(singular: "group", plural: "groups")

  private init(singular: String, plural: String) {
    self.singular = singular
    self.plural = plural
  }

  /// The name of a table is its rows in the plural.
  init(rowsOf table: Table) {
    let name = table.name
    if name.hasSuffix("sses") {
      self.init(singular: String(name.dropLast(2)), plural: name)
    } else if name.hasSuffix("s") {
      self.init(singular: String(name.dropLast()), plural: name)
    } else {
      self = .row
    }
  }

  func counted(_ count: Int) -> String { "\(count) \(count == 1 ? singular : plural)" }
}

/// What one statement could not tell, in the order in which it met with it.
final class Notes {
  private var tellers: [() -> [String]] = []
  private var passedOver: OrderedDictionary<Passing, Int> = [:]
  private var unread: [() -> [(name: String, rows: Int, cause: Cause?)]] = []

  /// Why something is not known.
  enum Cause: Hashable {
    case origin(Origin)
    case pattern

    init(_ denial: Denial) {
      switch denial {
      case .origin(let origin): self = .origin(origin)
      case .pattern: self = .pattern
      }
    }

    /// `environ may not be read (CAP_SYS_PTRACE)`
    var words: String {
      switch self {
      case .pattern: "a pattern was given up"
      case .origin(let origin):
        origin.permission.map { "\(origin.name) may not be read (\($0))" }
          ?? "\(origin.name) may not be read"
      }
    }
  }

  private struct Passing: Hashable {
    let aggregate: String
    let cause: Cause
  }

  /// In how many rows something is denied, and why.
  private struct Unread: Hashable {
    let rows: Int
    let cause: Cause

    /// `uss, pss of 12 rows each may not be read`: these need not be the same rows.
    func words(for columns: [String]) -> String {
      let each = columns.count == 1 ? "" : " each"
      let cells = "\(columns.joined(separator: ", ")) of \(RowNoun.row.counted(rows))\(each)"
      return switch cause {
      case .origin: "\(cells) may not be read"
      case .pattern:
        "\(cells) \(columns.count == 1 ? "is" : "are") not known: a pattern was given up"
      }
    }
  }

  /// Asked each time when the notes are.
  func add(_ teller: @escaping () -> [String]) {
    tellers.append(teller)
  }

  func add(_ passedOver: PassedOver, by aggregate: String) {
    guard let denial = passedOver.denial else { return }
    self.passedOver[Passing(aggregate: aggregate, cause: Cause(denial)), default: 0] +=
      passedOver.count
  }

  /// Tells in how many rows a column of the result, or a key of the order, is denied, and why.
  func addUnread(_ teller: @escaping () -> [(name: String, rows: Int, cause: Cause?)]) {
    unread.append(teller)
  }

  var lines: [String] {
    var lines = OrderedSet<String>()
    for teller in tellers { lines.append(contentsOf: teller()) }
    for (passing, count) in passedOver {
      let rows = RowNoun.row.counted(count)
      lines.append("\(passing.aggregate) passed over \(rows): \(passing.cause.words)")
    }
    lines.append(contentsOf: unreadLines)
    return Array(lines)
  }

  /// Columns that the same cause keeps from as many rows are told together.
  private var unreadLines: [String] {
    var columns: OrderedDictionary<Unread, [String]> = [:]
    for (name, unread) in unreadColumns { columns[unread, default: []].append(name) }
    return columns.map { $0.words(for: $1) }
  }

  /// A column that is both a key and an output is told once, for the more rows of the two.
  private var unreadColumns: OrderedDictionary<String, Unread> {
    var columns: OrderedDictionary<String, Unread> = [:]
    for (name, rows, cause) in unread.flatMap({ $0() }) {
      guard let cause, rows > columns[name]?.rows ?? 0 else { continue }
      columns[name] = Unread(rows: rows, cause: cause)
    }
    return columns
  }

  /// `12 of 340 processes could not be judged: environ may not be read (…)`
  static func unjudged(_ count: Int, of reached: Int, _ noun: RowNoun, because cause: Cause)
    -> String
  {
    "\(count) of \(noun.counted(reached)) could not be judged: \(cause.words)"
  }
}
