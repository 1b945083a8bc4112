import QueryLanguage
import Testing

@testable import Console

/// Several texts make one script, and an error stands in the text that the user wrote.
@Suite struct ScriptTextTests {
  /// Where the first error of the script is shown.
  private func heading(_ texts: String...) -> String? {
    let sources = texts.enumerated().map { SourceText(name: "text \($0.offset)", $0.element) }
    let script = ScriptText(sources)
    let first = parseReportingAll(script.source).diagnostics.first
    return first.map { script.rendering(of: $0) }?.split(separator: "\n").first.map(String.init)
  }

  @Test(arguments: ["", "\u{feff}", "#!procq\n", "\u{feff}#!procq\r\n", "#!procq"])
  func eachTextHasItsOwnBeginning(preamble: String) {
    #expect(heading(preamble, preamble, preamble + "\nselect pid") == nil)
  }

  @Test(arguments: [("", "1:12"), ("\u{feff}", "1:12"), ("\u{feff}#!procq\n", "2:12")])
  func anErrorKeepsItsPosition(preamble: String, position: String) {
    let heading = heading("select pid", preamble + "select pid )")
    #expect(heading?.hasPrefix("text 1:\(position): error: ") == true, "\(heading ?? "none")")
  }

  @Test(arguments: ["select pid; #!procq", "select pid;\n#!procq\n", "select pid; \u{feff}"])
  func aBeginningStandsNowhereElse(text: String) {
    #expect(heading("select pid", text) != nil)
  }
}
