import Testing

@testable import QueryLanguage

@Suite struct ParserTests {
  @Test(arguments: Corpus.texts)
  func goodTextParses(text: String) {
    #expect(parseReportingAll(Source(text)).diagnostics == [])
  }
}
