import Binding
import Planning
import Schema
import Values

/// What was kept of a table's rows at one moment: the columns that somebody will ask for, and when what
/// rates are of was read.
final class CapturedRows {
  private let identify: RowIdentifier
  private var places: [RowIdentifier.Key: Int] = [:]
  private var instances: [UInt64] = []
  /// By the number of the column's reader.
  private var columns: [Int: CapturedColumn] = [:]
  /// By the number of the access.
  private var instants: [Int: [Int64]] = [:]
  private let readers: [ReaderID]
  private let stamped: [AccessID]
  /// Whether a later row was found to be each of these.
  private var isFound: [Bool] = []

  init(_ capture: Capture) {
    identify = RowIdentifier(capture.table)
    readers = capture.columns.map { $0.column.sources[0].reader }
    var stamped: [AccessID] = []
    for (index, reference) in capture.columns.enumerated() {
      let source = reference.column.sources[0]
      columns[source.reader.index] = CapturedColumn(reference.column.type)
      if capture.ofRates.contains(index), !stamped.contains(source.access.id) {
        stamped.append(source.access.id)
        instants[source.access.id.index] = []
      }
    }
    self.stamped = stamped
  }

  /// How many rows are kept.
  var count: Int { instances.count }

  /// Keeps a row's cells, as many as there are columns. Of rows that cannot be told apart the first is
  /// kept.
  func add(_ row: any Row, _ cells: [Value], at instant: Int64) {
    guard let (key, instance) = identify(row), places[key] == nil else { return }
    places[key] = instances.count
    instances.append(instance)
    isFound.append(false)
    for (reader, value) in zip(readers, cells) { columns[reader.index]?.append(value) }
    for access in stamped {
      instants[access.index]?.append(row.readingInstant(of: access) ?? instant)
    }
  }

  /// The place of the row that this one was; nil where none was kept of it. Where the place was kept of
  /// what is likely another row, `isSame` decides.
  func place(of row: any Row, isSame: () -> Bool?) -> Int? {
    guard let (key, instance) = identify(row), let place = places[key],
      instances[place] == instance || isSame() == true
    else { return nil }
    isFound[place] = true
    return place
  }

  /// What a reader told of a row.
  func value(_ reader: ReaderID, at place: Int) -> Value {
    columns[reader.index]?[place] ?? .null
  }

  /// When this was read of a row, by the clock of windows; nil where nobody asked for it.
  func instant(of access: AccessID, at place: Int) -> Int64? { instants[access.index]?[place] }

  /// What rows are known by that no later row was found to be.
  var lost: [RowIdentity] {
    places.filter { !isFound[$0.value] }.compactMap { key, place in
      if case .numbers(let number, let part) = key {
        RowIdentity(number, part: part, instance: instances[place])
      } else {
        nil
      }
    }
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
