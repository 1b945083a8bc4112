import QueryEngine
import QueryLanguage
import Synchronization

/// A toy table whose every cell is given: books on a shelf, as many as a test wants.
///
/// What is read is written down in order, `2.page` for the origin `page` of the second book.
final class Shelf: Sendable {
  /// Cells by column; a column is read from the origin that `columns` names.
  let books: [[String: Value]]
  /// Books that end when this origin is read.
  let vanishing: [Int: String]
  private let log = Mutex<[String]>([])

  init(_ books: [[String: Value]], vanishing: [Int: String] = [:]) {
    self.books = books
    self.vanishing = vanishing
  }

  var reads: [String] { log.withLock { $0 } }

  func forgetReads() { log.withLock { $0 = [] } }

  fileprivate func write(_ entry: String) { log.withLock { $0.append(entry) } }

  static let shelf = Origin("shelf", cost: .listing)
  static let cover = Origin("cover", cost: .file, permission: "a lamp")
  static let spine = Origin("spine", cost: .file)
  static let index = Origin("index", cost: .links)
  static let pages = Origin("pages", cost: .pages, permission: "a reading desk")

  /// Column, type and origins; `title` can be told by two.
  private static let columns: [(String, ValueType, [Origin])] = [
    ("number", .integer, [shelf]), ("title", .text, [cover, spine]), ("author", .text, [cover]),
    ("width", .integer, [spine]), ("entries", .integer, [index]), ("words", .integer, [pages]),
    ("good", .boolean, [cover]), ("tags", .list(.text), [index]),
  ]

  var table: Table {
    Table(
      "books", "The books of a shelf.",
      columns: Shelf.columns.map { name, type, origins in
        Column(
          name, group: "all", type: type, "A fact of the book.",
          variants: origins.map { origin in
            .init(origin) { unsafeDowncast($0, to: Book.self).read(name, origin) }
          })
      },
      relations: [
        Relation(
          "sequel", to: "books", from: Shelf.spine, "The next book.",
          step: .one { unsafeDowncast($0, to: Book.self).sequel }),
        Relation(
          "later", to: "books", from: Shelf.spine, "The books after it.",
          step: .many { unsafeDowncast($0, to: Book.self).later }),
      ],
      summaryColumns: ["number", "title"],
      rows: .scanned(key: "number") { [self] _, scan in
        var numbers: [Int]
        switch scan {
        case .all: numbers = Array(books.indices)
        case .keys(let keys): numbers = keys.map { Int($0) - 1 }.filter(books.indices.contains)
        }
        numbers.reverse()
        return RowStream { numbers.popLast().map { Book($0, on: self) } }
      })
  }

  var catalog: Catalog {
    Catalog(
      tables: [table], functions: Functions.standard, constants: [],
      makeVisit: { ShelfVisit(shelf: self) })
  }
}

private final class ShelfVisit: Visit {
  let shelf: Shelf

  init(shelf: Shelf) {
    self.shelf = shelf
  }

  var statistics: Statistics {
    var statistics = Statistics()
    for name in ["cover", "spine", "index", "pages"] {
      let count = shelf.reads.count { $0.hasSuffix(name) }
      if count > 0 { statistics.reads.append((name, count)) }
    }
    return statistics
  }
}

private final class Book: Row {
  let number: Int
  let shelf: Shelf
  private var held: Set<Origin> = []
  private(set) var isGone = false

  init(_ number: Int, on shelf: Shelf) {
    self.number = number
    self.shelf = shelf
  }

  func holds(_ origin: Origin) -> Bool { origin.cost == .listing || held.contains(origin) }

  private func open(_ origin: Origin) {
    guard origin.cost != .listing, !isGone, held.insert(origin).inserted else { return }
    shelf.write("\(number + 1).\(origin.name)")
    isGone = shelf.vanishing[number + 1] == origin.name
  }

  /// A column that is not given is its number; an origin given as denied may not be read.
  func read(_ column: String, _ origin: Origin) -> Value {
    open(origin)
    if isGone { return .null }
    if case .denied? = shelf.books[number][origin.name] { return .denied(.origin(origin)) }
    if column == "number" { return .integer(Int64(number + 1)) }
    return shelf.books[number][column] ?? .null
  }

  var sequel: RelatedRow {
    open(Shelf.spine)
    if case .denied? = shelf.books[number]["spine"] { return .denied(.origin(Shelf.spine)) }
    return number + 1 < shelf.books.count ? .row(Book(number + 1, on: shelf)) : .nothing
  }

  var later: RelatedRows {
    open(Shelf.spine)
    if case .denied? = shelf.books[number]["spine"] { return .denied(.origin(Shelf.spine)) }
    var rest = Array(shelf.books.indices.dropFirst(number + 1).reversed())
    return .rows(RowStream { [shelf] in rest.popLast().map { Book($0, on: shelf) } })
  }
}
