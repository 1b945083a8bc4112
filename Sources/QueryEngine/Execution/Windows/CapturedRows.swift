import Binding
import Planning
import Schema
import Values

/// What was kept of a table's rows at one moment: the columns that somebody will ask for, and when what
/// rates are of was read.
final class CapturedRows {
  /// What a rate is of: these are read of every row before anything else.
  let stamped: [AccessID]
  private let identify: RowIdentifier
  private var places = RowPlaces()
  private var instances: [UInt64] = []
  private let readers: [ReaderID]
  /// As many as there are readers.
  private var columns: [CapturedColumn]
  /// As many as there are stamped accesses.
  private var instants: [[Int64]]
  /// Whether a later row was found to be each of these.
  private var isFound: [Bool] = []

  init(_ capture: Capture) {
    identify = RowIdentifier(capture.table)
    readers = capture.columns.map { $0.column.sources[0].reader }
    columns = capture.columns.map { CapturedColumn($0.column.type) }
    var stamped: [AccessID] = []
    for index in capture.ofRates.sorted() {
      let access = capture.columns[index].column.sources[0].access.id
      if !stamped.contains(access) { stamped.append(access) }
    }
    self.stamped = stamped
    instants = stamped.map { _ in [] }
  }

  /// How many rows are kept.
  var count: Int { instances.count }

  /// Keeps a row's cells, as many as there are columns. Of rows that cannot be told apart the first is
  /// kept.
  func add(_ row: any Row, _ cells: [Value], at instant: Int64) {
    guard let (key, instance) = identify(row), places.append(key) else { return }
    instances.append(instance)
    isFound.append(false)
    for index in columns.indices { columns[index].append(cells[index]) }
    for index in stamped.indices {
      instants[index].append(row.readingInstant(of: stamped[index]) ?? instant)
    }
  }

  /// The place of the row that this one was; nil where none was kept of it. Where the place was kept of
  /// what is likely another row, `isSame` decides.
  func place(of row: any Row, isSame: () -> Bool?) -> Int? {
    guard let (key, instance) = identify(row), let place = places.place(of: key),
      instances[place] == instance || isSame() == true
    else { return nil }
    isFound[place] = true
    return place
  }

  /// What a reader told of a row.
  func value(_ reader: ReaderID, at place: Int) -> Value {
    readers.firstIndex(of: reader).map { columns[$0][place] } ?? .null
  }

  /// When this was read of a row, by the clock of windows; nil where nobody asked for it.
  func instant(of access: AccessID, at place: Int) -> Int64? {
    stamped.firstIndex(of: access).map { instants[$0][place] }
  }

  /// What the rows are known by, of those that their source knows again.
  var identities: [RowIdentity] { identities { _ in true } }

  /// Likewise of those that no later row was found to be.
  var lost: [RowIdentity] { identities { !isFound[$0] } }

  private func identities(where isWanted: (Int) -> Bool) -> [RowIdentity] {
    var identities: [RowIdentity] = []
    identities.reserveCapacity(count)
    for place in 0..<count where isWanted(place) {
      guard case .numbers(let number, let part) = places.keys[place] else { continue }
      identities.append(RowIdentity(number, part: part, instance: instances[place]))
    }
    return identities
  }
}

/// Tells what a row of a table is known by at another moment.
struct RowIdentifier {
  /// What no two rows have at one moment.
  enum Key: Hashable {
    case numbers(Int64, Int64)
    case values(ValueKey)
  }

  private let readers: [ReaderID]
  private let hasOneRow: Bool

  init(_ table: TableSchema) {
    readers = table.key.compactMap { name in
      table.columns.first { $0.name == name }?.sources.first?.reader
    }
    hasOneRow = table.hasOneRow
  }

  /// Nil of a table whose rows are not known again.
  func callAsFunction(_ row: any Row) -> (key: Key, instance: UInt64)? {
    if let identity = row.identity {
      return (.numbers(identity.number, identity.part), identity.instance)
    }
    guard hasOneRow || !readers.isEmpty else { return nil }
    return (.values(ValueKey(readers.map(row.value))), 0)
  }
}
