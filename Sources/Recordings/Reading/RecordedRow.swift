import Execution
import Schema
import Values

/// A process as it was at a moment of a recording.
final class RecordedRow: Row {
  /// What it is, whatever is told of it.
  let process: RecordedProcess
  private let fact: RecordedFact
  private unowned let snapshot: RecordedSnapshot
  private var label: StoredCells?
  /// What was counted as refused already, of the first accesses.
  private var counted: UInt64 = 0

  init(_ process: RecordedProcess, _ fact: RecordedFact, in snapshot: RecordedSnapshot) {
    self.process = process
    self.fact = fact
    self.snapshot = snapshot
  }

  var isGone: Bool { false }

  func holds(_ access: AccessID) -> Bool { access != RecordingAccess.text.id }

  func value(_ reader: ReaderID) -> Value {
    let columns = snapshot.recording.columns
    guard columns.indices.contains(reader.index) else { return .null }
    switch columns[reader.index] {
    case .number: return .integer(process.number)
    case .sinceBoot: return .duration(process.start)
    case .started: return snapshot.started(process)
    case .age: return .duration(max(0, snapshot.moment.uptime.saturatingDifference(process.start)))
    case .fact(let place):
      return value(fact.cells[place], snapshot.recording.factColumns[place])
    case .share(let place): return share(of: place)
    case .label(let place):
      do throws(Failure) {
        return value(try labels()[place], snapshot.recording.labelColumns[place])
      } catch {
        return failed(error)
      }
    case .nothing: return .null
    }
  }

  private func labels() throws(Failure) -> StoredCells {
    if let label { return label }
    let found = try snapshot.label(of: fact)
    label = found
    return found
  }

  /// The percentage of physical memory that a size is.
  private func share(of place: Int) -> Value {
    let size = value(fact.cells[place], snapshot.recording.factColumns[place])
    guard size.isPresent else { return size }
    return snapshot.value(of: "memory_percent", [size])
  }

  private func value(_ content: StoredCells.Content, _ column: Recording.StoredColumn) -> Value {
    switch content {
    case .denied:
      if isFirst(column.origin) { snapshot.counts.addDenied(column.origin) }
      return .denied(.refused(column.origin))
    case .failed(let reason):
      do throws(Failure) {
        return failed(try snapshot.failure(reason, of: column.origin))
      } catch {
        return failed(error)
      }
    case .cell(let cell):
      do throws(Failure) {
        return try snapshot.value(cell, column)
      } catch {
        return failed(error)
      }
    }
  }

  private func failed(_ failure: Failure) -> Value {
    if isFirst(failure.access) { snapshot.counts.addFailed(failure.access) }
    return .denied(.failed(failure))
  }

  /// What one access refuses counts once, however many columns are asked.
  private func isFirst(_ access: AccessID) -> Bool {
    guard access.index < 64 else { return true }
    let bit: UInt64 = 1 << UInt64(access.index)
    defer { counted |= bit }
    return counted & bit == 0
  }

  func related(_ relation: RelationID) -> RelatedRows { snapshot.related(to: self, relation) }

  var identity: RowIdentity? {
    RowIdentity(process.number, instance: UInt64(bitPattern: process.id))
  }

  func wasThere(at instant: Int64) -> Bool? {
    do throws(Failure) {
      return try snapshot.began(process, before: instant)
    } catch {
      return nil
    }
  }
}
