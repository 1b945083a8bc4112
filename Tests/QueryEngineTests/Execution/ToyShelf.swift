import EngineSupport
import Execution
import Schema
import Synchronization
import Values

/// A toy whose every cell is given, with columns that several accesses can tell: books on a shelf, as
/// many as a test wants.
///
/// What is read is written down in order, `2.pages` for the access `pages` of the second book.
final class ToyShelf: Source {
  /// Cells by column; a column is read from the access that `columns` names.
  let books: [[String: Value]]
  /// Books that end when this access is read.
  let vanishing: [Int: String]
  private let log = Mutex<[String]>([])
  private let scanned = Mutex<[String]>([])

  /// What helps whoever is refused something.
  let remedyOfRefusals: String?

  init(_ books: [[String: Value]], vanishing: [Int: String] = [:], remedy: String? = nil) {
    remedyOfRefusals = remedy
    self.books = books
    self.vanishing = vanishing
  }

  var schema: Schema { ToyShelf.schema }
  var table: TableSchema { ToyShelf.books.schema }

  func snapshot(at moment: Moment) -> any Snapshot { ShelfSnapshot(of: self) }

  var reads: [String] { log.withLock { $0 } }

  /// What the last scan was told to be certain of.
  var certain: [String] { scanned.withLock { $0 } }

  fileprivate func note(_ scan: ScanRequest) {
    scanned.withLock { $0 = scan.certain.map(\.name) }
  }

  func forgetReads() { log.withLock { $0 = [] } }

  fileprivate func write(_ entry: String) { log.withLock { $0.append(entry) } }

  static let shelf = Access(AccessID(1), "shelf", cost: .known)
  static let cover = Access(AccessID(2), "cover", cost: .file, permission: "a lamp")
  static let spine = Access(AccessID(3), "spine", cost: .file)
  static let index = Access(AccessID(4), "index", cost: .links)
  static let pages = Access(AccessID(5), "pages", cost: .pages, permission: "a reading desk")
  static let accesses = [Access.known, shelf, cover, spine, index, pages]

  private static let schema = Schema(tables: [books.schema], accesses: accesses)

  fileprivate static let books = ToyTable<Book>(
    "books", of: "book", "The books of a shelf.",
    columns: [
      column("number", .integer, from: shelf), column("title", .text, from: cover, spine),
      column("author", .text, from: cover), column("width", .integer, from: spine),
      column("entries", .integer, from: index), column("words", .integer, from: pages),
      column("good", .boolean, from: cover), column("tags", .list(.text), from: index),
    ],
    relations: [
      Relation("sequel", to: "books", isMany: false, from: spine, "The next book.") { $0.sequel },
      Relation("later", to: "books", from: spine, "The books after it.") { $0.later },
    ],
    summaryColumns: ["number", "title"], key: ["number"], rows: .scanned(lookUp: "number"))

  private static func column(
    _ name: String, _ type: ValueType, from access: Access, _ others: Access...
  ) -> Column<Book> {
    let column = Column<Book>(name, type, from: access, "A fact of the book.") {
      $0.read(name, access)
    }
    return others.reduce(column) { column, access in
      column.or(from: access) { $0.read(name, access) }
    }
  }
}

/// It has but one table, whatever that is called.
private final class ShelfSnapshot: ToySnapshot {
  let shelf: ToyShelf

  init(of shelf: ToyShelf) {
    self.shelf = shelf
  }

  func rows(of scan: ScanRequest) -> RowStream {
    shelf.note(scan)
    let numbers = scan.keys.map { $0.map { Int($0) - 1 } } ?? Array(shelf.books.indices)
    return RowStream(
      numbers.lazy.filter(shelf.books.indices.contains).map { [shelf] in Book($0, on: shelf) })
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
  let shelf: ToyShelf
  private var held: Set<AccessID> = []
  private(set) var isGone = false

  init(_ number: Int, on shelf: ToyShelf) {
    self.number = number
    self.shelf = shelf
  }

  func holds(_ access: AccessID) -> Bool {
    ToyShelf.accesses[access.index].cost == .known || held.contains(access)
  }
  func value(_ reader: ReaderID) -> Value { ToyShelf.books.value(reader, of: self) }
  func related(_ relation: RelationID) -> RelatedRows { ToyShelf.books.related(relation, of: self) }

  private func open(_ access: Access) {
    guard access.cost != .known, !isGone, held.insert(access.id).inserted else { return }
    shelf.write("\(number + 1).\(access.name)")
    isGone = shelf.vanishing[number + 1] == access.name
  }

  /// A column that is not given is its number; an access given as denied may not be read.
  func read(_ column: String, _ access: Access) -> Value {
    open(access)
    if isGone { return .null }
    if case .denied? = shelf.books[number][access.name] { return .denied(.refused(access.id)) }
    if column == "number" { return .integer(Int64(number + 1)) }
    return shelf.books[number][column] ?? .null
  }

  var sequel: RelatedRows {
    open(ToyShelf.spine)
    if case .denied? = shelf.books[number]["spine"] {
      return .denied(.refused(ToyShelf.spine.id))
    }
    return number + 1 < shelf.books.count ? .one(Book(number + 1, on: shelf)) : .none
  }

  var later: RelatedRows {
    open(ToyShelf.spine)
    if case .denied? = shelf.books[number]["spine"] {
      return .denied(.refused(ToyShelf.spine.id))
    }
    return .many(
      RowStream(
        shelf.books.indices.dropFirst(number + 1).lazy.map { [shelf] in Book($0, on: shelf) }))
  }
}
