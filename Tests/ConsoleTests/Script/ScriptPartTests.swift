import QueryLanguage
import Testing

@testable import Console

@Suite struct ScriptPartTests {
  private func parts(_ text: String) -> [String] {
    let source = SourceText(name: "f", text)
    return ScriptPart.parts(of: source).map { part in
      switch part {
      case .statements(let range): String(decoding: source.part(range).bytes, as: UTF8.self)
      case .command(let call, _): "\\" + call.name
      }
    }
  }

  @Test func commandsCutAFile() {
    #expect(parts("select 1;\nselect 2") == ["select 1;\nselect 2"])
    #expect(parts("\\timing\n\\x on\n") == ["\\timing", "\\x"])
  }

  /// Everything else is blank, so an error's line and column are those of the file.
  @Test func positionsStayRight() {
    #expect(parts("a\n\\x\nb") == ["a\n", "\\x", " \n  \nb"])
  }

  @Test func aBackslashInTextIsNoCommand() {
    #expect(parts("select 'a\n\\x\n'") == ["select 'a\n\\x\n'"])
    #expect(parts("/*\n\\x\n*/\n\\q") == ["/*\n\\x\n*/\n", "\\q"])
    #expect(parts("-- \\x\n`a\n\\x\n`") == ["-- \\x\n`a\n\\x\n`"])
    #expect(parts("select 1 \\x\n") == ["select 1 \\x\n"])
    #expect(parts("select 'a\n\\x") == ["select 'a\n\\x"])
  }

  /// Whatever stands on a command's line opens no quote.
  @Test func aCommandIsNoPartOfTheLanguage() {
    #expect(parts("\\set x it's\n  \\q\n") == ["\\set", "\\q"])
    #expect(parts("\u{feff}#!procq\n\\x /*\r\n\\q") == ["\\x", "\\q"])
    #expect(parts("\u{feff}\\x\nselect 1").first == "\\x")
  }
}
