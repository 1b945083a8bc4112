import Testing
import Values

@Suite struct HumanTextTests {
  static let sizesTable: [(Int64, String)] = [
    (0, "0B"), (1, "1B"), (1023, "1023B"), (1024, "1.0K"), (512 << 10, "512K"),
    (16_043_213, "15.3M"), (1023 << 10, "1023K"), (1_048_566, "1.0M"), (1_048_063, "1023K"),
    (1_048_064, "1.0M"), (102_348, "99.9K"), (102_349, "100K"), (-16_043_213, "-15.3M"),
    (1 << 30, "1.0G"), (1 << 40, "1.0T"), (1 << 50, "1.0P"), (1 << 60, "1.0E"), (Int64.max, "8.0E"),
    (Int64.min, "-8.0E"), (3 << 39, "1.5T"),
  ]

  @Test(arguments: sizesTable)
  func sizes(_ bytes: Int64, _ expected: String) {
    #expect(HumanText.size(bytes) == expected)
  }

  @Test func sizesNeverTakeMoreThanFourCharactersAndAUnit() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<20_000 {
      let bytes = Int64.random(in: 0 ... .max, using: &generator) >> Int.random(in: 0...62)
      #expect(HumanText.size(bytes).utf8.count <= 5, "\(bytes)")
    }
  }

  private static let second: Int64 = 1_000_000_000

  static let durationsTable: [(Int64, String)] = [
    (0, "0s"), (7980 * second, "2h13m"), (250_000_000, "250ms"),
    (3_200_000_000, "3.2s"), (30 * second, "30s"), (59_940_000_000, "59.9s"),
    (59_960_000_000, "1m"), (90 * second, "1m30s"), (3599 * second, "59m59s"),
    (3600 * second, "1h"), (446_400 * second, "5d4h"), (86_400 * second, "1d"),
    (34_560_000 * second, "400d"), (999_600_000, "1s"), (999_400_000, "999ms"),
    (9_960_000, "10ms"), (3_250_000, "3.3ms"), (10_000_000, "10ms"), (1, "0.000001ms"),
    (-90 * second, "-1m30s"), (Int64.max, "106751d23h"), (Int64.min, "-106751d23h"),
  ]

  @Test(arguments: durationsTable)
  func durations(_ nanoseconds: Int64, _ expected: String) {
    #expect(HumanText.duration(nanoseconds) == expected)
  }

  @Test func rates() {
    #expect(HumanText.byteRate(16_043_213.2) == "15.3M/s")
    #expect(HumanText.byteRate(-2048) == "-2.0K/s")
    #expect(HumanText.byteRate(-0.2) == "0B/s")
    #expect(HumanText.byteRate(1e300) == "1e+300B/s")
    #expect(HumanText.countRate(3.2) == "3.2/s")
  }

  static let realsTable: [(Double, String)] = [
    (0.0, "0"), (2.345_67, "2.346"), (0.000_123_456, "0.0001235"), (123_456.7, "123457"),
    (999.96, "1000"), (5.0, "5"), (-2.5, "-2.5"), (1e20, "1e+20"), (0.1 + 0.2, "0.3"),
    (Double.greatestFiniteMagnitude, "1.7976931348623157e+308"), (-0.0, "0"),
  ]

  @Test(arguments: realsTable)
  func reals(_ number: Double, _ expected: String) {
    #expect(HumanText.real(number) == expected)
  }

  static let exactTable: [(Int64, String)] = [
    (0, "0"), (50_000_000, "0.05"), (12_000_000_000, "12"), (-1, "-0.000000001"),
    (1_500_000_000, "1.5"), (Int64.min, "-9223372036.854775808"),
  ]

  @Test(arguments: exactTable)
  func exactSeconds(_ nanoseconds: Int64, _ expected: String) {
    #expect(ExactText.seconds(nanoseconds) == expected)
  }

  @Test func exactReals() {
    #expect(ExactText.real(0.1) == "0.1")
    #expect(ExactText.real(5) == "5")
    #expect(ExactText.real(-0.0) == "0")
    #expect(ExactText.real(1e300) == "1e+300")
    #expect(ExactText.real(.infinity) == nil)
    #expect(ExactText.real(.nan) == nil)
    #expect(ExactText.address(.max) == "0xffffffffffffffff")
  }
}
