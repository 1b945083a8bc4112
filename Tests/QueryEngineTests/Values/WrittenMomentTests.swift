import Testing
import Values

/// Moments of the past, as they stand after `at`.
extension LocalTimeTests {
  /// The moment in seconds; nil where there is none.
  private func asked(_ text: String, by end: String) -> Int64? {
    guard let end = LocalTime.parse(Text(end)),
      case .moment(let time)? = WrittenMoment(Text(text))?.reading(notAfter: end)
    else { return nil }
    return time / 1_000_000_000
  }

  private func skipped(_ text: String, by end: String) -> String? {
    guard let end = LocalTime.parse(Text(end)),
      case .skipped(let time)? = WrittenMoment(Text(text))?.reading(notAfter: end)
    else { return nil }
    return time
  }

  static let lastTimes = [
    ("10:00", "2026-11-22 10:00"), ("9:30", "2026-11-22 09:30"), ("00:00", "2026-11-22 00:00"),
    ("14:00:05", "2026-11-22 14:00:05"), ("14:00:06", "2026-11-21 14:00:06"),
    ("23:59", "2026-11-21 23:59"), ("10:00Z", "2026-11-22 11:00"),
    ("10:00 +05:00", "2026-11-22 06:00"),
    ("14:00Z", "2026-11-21 15:00"), ("13:30-1200", "2026-11-22 02:30"),
  ]

  @Test(arguments: lastTimes)
  func aTimeOfDayIsTheLastNotAfterTheEnd(_ text: String, _ expected: String) {
    inZone(berlin) {
      #expect(asked(text, by: "2026-11-22 14:00:05") == seconds(expected))
    }
  }

  @Test func fractionsOfATimeOfDay() {
    inZone(berlin) {
      let end = LocalTime.parse("2026-11-22 14:00:05.25") ?? 0
      func asked(_ text: Text) -> WrittenMoment.Reading? {
        WrittenMoment(text)?.reading(notAfter: end)
      }
      #expect(asked("14:00:05.25") == .moment(end))
      #expect(asked("14:00:05.5") == .moment(end + 250_000_000 - 86_400_000_000_000))
      #expect(asked("03:14:07.5") == LocalTime.parse("2026-11-22 03:14:07.5").map { .moment($0) })
    }
  }

  @Test func aDateIsTakenAsItIs() {
    inZone(berlin) {
      #expect(asked("2026-11-23 10:00", by: "2026-11-22 14:00") == seconds("2026-11-23 10:00"))
      #expect(asked("2020-01-01", by: "2026-11-22 14:00") == seconds("2020-01-01"))
      #expect(WrittenMoment("2020-01-01")?.hasDate == true)
      #expect(WrittenMoment("10:00")?.hasDate == false)
    }
  }

  /// 02:30 comes twice on 2026-10-25, first as summer time.
  @Test func ofATimeThatComesTwiceTheLaterIsMeant() {
    inZone(berlin) {
      let (first, second) = (seconds("2026-10-25T00:30Z"), seconds("2026-10-25T01:30Z"))
      #expect(asked("02:30", by: "2026-10-25 12:00") == second)
      #expect(asked("2026-10-25 02:30", by: "2026-12-01") == second)
      #expect(asked("02:30", by: "2026-10-25T01:30Z") == second)
      // The second has not been yet.
      #expect(asked("02:30", by: "2026-10-25T01:29:59Z") == first)
      #expect(asked("02:30", by: "2026-10-25T00:29:59Z") == seconds("2026-10-24 02:30"))
      #expect(asked("02:30+02:00", by: "2026-10-25 12:00") == first)
      // Elsewhere the first is meant.
      #expect(seconds("2026-10-25 02:30") == first)
    }
  }

  /// 02:30 does not exist on 2026-03-29.
  @Test func aTimeThatTheClocksSkippedIsNone() {
    inZone(berlin) {
      #expect(skipped("02:30", by: "2026-03-29 12:00") == "2026-03-29 02:30:00")
      #expect(skipped("2026-03-29 02:00", by: "2026-12-01") == "2026-03-29 02:00:00")
      #expect(skipped("2026-03-29 02:59:59", by: "2026-12-01") == "2026-03-29 02:59:59")
      #expect(asked("2026-03-29 03:00", by: "2026-12-01") == seconds("2026-03-29T01:00Z"))
      // The day's clocks have not been put forward yet.
      #expect(asked("02:30", by: "2026-03-29 01:30") == seconds("2026-03-28 02:30"))
      #expect(asked("02:30", by: "2026-03-30 02:30") == seconds("2026-03-30 02:30"))
      #expect(asked("02:30Z", by: "2026-03-29 12:00") == seconds("2026-03-29T02:30Z"))
    }
  }

  /// Clocks that are put back from 00:30 to 23:30 of the day before.
  @Test func clocksPutBackOverMidnight() {
    inZone("XXX0YYY,M6.1.0/0,M10.1.0/0:30") {
      let end = "2026-10-03T23:40Z"
      #expect(asked("00:10", by: end) == seconds("2026-10-03T23:10Z"))
      #expect(asked("23:35", by: end) == seconds("2026-10-03T23:35Z"))
      #expect(asked("23:50", by: end) == seconds("2026-10-03T22:50Z"))
      #expect(asked("00:40", by: end) == seconds("2026-10-02T23:40Z"))
    }
  }

  @Test(arguments: [
    "", "10", "24:00", "10:60", "10:00:60", "10:00:00.", "10:00x", "123:00", ":30", "10:0", "1:2",
    " 10:00", "10:00 ", "10.00", "now", "-1:00", "10:00+2", "２:00",
  ])
  func refusesMoments(_ text: String) {
    #expect(WrittenMoment(Text(text))?.hasDate == nil)
  }

  @Test(
    arguments: [Int64.min, .min + 1, -1, 0, .max - 1, .max], ["00:00", "23:59:59.999", "1:00Z"])
  func anyEndHasItsAnswer(_ end: Int64, _ text: String) throws {
    let moment = try #require(WrittenMoment(Text(text)))
    if case .moment(let time) = moment.reading(notAfter: end) { #expect(time <= end) }
  }
}
