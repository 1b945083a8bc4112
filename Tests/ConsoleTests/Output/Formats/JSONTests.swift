import Binding
import Console
import Execution
import Foundation
import Schema
import Testing
import Values

@Suite struct JSONTests {
  /// A value, its type, and how it stands in JSON.
  struct Sample: Sendable, CustomTestStringConvertible {
    let value: Value
    let type: ValueType
    let json: String

    init(_ value: Value, _ type: ValueType, _ json: String) {
      (self.value, self.type, self.json) = (value, type, json)
    }

    var testDescription: String { json }
  }

  static let samples: [Sample] = [
    Sample(.null, .text, "null"),
    Sample(.environRefused, .text, "null"),
    Sample(.boolean(true), .boolean, "true"),
    Sample(.integer(.min), .integer, "-9223372036854775808"),
    Sample(.integer(0), .integer, "0"),
    Sample(.real(0.1), .real, "0.1"),
    Sample(.real(3), .real, "3"),
    Sample(.real(1e300), .real, "1e+300"),
    Sample(.real(.infinity), .real, "null"),
    Sample(.real(.nan), .real, "null"),
    Sample(.size(16_000_000), .size, "16000000"),
    Sample(.duration(7_980_000_000_000), .duration, "7980"),
    Sample(.duration(-1_500_000_000), .duration, "-1.5"),
    Sample(.duration(1), .duration, "0.000000001"),
    Sample(.duration(.min), .duration, "-9223372036.854775808"),
    Sample(.address(.max), .address, "18446744073709551615"),
    Sample(.text("a\"b\\c/é😀"), .text, #""a\"b\\c/é😀""#),
    Sample(.text(""), .text, "\"\""),
    Sample(.byteRate(1.5), .byteRate, "1.5"),
    Sample(.countRate(0.25), .countRate, "0.25"),
    Sample(.list([]), .list(.text), "[]"),
    Sample(
      .list([.text("a"), .null, .environRefused, .list([.size(1)])]), .list(.text),
      #"["a",null,null,[1]]"#),
    Sample(
      .map(MapValue([("A", .text("1")), ("odd \"name\"", .text("é"))])), .map(.text),
      #"{"A":"1","odd \"name\"":"é"}"#),
  ]

  @Test(arguments: samples)
  func valuesKeepTheirMeaning(_ sample: Sample) throws {
    let answer = { ToyAnswer(sample.value, sample.type) }
    #expect(try writtenText(answer(), as: .ndjson) == "{\"x\":\(sample.json)}\n")
    #expect(try writtenText(answer(), as: .json) == "[{\"x\":\(sample.json)}]\n")
    let lines = Data(try written(answer(), as: .json))
    #expect(try JSONSerialization.jsonObject(with: lines) is [Any])
  }

  /// Every byte by itself and every short sequence that looks like UTF-8 and is not.
  @Test(
    arguments: [
      ([0x00], #"\u0000"#),
      ([0x0a], #"\u000a"#),
      ([0x09, 0x0d], #"\u0009\u000d"#),
      ([0x1b, 0x5b, 0x33, 0x31, 0x6d], #"\u001b[31m"#),
      ([0x7f], #"\u007f"#),
      ([0x80], #"\udc80"#),
      ([0xff, 0xfe], #"\udcff\udcfe"#),
      ([0xc2, 0x80], #"\u0080"#),
      ([0xc2, 0x9b], #"\u009b"#),
      ([0xc2, 0xa0], "\u{a0}"),
      ([0xc3], #"\udcc3"#),
      ([0xc3, 0x28], #"\udcc3("#),
      ([0xc0, 0xaf], #"\udcc0\udcaf"#),
      ([0xe0, 0x80, 0xaf], #"\udce0\udc80\udcaf"#),
      ([0xed, 0xa0, 0x80], #"\udced\udca0\udc80"#),
      ([0xe2, 0x80, 0xae], #"\u202e"#),
      ([0xe2, 0x81, 0xa6], #"\u2066"#),
      ([0xe2, 0x80, 0xa8], #"\u2028"#),
      ([0xe2, 0x80, 0x8b], #"\u200b"#),
      ([0xef, 0xbb, 0xbf], #"\ufeff"#),
      ([0xf3, 0xa0, 0x81, 0x81], #"\udb40\udc41"#),
      ([0xe2, 0x80, 0x8d], "\u{200d}"),
      ([0xe2, 0x82], #"\udce2\udc82"#),
      ([0xf0, 0x9f, 0x98, 0x80], "😀"),
      ([0xf4, 0x90, 0x80, 0x80], #"\udcf4\udc90\udc80\udc80"#),
      ([0xf0, 0x80, 0x80, 0x80], #"\udcf0\udc80\udc80\udc80"#),
    ] as [([UInt8], String)])
  func bytesAreKept(_ bytes: [UInt8], _ escaped: String) throws {
    let value = Value.text(bytes: [0x61] + bytes + [0x7a])
    let answer = ToyAnswer(value, .text)
    #expect(try writtenText(answer, as: .ndjson) == "{\"x\":\"a\(escaped)z\"}\n")
  }

  @Test func noByteSteersATerminal() throws {
    let all = (0...255).map { UInt8($0) }
    let written = try written(ToyAnswer(.text(bytes: all), .text), as: .json)
    #expect(written.dropLast().allSatisfy { $0 >= 0x20 && $0 != 0x7f })
    #expect(written.last == 0x0a)
    #expect(String(validating: written, as: UTF8.self) != nil)
  }

  @Test func keysAreEscapedLikeText() throws {
    let map = Value.map(MapValue([(Text(bytes: [0xff, 0x22]), .null)]))
    #expect(
      try writtenText(ToyAnswer(map, .map(.text)), as: .ndjson)
        == "{\"x\":{\"\\udcff\\\"\":null}}\n")
    let column = ToyAnswer(.integer(1), .integer, heading: "a \"quoted\" name")
    #expect(try writtenText(column, as: .ndjson) == "{\"a \\\"quoted\\\" name\":1}\n")
  }

  @Test func aTextStandsForDeniedEverywhere() throws {
    var style = OutputStyle()
    style.deniedText = "no \"way\""
    let list = Value.list([.environRefused, .null])
    let answer = ToyAnswer(
      [AnswerColumn("a", .text), AnswerColumn("b", .list(.text))], [[.environRefused, list]])
    #expect(
      try writtenText(answer, as: .ndjson, style: style)
        == #"{"a":"no \"way\"","b":["no \"way\"",null]}"# + "\n")
  }

  @Test func rowsStandInOneArray() throws {
    let columns = [AnswerColumn("a", .integer), AnswerColumn("b", .integer)]
    let rows = { [[Value.integer(1), .integer(2)], [.integer(3), .null]] }
    #expect(
      try writtenText(ToyAnswer(columns, rows()), as: .json)
        == #"[{"a":1,"b":2},{"a":3,"b":null}]"# + "\n")
    #expect(
      try writtenText(ToyAnswer(columns, rows()), as: .ndjson)
        == #"{"a":1,"b":2}"# + "\n" + #"{"a":3,"b":null}"# + "\n")
    #expect(try writtenText(ToyAnswer(columns, []), as: .json) == "[]\n")
    #expect(try writtenText(ToyAnswer(columns, []), as: .ndjson) == "")
  }
}
