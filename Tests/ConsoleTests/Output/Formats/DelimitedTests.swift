import Binding
import Console
import Execution
import Schema
import Testing
import Values

@Suite struct DelimitedTests {
  /// Text, and how it stands in csv and in tsv, for a file and for a terminal.
  struct Sample: Sendable {
    let bytes: [UInt8]
    let csv: [UInt8]
    let tsv: [UInt8]
    let csvShown: String
    let tsvShown: String

    init(_ text: String, csv: String, tsv: String) {
      bytes = Array(text.utf8)
      (self.csv, self.tsv) = (Array(csv.utf8), Array(tsv.utf8))
      (csvShown, tsvShown) = (csv, tsv)
    }

    init(bytes: [UInt8], csv: [UInt8], tsv: [UInt8], csvShown: String, tsvShown: String) {
      (self.bytes, self.csv, self.tsv) = (bytes, csv, tsv)
      (self.csvShown, self.tsvShown) = (csvShown, tsvShown)
    }
  }

  static let texts: [Sample] = [
    Sample("plain", csv: "plain", tsv: "plain"),
    Sample("", csv: "\"\"", tsv: ""),
    Sample(" spaced ", csv: " spaced ", tsv: " spaced "),
    Sample("a,b", csv: "\"a,b\"", tsv: "a,b"),
    Sample("say \"hi\"", csv: "\"say \"\"hi\"\"\"", tsv: "say \"hi\""),
    Sample("c:\\x", csv: "c:\\x", tsv: "c:\\\\x"),
    Sample("é😀", csv: "é😀", tsv: "é😀"),
    Sample(
      bytes: Array("a\nb".utf8), csv: Array("\"a\nb\"".utf8), tsv: Array("a\\nb".utf8),
      csvShown: "a\\x0ab", tsvShown: "a\\nb"),
    Sample(
      bytes: Array("a\r\tb".utf8), csv: Array("\"a\r\tb\"".utf8), tsv: Array("a\\r\\tb".utf8),
      csvShown: "a\\x0d\\x09b", tsvShown: "a\\r\\tb"),
    Sample(
      bytes: [0x1b, 0xff, 0x00], csv: [0x1b, 0xff, 0x00], tsv: [0x1b, 0xff, 0x00],
      csvShown: "\\x1b\\xff\\x00", tsvShown: "\\x1b\\xff\\x00"),
  ]

  @Test(arguments: texts)
  func textIsRawInFilesAndEscapedOnTerminals(_ sample: Sample) throws {
    var terminal = OutputStyle()
    terminal.isTerminal = true
    let answer = { ToyAnswer(.text(bytes: sample.bytes), .text) }
    let end = Array("\n".utf8)
    let heading = Array("x\n".utf8)
    #expect(try written(answer(), as: .csv) == heading + sample.csv + end)
    #expect(try written(answer(), as: .tsv) == heading + sample.tsv + end)
    #expect(try writtenText(answer(), as: .csv, style: terminal) == "x\n\(sample.csvShown)\n")
    #expect(try writtenText(answer(), as: .tsv, style: terminal) == "x\n\(sample.tsvShown)\n")
  }

  @Test(
    arguments: [
      (Value.null, "", ""),
      (.environRefused, "", ""),
      (.boolean(false), "false", "false"),
      (.integer(-7), "-7", "-7"),
      (.real(2.5), "2.5", "2.5"),
      (.real(.nan), "", ""),
      (.size(16_000_000), "16000000", "16000000"),
      (.duration(90_500_000_000), "90.5", "90.5"),
      (.address(255), "255", "255"),
      (.byteRate(10), "10", "10"),
      (.list([.text("a"), .text("b\t")]), #""[""a"",""b\u0009""]""#, #"["a","b\\u0009"]"#),
      (.map(MapValue([("K", .integer(1))])), #""{""K"":1}""#, #"{"K":1}"#),
    ] as [(Value, String, String)])
  func valuesAreExact(_ value: Value, _ csv: String, _ tsv: String) throws {
    #expect(try writtenText(ToyAnswer(value, .text), as: .csv) == "x\n\(csv)\n")
    #expect(try writtenText(ToyAnswer(value, .text), as: .tsv) == "x\n\(tsv)\n")
  }

  @Test func aTextStandsForDenied() throws {
    var style = OutputStyle()
    style.deniedText = "denied, alas"
    style.hasHeader = false
    let answer = {
      ToyAnswer(
        [AnswerColumn("a", .text), AnswerColumn("b", .text)], [[.environRefused, .null]])
    }
    #expect(try writtenText(answer(), as: .csv, style: style) == "\"denied, alas\",\n")
    #expect(try writtenText(answer(), as: .tsv, style: style) == "denied, alas\t\n")
  }

  @Test func headingsAreFields() throws {
    let answer = { ToyAnswer([AnswerColumn("a, b", .text), AnswerColumn("c\td", .text)], []) }
    #expect(try writtenText(answer(), as: .csv) == "\"a, b\",c\td\n")
    #expect(try writtenText(answer(), as: .tsv) == "a, b\tc\\td\n")
  }
}
