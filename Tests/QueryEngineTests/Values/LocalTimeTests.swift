import Foundation
import Testing
import Values

/// One suite, one test at a time: the zone belongs to the whole program.
@Suite(.serialized) struct LocalTimeTests {
  func inZone<Result>(_ zone: String, _ body: () -> Result) -> Result {
    let before = ProcessInfo.processInfo.environment["TZ"]
    setenv("TZ", zone, 1)
    tzset()
    defer {
      if let before { setenv("TZ", before, 1) } else { unsetenv("TZ") }
      tzset()
    }
    return body()
  }

  func seconds(_ text: String) -> Int64? {
    LocalTime.parse(Text(text)).map { $0 / 1_000_000_000 }
  }

  /// Central European time, spelled out so that no zone files are needed.
  let berlin = "CET-1CEST,M3.5.0,M10.5.0/3"

  static let times: [(String, Int64)] = [
    ("2026-11-22", 1_795_302_000), ("2026-11-22 14:00", 1_795_352_400),
    ("2026-11-22T14:00:05", 1_795_352_405), ("2026-11-22 14:00:05Z", 1_795_356_005),
    ("2026-11-22 14:00+02:00", 1_795_348_800), ("2026-11-22 14:00 -0230", 1_795_365_000),
    ("2026-11-22t14:00+02", 1_795_348_800), ("1970-01-01T00:00:00Z", 0),
    ("1969-12-31T23:59:59Z", -1), ("2024-02-29T00:00z", 1_709_164_800),
    ("2000-02-29T00:00Z", 951_782_400), ("2026-07-01 00:00", 1_782_856_800),
  ]

  @Test(arguments: times)
  func parses(_ text: String, _ expected: Int64) {
    #expect(inZone(berlin) { seconds(text) } == expected)
  }

  @Test(arguments: [
    "", "now", "2026", "2026-11", "2026-13-01", "2026-00-01", "2026-02-29", "1900-02-29T00:00Z",
    "2026-04-31", "2026-11-22 ", "2026-11-22 14", "2026-11-22 24:00", "2026-11-22 14:60",
    "2026-11-22 14:00:60", "2026-11-22 14:00:05.", "2026-11-22 14:00x", "2026-11-22 14:00+2",
    "2026-11-22 14:00+24:00", "2026-11-22 14:00+02:", "2026-11-22Z", " 2026-11-22", "26-11-22",
    "2026-11-22 14:00:05.25.1", "9999-12-31T00:00Z", "0001-01-01T00:00Z", "2026-1-2",
    "2026-11-22 14:00ZZ", "²026-11-22",
  ])
  func refuses(_ text: String) {
    #expect(LocalTime.parse(Text(text)) == nil)
  }

  @Test func fractions() {
    #expect(LocalTime.parse("1970-01-01T00:00:00.25Z") == 250_000_000)
    #expect(LocalTime.parse("1970-01-01T00:00:00.123456789Z") == 123_456_789)
    #expect(LocalTime.parse("1970-01-01T00:00:00.1234567899Z") == 123_456_789)
    #expect(LocalTime.parse("1969-12-31T23:59:59.75Z") == -250_000_000)
  }

  @Test func clocksPutForwardAndBack() {
    inZone(berlin) {
      // 02:30 does not exist on 2026-03-29: counted on from winter time it is 03:30 of summer time.
      #expect(seconds("2026-03-29 02:30") == seconds("2026-03-29 03:30"))
      #expect(seconds("2026-03-29 03:00") == seconds("2026-03-29T01:00Z"))
      #expect(seconds("2026-03-29 01:59") == seconds("2026-03-29T00:59Z"))
      // 02:30 comes twice on 2026-10-25, first as summer time.
      #expect(seconds("2026-10-25 02:30") == seconds("2026-10-25T00:30Z"))
      #expect(seconds("2026-10-25 03:00") == seconds("2026-10-25T02:00Z"))
      #expect(seconds("2026-10-25 01:59") == seconds("2026-10-24T23:59Z"))
    }
  }

  @Test func exactText() {
    let moment: Int64 = 1_795_352_405_250_000_000
    #expect(inZone(berlin) { ExactText.time(moment) } == "2026-11-22T14:00:05.25+01:00")
    #expect(inZone("UTC0") { ExactText.time(moment) } == "2026-11-22T13:00:05.25+00:00")
    #expect(inZone("XXX2:30") { ExactText.time(moment) } == "2026-11-22T10:30:05.25-02:30")
    #expect(inZone("UTC0") { ExactText.time(-1) } == "1969-12-31T23:59:59.999999999+00:00")
    // An offset with seconds is written without them, and the time of day goes with it.
    #expect(inZone("LMT-0:53:28") { ExactText.time(0) } == "1970-01-01T00:53:00+00:53")
  }

  @Test func tableText() {
    #expect(inZone(berlin) { HumanText.time(1_795_352_405_250_000_000) } == "2026-11-22 14:00:05")
    #expect(inZone("UTC0") { HumanText.time(-1) } == "1969-12-31 23:59:59")
    #expect(inZone("UTC0") { HumanText.time(.max) } == "2262-04-11 23:47:16")
    #expect(inZone("UTC0") { HumanText.time(.min) } == "1677-09-21 00:12:43")
  }

  @Test(arguments: ["UTC0", "CET-1CEST,M3.5.0,M10.5.0/3", "XXX2:30", "NZST-12NZDT,M9.5.0,M4.1.0/3"])
  func whatIsWrittenReadsBack(_ zone: String) {
    var generator = SeededGenerator(seed: 11)
    inZone(zone) {
      for moment in (0..<2_000).map({ _ in Int64.random(in: .min ... .max, using: &generator) })
        + [.min, .max, 0, -1]
      {
        #expect(LocalTime.parse(Text(ExactText.time(moment))) == moment)
      }
    }
  }

  /// `2026-11-22 14:00:05`, a Sunday, in Berlin.
  private static let sunday = Value.time(1_795_352_405_250_000_000)

  static let calendar: [(String, [Value], String)] = [
    ("hour", [sunday], "integer 14"), ("day", [sunday], "integer 22"),
    ("weekday", [sunday], "integer 7"), ("weekday", [.time(-1)], "integer 4"),
    ("hour", [.time(-1)], "integer 0"), ("date", [sunday], "text 2026-11-22"),
    ("date", [.time(-1)], "text 1970-01-01"), ("date", [.time(.min)], "text 1677-09-21"),
    ("format", [sunday, "%H:%M"], "text 14:00"),
    ("format", [sunday, "%Y %j %z"], "text 2026 326 +0100"),
    ("format", [sunday, ""], "text "), ("format", [sunday, "%%é"], "text %é"),
    ("format", [sunday, "a\0b"], "null"), ("format", [sunday, "%999999d"], "null"),
    ("format", [sunday, "%300d"], "text " + String(repeating: "0", count: 298) + "22"),
    ("hour", [.null], "null"), ("format", [sunday, .refused], "denied environ"),
  ]

  @Test(arguments: calendar)
  func partsOfTimes(_ name: String, _ arguments: [Value], _ result: String) throws {
    let function = try #require(ScalarFunction.named(name))
    #expect(
      inZone(berlin) { shown(function.call(arguments, in: StatementPatterns())) } == result)
  }
}
