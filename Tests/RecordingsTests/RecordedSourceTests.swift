import Execution
import QueryLanguage
import Schema
import Testing
import Values

@testable import Recordings

/// What a recording tells of its moments.
@Suite struct RecordedSourceTests {
  /// 2026-11-22T14:00:00Z.
  private let start = 1_795_356_000.seconds

  /// Ten seconds apart, in the first boot.
  private func look(_ number: Int64, _ processes: [ToyHost.Process]) -> ToyHost.Look {
    ToyHost.Look(
      time: start + 10.seconds * number, uptime: 1000.seconds + 10.seconds * number,
      processes: processes)
  }

  private func process(
    _ pid: Int64, parent: Int64 = 1, start: Int64 = 5.seconds, name: String = "web",
    used: Int64 = 0, rss: Int64 = 4096
  ) -> ToyHost.Process {
    ToyHost.Process(
      pid, parent: parent, start: start,
      ["name": .text(Text(name)), "cpu_time": .duration(used), "rss": .size(rss)])
  }

  /// Six moments: 7 works, 8 comes at the third and ends after the fourth.
  private var day: [ToyHost.Look] {
    (Int64(0)..<6).map { number in
      var processes = [
        process(1, parent: 0, name: "init"),
        process(7, used: number * 1.seconds, rss: 4096 * (number + 1)),
      ]
      if number == 2 || number == 3 {
        processes.append(
          process(8, parent: 7, start: 1015.seconds, name: "job", used: 2.seconds * (number - 1)))
      }
      return look(number, processes)
    }
  }

  private func at(_ seconds: Int64) -> String {
    "at '\(ExactText.time(start + seconds.seconds))'"
  }

  @Test func rowsAreThoseOfTheMoment() throws {
    let folder = try RecordingFolder()
    let source = try folder.record(day)
    #expect(Asked("select pid, rss", of: source).rows == ["1 4.0K", "7 24.0K"])
    #expect(
      Asked("select pid, name, rss \(at(20))", of: source).rows == [
        "1 init 4.0K", "7 web 12.0K", "8 job 4.0K",
      ])
    #expect(Asked("select pid \(at(39))", of: source).rows == ["1", "7", "8"])
    #expect(Asked("select pid \(at(40))", of: source).rows == ["1", "7"])
    #expect(Asked("select pid, rss at now() - 50s", of: source).rows == ["1 4.0K", "7 4.0K"])
    #expect(Asked("select count(*) \(at(25))", of: source).rows == ["3"])
  }

  @Test func whatIsTrueOfEveryRowIsTold() throws {
    let folder = try RecordingFolder()
    let source = try folder.record(day)
    let asked = Asked(
      "select pid, since_boot, age, started, memory_percent, memory_percent(rss), cpu_count() "
        + "\(at(20)) where pid = 8", of: source)
    let started = HumanText.time(start + 15.seconds)
    #expect(asked.rows == ["8 16m55s 5s \(started) 4.768e-05 4.768e-05 4"])
    #expect(asked.reads["fact"] == 1)
  }

  @Test func beforeTheFirstIsAnErrorThatTellsWhatThereIs() throws {
    let folder = try RecordingFolder()
    let source = try folder.record(day)
    let time = { (after: Int64) in HumanText.time(self.start + after) }
    #expect(
      Asked("select pid \(at(-1))", of: source).error
        == "nothing was recorded at \(time(-1.seconds)) or earlier: it begins at \(time(0)) and ends at "
        + "\(time(50.seconds))")
    #expect(
      Asked("select pid at now() - 1h", of: source).error
        == "nothing was recorded 1h before its end or earlier: it begins at \(time(0)) and ends at "
        + "\(time(50.seconds))")
  }

  @Test func aGapIsNoted() throws {
    let folder = try RecordingFolder()
    let late = (Int64(0)..<2).map { look($0, [process(1)]) } + [look(300, [process(1)])]
    let source = try folder.record(late)
    let note =
      "this is of \(HumanText.time(start + 10.seconds)), 10m before what was asked for: nothing was "
      + "recorded in between"
    #expect(Asked("select pid \(at(610))", of: source).notes == [note])
    #expect(Asked("select pid \(at(30))", of: source).notes == [])
    #expect(Asked("select pid \(at(31))", of: source).notes.count == 1)
    #expect(Asked("select pid \(at(9999))", of: source).notes.count == 1)
    #expect(Asked("select pid", of: source).notes == [])
  }

  @Test func aWindowThatBeginsInAGapSaysSo() throws {
    let folder = try RecordingFolder()
    let looks = [look(0, [process(1)]), look(299, [process(1)]), look(300, [process(1)])]
    let source = try folder.record(looks)
    let begin = HumanText.time(start)
    for query in ["select cpu_percent over 1m", "select rss from history over 1m"] {
      #expect(
        Asked(query, of: source).notes == [
          "the window begins at \(begin), 49m before it should: nothing was recorded in between"
        ])
    }
    #expect(Asked("select cpu_percent over 10s", of: source).notes == [])
  }

  @Test func entriesThatWereRecordedAloneAreFound() throws {
    let folder = try RecordingFolder()
    let cells: [String: Value] = [
      "env": .map(MapValue([("A", .text("b")), ("odd name", .text("c"))])),
      "limits": .map(MapValue([("memlock", .integer(8192))])),
    ]
    let looks = [look(0, [ToyHost.Process(1, start: 5.seconds, cells)])]
    let source = try folder.write(looks, selecting: "env.A, env['odd name'], limits.memlock")
    #expect(
      Asked("select env.A, env['A'], env['odd name'], limits.memlock", of: source).rows == [
        "b b c 8192"
      ])
    #expect(Asked("select env.B", of: source).error?.contains("was not recorded") == true)
    #expect(Asked("select env", of: source).error?.contains("was not recorded") == true)
    #expect(Asked("select uss", of: source).error?.contains("was not recorded") == true)
  }

  @Test func aFailedMomentFails() throws {
    let folder = try RecordingFolder()
    var looks = day
    looks[2].processes = []
    looks[2].failure = "Too many open files"
    let source = try folder.record(looks)
    let reason =
      "the moment at \(HumanText.time(start + 20.seconds)) failed when it was recorded: Too many open "
      + "files"
    let before = HumanText.timeOfMilliseconds(start + 10.seconds)
    #expect(
      Asked("select pid \(at(20))", of: source).error
        == "\(reason); the last one that did not is asked with: at '\(before)'")
    #expect(Asked("select pid \(at(30))", of: source).rows == ["1", "7", "8"])
    let history = Asked("select pid, rss from history over 50s where pid = 7", of: source)
    #expect(history.error == nil)
    #expect(history.rows == ["7 4.0K", "7 8.0K", "7 16.0K", "7 20.0K", "7 24.0K"])
    #expect(history.notes == ["1 moment is left out: \(reason)"])
  }

  @Test func windowsRestOnTheMomentsOwnTimes() throws {
    let folder = try RecordingFolder()
    let source = try folder.record(day)
    #expect(
      Asked("select pid, cpu_percent, delta(rss) over 50s", of: source).rows == [
        "1 0 0B", "7 10 20.0K",
      ])
    // What started inside counts from 0, over the whole window.
    #expect(
      Asked("select pid, cpu_percent, before.rss \(at(30)) over 20s where pid = 8", of: source).rows
        == ["8 20 -"])
    #expect(Asked("select pid, cpu_percent where pid = 7", of: source).rows == ["7 10"])
    #expect(
      Asked("select pid, before.rss, rss over 15s where pid = 7", of: source).rows == [
        "7 16.0K 24.0K"
      ])
  }

  @Test func aWindowThatIsTooLongOffersTheLongest() throws {
    let folder = try RecordingFolder()
    let source = try folder.record(day)
    let begin = HumanText.time(start)
    #expect(
      Asked("select cpu_percent over 1h", of: source).error
        == "the window of 1h would begin before the recording does, at \(begin); the longest window that "
        + "there is, is 'over 50s'")
    #expect(Asked("select cpu_percent over 50s", of: source).error == nil)
    #expect(Asked("select pid from history over 51s", of: source).error != nil)
    #expect(
      Asked("select cpu_percent \(at(0))", of: source).error
        == "the window of 1s would begin before the recording does, at \(begin); there is no window "
        + "before that moment")
  }

  @Test func whatIsOlderAndWasNoRowIsUnknown() throws {
    let folder = try RecordingFolder()
    var looks = day
    looks[0].processes.removeLast()
    let source = try folder.record(looks)
    #expect(Asked("select pid, cpu_percent over 50s where pid = 7", of: source).rows == ["7 ?"])
  }

  @Test func historyHasEveryReading() throws {
    let folder = try RecordingFolder()
    let source = try folder.record(day)
    let all = Asked("select pid, rss, cpu_percent from history over 50s where pid != 1", of: source)
    #expect(
      all.rows == [
        "7 4.0K -", "7 8.0K 10", "7 12.0K 10", "8 4.0K 20", "7 16.0K 10", "8 4.0K 20", "7 20.0K 10",
        "7 24.0K 10",
      ])
    #expect(
      Asked("select pid, rss from history over 50s every 20s where name = 'web'", of: source).rows
        == ["7 4.0K", "7 12.0K", "7 20.0K", "7 24.0K"])
    #expect(
      Asked(
        "select name, max(rss) as peak from history over 40s group by name order by peak",
        of: source
      ).rows == ["init 4.0K", "job 4.0K", "web 24.0K"])
  }

  @Test func relationsAreThoseOfTheMoment() throws {
    let folder = try RecordingFolder()
    let source = try folder.record(day)
    #expect(
      Asked("select pid, parent.name, count(children), count(descendants) \(at(20))", of: source)
        .rows == ["1 - 1 2", "7 init 1 1", "8 web 0 0"])
    #expect(
      Asked("select list(ancestors.pid) \(at(20)) where pid = 8", of: source).rows == ["[7,1]"])
    #expect(Asked("select count(descendants) where pid = 1", of: source).rows == ["1"])
  }

  @Test func aProcessThatIsNoRowIsNotThere() throws {
    let folder = try RecordingFolder()
    let columns = "pid, name, rss"
    let recording = try PlainRecording(folder.file("day.db"), selecting: columns)
    let origin = RowOrigin(7, start: 5.seconds)
    try recording.add(look(0, [process(7)]), selecting: columns, isKeyFrame: true)
    try recording.add(look(1, []), selecting: columns, alive: [origin])
    try recording.add(look(2, []), selecting: columns, alive: [origin], isKeyFrame: true)
    try recording.add(look(3, [process(7, rss: 8192)]), selecting: columns)
    let source = try folder.open()
    #expect(Asked("select pid \(at(0))", of: source).rows == ["7"])
    #expect(Asked("select pid \(at(10))", of: source).rows == [])
    #expect(Asked("select pid \(at(20)) where pid = 7", of: source).rows == [])
    #expect(Asked("select pid, rss", of: source).rows == ["7 8.0K"])
    #expect(Asked("select rss from history over 30s", of: source).rows == ["4.0K", "8.0K"])
  }

  @Test func momentsAreOrderedByBootAndUptime() throws {
    let folder = try RecordingFolder()
    var looks = (Int64(0)..<4).map { look($0, [process(7, rss: 4096 * ($0 + 1))]) }
    // The clock is set back by an hour, then the machine is booted.
    looks.append(look(4, [process(7, rss: 4096 * 5)]))
    looks[4].time -= 3600.seconds
    looks.append(
      ToyHost.Look(
        time: start + 100.seconds, uptime: 20.seconds, boot: "second",
        processes: [process(7, rss: 4096 * 6)]))
    let source = try folder.record(looks)
    #expect(Asked("select rss", of: source).rows == ["24.0K"])
    #expect(Asked("select rss \(at(25))", of: source).rows == ["12.0K"])
    #expect(Asked("select rss \(at(-3550))", of: source).rows == ["20.0K"])
    // On the axis a boot takes as long as the clocks say; what the clock was set by counts for nothing.
    #expect(Asked("select rss from history over 1h1m", of: source).rows.count == 2)
    #expect(
      Asked("select rss from history over 1h2m", of: source).error?.contains("'over 1h1m40s'")
        == true)
    // A process of another boot is another, though its pid and start are the same.
    #expect(Asked("select delta(rss) \(at(100)) over 100s", of: source).rows == ["-"])
  }

  /// A time of day is the last that the clock has shown, also after it was set back.
  @Test func timesOfDayAreThoseOfTheClockAsItWas() throws {
    let folder = try RecordingFolder()
    var looks = (Int64(0)..<4).map { look($0, [process(7, rss: 4096 * ($0 + 1))]) }
    for number in 2..<4 { looks[number].time -= 1800.seconds }
    let source = try folder.record(looks)
    #expect(source.end == start + 10.seconds)
    #expect(Asked("select rss at '14:00Z'", of: source).rows == ["4.0K"])
    #expect(Asked("select rss at '14:00:10Z'", of: source).rows == ["8.0K"])
    #expect(Asked("select rss at '13:30:25Z'", of: source).rows == ["12.0K"])
    let (first, last) = (HumanText.time(start - 1780.seconds), HumanText.time(start + 10.seconds))
    #expect(
      Asked("select rss \(at(-3600))", of: source).error
        == "nothing was recorded at \(HumanText.time(start - 3600.seconds)) or earlier: "
        + "it begins at \(first) and ends at \(last)")
    // A clock that was ahead by days was wrong.
    for number in 0..<2 { looks[number].time += (3 * 86_400).seconds }
    let wrong = try folder.record(looks, "wrong.db")
    #expect(wrong.end == start - 1770.seconds)
    #expect(try folder.record([], "empty.db").end == nil)
    #expect(
      Asked("select rss at '14:00Z'", of: try folder.open("empty.db")).error
        == "no moment has been recorded")
  }

  @Test func theMomentsOwnNotesAreTold() throws {
    let folder = try RecordingFolder()
    var looks = day
    looks[5].notes = ["12 of 340 processes could not be judged: environ may not be read"]
    looks[5].zone = "CET+0100"
    let source = try folder.record(looks)
    let zone = LocalTime.zone(at: looks[5].time)
    #expect(
      Asked("select pid", of: source).notes == [
        "times are those of this machine's zone, \(zone); it was recorded in CET+0100",
        "when it was recorded: 12 of 340 processes could not be judged: environ may not be read",
      ])
    #expect(Asked("select pid \(at(40))", of: source).notes == [])
  }

  @Test func deniedFailedAndNullAreToldApart() throws {
    let folder = try RecordingFolder()
    let reason = Failure("Input/output error", at: "/proc/3/stat", of: ToyHost.stat.id)
    let cells: [[String: Value]] = [
      ["uss": .size(4096), "env": .map(MapValue([("A", .text("b"))]))],
      ["uss": .denied(.refused(ToyHost.rollup.id)), "env": .denied(.refused(ToyHost.environ.id))],
      ["uss": .null, "args": .denied(.failed(reason))],
    ]
    let looks = [
      look(0, cells.enumerated().map { ToyHost.Process(Int64($0 + 1), start: 5.seconds, $1) })
    ]
    let source = try folder.record(looks)
    let asked = Asked("select pid, uss, env.A, args", of: source)
    #expect(asked.rows == ["1 4.0K b -", "2 ? ? -", "3 - - ?"])
    #expect(
      asked.notes == [
        "uss, env.A of 1 row each were not readable when they were recorded",
        "args of 1 row could not be read: Input/output error (/proc/3/stat)",
      ])
    #expect(
      Asked("select pid where env.A = 'b'", of: source).notes == [
        "1 of 3 processes could not be judged: environ was not readable when it was recorded"
      ])
    #expect(Asked("select pid where args is denied", of: source).rows == ["3"])
  }

  @Test func namesOfUsersAreThoseOfTheRecording() throws {
    let folder = try RecordingFolder()
    var looks = day
    for index in looks.indices { looks[index].processes[0].cells["user"] = .text("ada") }
    let source = try folder.record(looks)
    #expect(source.isNameOfUser("ada"))
    #expect(!source.isNameOfUser("web"))
    #expect(!source.isNameOfUser("grace"))
  }

  @Test func nothingIsDoneToIt() throws {
    let folder = try RecordingFolder()
    let source = try folder.record(day)
    guard case .refused(because: let reason) = source.actions else {
      Issue.record("something can be done")
      return
    }
    #expect(reason == "a recording cannot be acted on")
  }

  @Test func aRecordingWithoutMomentsSaysSo() throws {
    let folder = try RecordingFolder()
    let source = try folder.record([])
    #expect(Asked("select pid", of: source).error == "no moment has been recorded")
    #expect(Asked("describe processes", of: source).rows.count > 10)
  }
}
