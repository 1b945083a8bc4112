package import Execution
import Glibc
package import Schema
import Synchronization
package import Values

/// A file that was recorded, which is asked as the machine was.
package final class RecordedSource: Source {
  /// What was recorded, and what follows from it.
  package let schema: Schema
  package let hasPast = true
  private let file: RecordingFile
  private let recording: Recording
  private let openings: RecordingOpenings
  private let readers = Mutex<[UInt: WeakReader]>([:])

  private init(_ file: RecordingFile, _ recording: Recording, _ openings: RecordingOpenings) {
    self.file = file
    self.recording = recording
    self.openings = openings
    schema = recording.schema.schema
  }

  /// Opens a recording by its path, and makes sure that it is one.
  package static func open(_ path: [UInt8]) throws(RecordingError) -> RecordedSource {
    let file = try RecordingFile(path)
    let state = try file.state()
    try file.check(state)
    let database = try file.database(state)
    let recording = try file.recording(database, state)
    let openings = RecordingOpenings(file, recording)
    openings.giveBack(database, state)
    return RecordedSource(file, recording, openings)
  }

  package var actions: OfferedActions { .refused(because: "a recording cannot be acted on") }

  package func isNameOfUser(_ name: String) -> Bool {
    do throws(Failure) {
      return try reader().holdsName(name)
    } catch {
      // Nothing depends on it but a warning.
      return false
    }
  }

  /// Nothing is waited for: what there is, is there.
  package func pause(
    until instant: Int64, orEndOf rows: [RowIdentity], unless cancellation: Cancellation
  ) {}

  /// The look of the thread's statement: one as long as some snapshot of it is in use.
  private func reader() throws(Failure) -> RecordingReader {
    let thread = UInt(pthread_self())
    if let reader = readers.withLock({ $0[thread]?.reader }) { return reader }
    let reader = try openings.reader()
    readers.withLock { readers in
      readers = readers.filter { $0.value.reader != nil }
      readers[thread] = WeakReader(reader)
    }
    return reader
  }

  /// Nothing is said here of what cannot be read: the snapshot says it.
  package var end: Int64? {
    do throws(Failure) {
      let reader = try reader()
      guard let last = try reader.lastMoment() else { return nil }
      let latest = try reader.latestMoment() ?? last
      // A clock that was ahead by days was wrong, and nobody means what it showed.
      return latest.time.saturatingDifference(last.time) < Self.day ? latest.time : last.time
    } catch {
      return nil
    }
  }

  /// In nanoseconds.
  private static let day: Int64 = 86_400_000_000_000

  package func snapshot(at moment: Moment) throws(Failure) -> any Snapshot {
    let reader = try reader()
    guard let last = try reader.lastMoment() else {
      throw Failure(file.reasonOfNoMoment, at: "", of: RecordingAccess.moment.id)
    }
    switch moment {
    case .latest: return try snapshot(last, asked: last.instant, reader)
    case .at(let time, let unit):
      return try snapshot(showing: time, unit, last, reader)
    case .beforeEnd(let length):
      return try snapshot(at: last.instant.saturatingDifference(length), last, reader)
    case .instant(let instant): return try snapshot(at: instant, last, reader)
    }
  }

  private func snapshot(
    showing time: Int64, _ unit: Int64, _ last: RecordedMoment, _ reader: RecordingReader
  ) throws(Failure) -> any Snapshot {
    guard let found = try reader.moment(showing: time, unit: unit) else {
      throw try reader.nothing(by: "at \(HumanText.time(time))", last)
    }
    let late = max(0, time.saturatingDifference(found.time))
    // However far away the clock was set, the next moment was not asked for.
    let end = try reader.nextInstant(after: found)?.saturatingDifference(1) ?? .max
    let asked = min(found.instant.saturatingSum(late), end)
    return try snapshot(found, asked: asked, late: late, reader)
  }

  private func snapshot(
    at instant: Int64, _ last: RecordedMoment, _ reader: RecordingReader
  ) throws(Failure) -> any Snapshot {
    guard let found = try reader.moment(notAfter: instant) else {
      let length = last.instant.saturatingDifference(instant)
      throw try reader.nothing(by: "\(HumanText.duration(length)) before its end", last)
    }
    return try snapshot(found, asked: instant, reader)
  }

  /// `late` is how long after the moment that was which was asked for, by the clock.
  private func snapshot(
    _ moment: RecordedMoment, asked: Int64, late: Int64? = nil, _ reader: RecordingReader
  ) throws(Failure) -> RecordedSnapshot {
    let counts = ReadCounts()
    var remarks: [String] = []
    let gap = late ?? asked.saturatingDifference(moment.instant)
    if isGap(gap) {
      remarks.append(
        "this is of \(HumanText.time(moment.time)), \(HumanText.duration(gap)) before what was asked "
          + "for: nothing was recorded in between")
    }
    if let remark = try reader.zoneRemark(moment) { remarks.append(remark) }
    return try RecordedSnapshot(
      moment, asked: asked, of: schema, reader, remarks: remarks, counts)
  }

  /// Whether so much time between what was asked for and what there is, is worth a word.
  private func isGap(_ nanoseconds: Int64) -> Bool {
    nanoseconds > recording.interval.saturatingProduct(2)
  }

  package func moments(from: Int64, to: Int64) throws(Failure) -> [Int64] {
    try reader().instants(from: from, to: to)
  }

  package func beginning(
    of length: Int64, before end: any Snapshot
  ) throws(Failure) -> any Snapshot {
    let reader = try reader()
    let instant = end.askedInstant.saturatingDifference(length)
    if let found = try reader.moment(notAfter: instant) {
      if found.instant == end.instant {
        return try beginning(of: length, in: found, before: end, reader)
      }
      let gap = instant.saturatingDifference(found.instant)
      if isGap(gap) {
        (end as? RecordedSnapshot)?.tell(
          "the window begins at \(HumanText.time(found.time)), \(HumanText.duration(gap)) before it "
            + "should: nothing was recorded in between")
      }
      return try snapshot(found, asked: instant, reader)
    }
    throw try reader.tooLong(length, before: end)
  }

  /// Of a window that begins where its end is as well: one that is shorter than the time between two moments
  /// begins at the one before. One that lies in a gap has no beginning: nobody knows what was then.
  private func beginning(
    of length: Int64, in moment: RecordedMoment, before end: any Snapshot,
    _ reader: RecordingReader
  ) throws(Failure) -> any Snapshot {
    guard isGap(end.askedInstant.saturatingDifference(moment.instant)) else {
      guard let earlier = try reader.moment(notAfter: moment.instant.saturatingDifference(1)) else {
        throw try reader.tooLong(length, before: end)
      }
      return try snapshot(earlier, asked: earlier.instant, reader)
    }
    (end as? RecordedSnapshot)?.tell(
      "nothing was recorded in the window of \(LanguageText.duration(length)), so that what changed in it is "
        + "not known")
    return try RecordedSnapshot(
      moment, asked: moment.instant, of: schema, reader, remarks: [], isWithoutRows: true,
      ReadCounts())
  }
}

extension RecordingReader {
  /// Why there is no moment: `nothing was recorded at 2026-11-27 03:14:00 or earlier: …`
  fileprivate func nothing(by time: String, _ last: RecordedMoment) throws(Failure) -> Failure {
    // Of a clock that was set back the last moment need not have shown the latest time.
    let (first, last) = (try earliestMoment() ?? last, try latestMoment() ?? last)
    return Failure(
      "nothing was recorded \(time) or earlier: it begins at \(HumanText.time(first.time)) and ends at "
        + HumanText.time(last.time), at: "", of: RecordingAccess.moment.id)
  }

  /// Why there is no window of so many nanoseconds that ends at a moment, with the longest that there is.
  fileprivate func tooLong(_ length: Int64, before end: any Snapshot) throws(Failure) -> Failure {
    let first = try firstMoment()
    let longest = end.askedInstant.saturatingDifference(first?.instant ?? end.askedInstant)
    let begins = first.map { ", at \(HumanText.time($0.time))" } ?? ""
    let offer =
      end.instant > first?.instant ?? .max
      ? "the longest window that there is, is 'over \(LanguageText.duration(longest))'"
      : "there is no window before that moment"
    return Failure(
      "the window of \(LanguageText.duration(length)) would begin before the recording does\(begins); "
        + offer, at: "", of: RecordingAccess.moment.id)
  }

  /// What is to be said where times are not those of the clocks of the machine: nil where they are.
  fileprivate func zoneRemark(_ moment: RecordedMoment) throws(Failure) -> String? {
    let recorded = try machine(moment.machine).zone
    let own = LocalTime.zone(at: moment.time)
    guard !recorded.isEmpty, recorded.suffix(5) != own.suffix(5) else { return nil }
    return "times are those of this machine's zone, \(own); it was recorded in \(recorded)"
  }
}

/// A reader that lives as long as some snapshot refers to it.
private struct WeakReader: @unchecked Sendable {
  /// Used by the thread alone that it was made for.
  private(set) weak var reader: RecordingReader?

  init(_ reader: RecordingReader) { self.reader = reader }
}

/// Values as the language has them.
enum LanguageText {
  /// `2h13m5s12ms`: to the millisecond, and no longer than it is.
  static func duration(_ nanoseconds: Int64) -> String {
    let milliseconds = nanoseconds / 1_000_000
    guard milliseconds > 0 else { return "1ms" }
    let seconds = milliseconds / 1000
    let parts = [
      (seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "m"),
      (seconds % 60, "s"), (milliseconds % 1000, "ms"),
    ]
    return parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
  }
}
