import Foundation
import QueryLanguage
import Testing

@testable import Console

@Suite struct UserFoldersTests {
  private func folders(_ variables: [String: String]) -> UserFolders {
    UserFolders { variables[$0] }
  }

  @Test func theyFollowTheSpecification() {
    let plain = folders(["HOME": "/home/a"])
    #expect(plain.history == "/home/a/.local/state/procq/history")
    #expect(plain.startUpFile == "/home/a/.config/procq/rc.procq")
    let own = folders(["HOME": "/home/a", "XDG_STATE_HOME": "/s", "XDG_CONFIG_HOME": "/c"])
    #expect(own.history == "/s/procq/history")
    #expect(own.startUpFile == "/c/procq/rc.procq")
  }

  @Test func aRelativeOrEmptyFolderCountsForNothing() {
    let odd = folders(["HOME": "/home/a", "XDG_STATE_HOME": "state", "XDG_CONFIG_HOME": ""])
    #expect(odd.history == "/home/a/.local/state/procq/history")
    #expect(odd.startUpFile == "/home/a/.config/procq/rc.procq")
    #expect(folders([:]).history == nil)
    #expect(folders(["HOME": ""]).savedQueries == nil)
  }
}

@Suite struct SavedQueriesTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("queries-\(UUID().uuidString)").path

  @Test func queriesAreKeptListedAndFound() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let queries = SavedQueries(folder: folder)
    #expect(queries.list().isEmpty)
    #expect(try !queries.save(Array("-- The largest.\nselect 1;\n".utf8), as: "top"))
    #expect(try !queries.save(Array("select 2;\n".utf8), as: "memory/leaks"))
    #expect(try queries.save(Array("#!/usr/bin/env procq\n-- Top.\nselect 3;\n".utf8), as: "top"))
    #expect(queries.list().map(\.name) == ["memory/leaks", "top"])
    #expect(queries.list().map(\.title) == ["", "Top."])
    #expect(queries.path(ofQuery: "top") == folder + "/top.procq")
    #expect(queries.path(ofQuery: "top.procq") == folder + "/top.procq")
    #expect(queries.path(ofQuery: "memory/leaks") == folder + "/memory/leaks.procq")
    #expect(queries.path(ofQuery: "memory") == nil)
    #expect(queries.path(ofQuery: "none") == nil)
  }

  @Test(arguments: ["../top", "/etc/passwd", ".hidden", "a/../b", "", "a b", "a/", "x\0y"])
  func namesStayInTheFolder(_ name: String) {
    #expect(!SavedQueries.isName(name))
    #expect(SavedQueries(folder: folder).path(ofQuery: name) == nil)
  }
}

@Suite struct ScriptPartTests {
  private func parts(_ text: String) -> [String] {
    ScriptPart.parts(of: SourceText(name: "f", text)).map { part in
      switch part {
      case .statements(let source): String(decoding: source.bytes, as: UTF8.self)
      case .command(let call): "\\" + call.name
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
  }
}
