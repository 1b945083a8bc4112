import Execution
import Schema
import Values

/// A process that was recorded.
struct RecordedProcess: Hashable, Sendable {
  /// Another process that comes under its pid has another.
  let id: Int64
  /// Between which boots it was.
  let boot: Int64
  /// Its pid.
  let number: Int64
  /// In nanoseconds since boot.
  let start: Int64
  /// The first moment that it was seen at.
  let first: Int64
  /// The last; nil where it has not been seen to have ended.
  let last: Int64?

  fileprivate static let columns = "id, boot, pid, start, first, last"

  fileprivate init(_ row: DatabaseStatement) {
    id = row.integer(0)
    boot = row.integer(1)
    number = row.integer(2)
    start = row.integer(3)
    first = row.integer(4)
    last = row.isNull(5) ? nil : row.integer(5)
  }

  /// Whether it may have been there.
  func wasAlive(at moment: RecordedMoment) -> Bool {
    boot == moment.boot && first <= moment.id && moment.id <= last ?? .max
  }
}

/// Finds the processes of a moment: those of the last key frame before it, and those that came since.
final class ProcessReader {
  private unowned let reader: RecordingReader
  /// Of the moment that was asked last, in ascending order of their numbers.
  private var current: [RecordedProcess] = []
  private var currentMoment: Int64?
  /// By id, those of key frames.
  private var known: [Int64: RecordedProcess] = [:]

  /// By number those of all moments and boots, as they are asked for.
  private var knownByNumber: [Int64: [RecordedProcess]] = [:]

  /// So many moments further on it is cheaper to begin with a key frame again.
  private static let longestStep: Int64 = 256

  init(of reader: RecordingReader) {
    self.reader = reader
  }

  /// All that may have been rows of a moment, in ascending order of their numbers.
  func alive(at moment: RecordedMoment, _ counts: ReadCounts) throws(Failure) -> [RecordedProcess] {
    if let last = currentMoment, last <= moment.id, moment.id - last <= Self.longestStep {
      let fresh = last == moment.id ? [] : try came(after: last, by: moment, counts)
      current.removeAll { !$0.wasAlive(at: moment) }
      if !fresh.isEmpty { current = Self.ordered(current + fresh) }
    } else {
      current = try all(at: moment, counts)
    }
    currentMoment = moment.id
    return current
  }

  private func all(
    at moment: RecordedMoment, _ counts: ReadCounts
  ) throws(Failure) -> [RecordedProcess] {
    let frame = try keyFrame(notAfter: moment)
    var found: [RecordedProcess] = []
    found.reserveCapacity(frame.ids.count)
    for id in frame.ids {
      guard let process = try process(id, counts), process.wasAlive(at: moment) else { continue }
      found.append(process)
    }
    return Self.ordered(found + (try came(after: frame.moment, by: moment, counts)))
  }

  /// The ids of those that were alive at the last moment not after this one that tells them all. Without one
  /// it is a moment before all others.
  private func keyFrame(
    notAfter moment: RecordedMoment
  ) throws(Failure) -> (moment: Int64, ids: [Int64]) {
    let statement = try reader.statement(
      "select id, present from moment where id <= ?1 and present is not null order by id desc limit 1",
      of: RecordingAccess.moment)
    var frame: (moment: Int64, present: [UInt8])?
    try reader.read(statement, moment.id, of: RecordingAccess.moment) { row in
      if case .bytes(let bytes) = row.cell(1) { frame = (row.integer(0), bytes) }
      return false
    }
    guard let frame, let ids = KeyFrame.ids(in: frame.present) else { return (.min, []) }
    return (frame.moment, ids)
  }

  private func process(
    _ id: Int64, _ counts: ReadCounts
  ) throws(Failure) -> RecordedProcess? {
    if let process = known[id] { return process }
    let statement = try reader.statement(
      "select \(RecordedProcess.columns) from process where id = ?1", of: RecordingAccess.process)
    try reader.read(statement, id, of: RecordingAccess.process) { row in
      known[id] = RecordedProcess(row)
      return false
    }
    counts.add(of: RecordingAccess.process)
    return known[id]
  }

  /// Those whose first moment lies after one and not after another, and that are alive then.
  private func came(
    after first: Int64, by moment: RecordedMoment, _ counts: ReadCounts
  ) throws(Failure) -> [RecordedProcess] {
    let statement = try reader.statement(
      "select \(RecordedProcess.columns) from process where first > ?1 and first <= ?2",
      of: RecordingAccess.process)
    var found: [RecordedProcess] = []
    try reader.read(statement, first, moment.id, of: RecordingAccess.process) { row in
      counts.add(of: RecordingAccess.process)
      let process = RecordedProcess(row)
      if process.wasAlive(at: moment) { found.append(process) }
      return true
    }
    return found
  }

  /// Those with these numbers, which ascend.
  func numbered(
    _ numbers: [Int64], at moment: RecordedMoment, _ counts: ReadCounts
  ) throws(Failure) -> [RecordedProcess] {
    var found: [RecordedProcess] = []
    for number in numbers {
      found += try all(numbered: number, counts).filter { $0.wasAlive(at: moment) }
    }
    return Self.ordered(found)
  }

  private func all(
    numbered number: Int64, _ counts: ReadCounts
  ) throws(Failure) -> [RecordedProcess] {
    if let known = knownByNumber[number] { return known }
    let statement = try reader.statement(
      "select \(RecordedProcess.columns) from process where pid = ?1", of: RecordingAccess.process)
    var found: [RecordedProcess] = []
    try reader.read(statement, number, of: RecordingAccess.process) { row in
      counts.add(of: RecordingAccess.process)
      found.append(RecordedProcess(row))
      return true
    }
    if knownByNumber.count > Self.mostKnown { knownByNumber.removeAll() }
    knownByNumber[number] = found
    return found
  }

  /// There are seldom more processes at a time.
  private static let mostKnown = 4096

  /// By their numbers. A file that somebody made up may have two of one: the first is taken.
  private static func ordered(_ processes: [RecordedProcess]) -> [RecordedProcess] {
    let sorted = processes.sorted { ($0.number, $0.id) < ($1.number, $1.id) }
    return sorted.enumerated().compactMap { index, process in
      index > 0 && sorted[index - 1].number == process.number ? nil : process
    }
  }
}
