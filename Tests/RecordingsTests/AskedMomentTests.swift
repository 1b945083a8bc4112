import Execution
import Testing
import Values

@testable import Recordings

/// Which moment is meant by a time.
@Suite struct AskedMomentTests {
  /// 2026-11-22T14:00:00Z.
  private let start = 1_795_356_000.seconds

  /// A moment whose row says in `nice` which one it is.
  private func look(
    _ number: Int64, time: Int64, uptime: Int64, boot: String = "first"
  ) -> ToyHost.Look {
    ToyHost.Look(
      time: time, uptime: uptime, boot: boot,
      processes: [
        ToyHost.Process(
          7, parent: 0, start: 10.seconds,
          [
            "nice": .integer(number), "name": .text(Text("\(boot)")), "rss": .size(4096 * number),
            "cpu_time": .duration(number * 1.seconds),
          ])
      ])
  }

  private func asked(_ time: Int64, _ source: RecordedSource) -> String? {
    Asked("select nice at '\(ExactText.time(time))'", of: source).rows.first
  }

  /// Recorded for 200s, then a boot with a clock that begins in 1970 and is set after three moments.
  private var withoutClock: [ToyHost.Look] {
    (Int64(0)..<20).map {
      look($0, time: start + 10.seconds * $0, uptime: 5000.seconds + 10.seconds * $0)
    }
      + (Int64(0)..<20).map {
        let uptime = 20.seconds + 10.seconds * $0
        let time = $0 < 3 ? uptime : start + 7200.seconds + 10.seconds * $0
        return look(100 + $0, time: time, uptime: uptime, boot: "second")
      }
  }

  @Test func aTimeInAGapIsOfTheMomentBeforeIt() throws {
    let folder = try RecordingFolder()
    let source = try folder.record(withoutClock)
    #expect(asked(start + 3600.seconds, source) == "19")
    #expect(asked(start + 45.seconds, source) == "4")
    #expect(asked(25.seconds, source) == "100")
    #expect(asked(start + 7235.seconds, source) == "103")
    #expect(asked(start + 90_000.seconds, source) == "119")
    let window = Asked(
      "select delta(rss), before.nice at '\(ExactText.time(start + 3600.seconds))' over 30s",
      of: source)
    // However long after it the clock says that was, the window does not reach beyond the boot.
    #expect(window.rows == ["12.0K 16"])
    let note = "this is of \(HumanText.time(start + 190.seconds)), 56m50s before what was asked for"
    #expect(window.notes.first?.hasPrefix(note) == true)
  }

  @Test func aClockThatIsSetLeadsNowhereElse() throws {
    let folder = try RecordingFolder()
    var time = start
    let looks = (Int64(0)..<40).map { number in
      if number == 10 { time += 3600.seconds }
      if number == 20 { time -= 7200.seconds }
      defer { time += 10.seconds }
      return look(number, time: time, uptime: 5000.seconds + 10.seconds * number)
    }
    let source = try folder.record(looks)
    #expect(asked(start + 111.seconds, source) == "9")
    #expect(asked(start + 3600.seconds + 155.seconds, source) == "15")
    #expect(asked(start - 3600.seconds + 255.seconds, source) == "25")
  }

  @Test func ofATimeThatTheClockShowedTwiceTheLaterIsMeant() throws {
    let folder = try RecordingFolder()
    let looks = (Int64(0)..<40).map {
      look(
        $0, time: start + 10.seconds * ($0 % 20) - ($0 < 20 ? 0 : 3.seconds),
        uptime: 5000.seconds + 10.seconds * $0)
    }
    let source = try folder.record(looks)
    #expect(asked(start + 105.seconds, source) == "30")
    #expect(asked(start + 100.seconds, source) == "30")
  }

  @Test func whatIsShownCanBeAsked() throws {
    let folder = try RecordingFolder()
    let looks = (Int64(0)..<5).map {
      look(
        $0, time: start + 10.seconds * $0 + 412_345_678, uptime: 5000.seconds + 10.seconds * $0)
    }
    let source = try folder.record(looks)
    let shown = looks[3].time
    for text in [
      HumanText.time(shown), HumanText.timeOfMilliseconds(shown), ExactText.time(shown),
    ] {
      #expect(Asked("select nice at '\(text)'", of: source).rows == ["3"])
    }
    #expect(
      Asked("select nice at '\(HumanText.time(shown - 1.seconds))'", of: source).rows == ["2"])
    #expect(
      Asked("select nice at '\(HumanText.time(shown)).411'", of: source).rows == ["2"])
    #expect(Asked("select nice at '\(HumanText.time(shown)).4123'", of: source).rows == ["2"])
    #expect(
      Asked("select nice at '\(HumanText.time(looks[0].time))'", of: source).rows == ["0"])
  }

  @Test func aWindowInAGapHasNoBeginning() throws {
    let folder = try RecordingFolder()
    var looks = (Int64(0)..<3).map {
      look($0, time: start + 10.seconds * $0, uptime: 5000.seconds + 10.seconds * $0)
    }
    looks.append(look(3, time: start + 600.seconds, uptime: 5600.seconds))
    let source = try folder.record(looks)
    let asked = Asked(
      "select rss, delta(rss), rate(cpu_time), before.rss at '\(ExactText.time(start + 300.seconds))' "
        + "over 1m", of: source)
    #expect(asked.rows == ["8.0K ? ? ?"])
    #expect(
      asked.notes.dropFirst() == [
        "nothing was recorded in the window of 1m, so that what changed in it is not known",
        "delta(rss), rate(cpu_time), before.rss of 1 row each are not known: not read when the window began",
      ])
    // A window that is shorter than the interval is no gap.
    let short = Asked(
      "select delta(rss) at '\(ExactText.time(start + 15.seconds))' over 1s", of: source)
    #expect(short.rows == ["4.0K"])
    #expect(short.notes == [])
    #expect(
      Asked("select delta(rss) at '\(ExactText.time(start + 5.seconds))' over 1s", of: source)
        .error?
        .hasSuffix("there is no window before that moment") == true)
  }

  @Test func processesOfTwoBootsAreTwo() throws {
    let folder = try RecordingFolder()
    let source = try folder.record(withoutClock)
    let asked = Asked(
      "select nice, before.name, delta(rss), delta(cpu_time) from history at '1970-01-01 00:00:30Z' "
        + "over 20s", of: source)
    #expect(
      asked.rows == [
        "18 - - -", "19 first 4.0K 1s", "100 - - 1m40s", "101 second 4.0K 1s",
      ])
  }

  @Test func theLongestWindowIsToldExactly() throws {
    let folder = try RecordingFolder()
    let looks = [0, 59_998_700_000].map {
      look(1, time: start + $0, uptime: 5000.seconds + $0)
    }
    let source = try folder.record(looks)
    #expect(
      Asked("select delta(rss) over 1m", of: source).error
        == "the window of 1m would begin before the recording does, at \(HumanText.time(start)); the "
        + "longest window that there is, is 'over 59s998ms'")
    #expect(Asked("select delta(rss) over 59s998ms", of: source).error == nil)
  }

  @Test func aFailedMomentSaysWhatCanBeAsked() throws {
    let folder = try RecordingFolder()
    var looks = (Int64(0)..<4).map {
      look($0, time: start + 10.seconds * $0, uptime: 5000.seconds + 10.seconds * $0)
    }
    for index in [1, 3] {
      looks[index].processes = []
      looks[index].failure = "Too many open files"
    }
    let source = try folder.record(looks)
    #expect(Asked("select pid", of: source).error?.hasSuffix("at now() - 10s") == true)
    #expect(Asked("select nice at now() - 10s", of: source).rows == ["2"])
    let first = HumanText.timeOfMilliseconds(start)
    #expect(
      Asked("select pid at now() - 20s", of: source).error?.hasSuffix("at '\(first)'") == true)
    #expect(Asked("select nice at '\(first)'", of: source).rows == ["0"])
  }
}
