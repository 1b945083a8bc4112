import Foundation
import Glibc
import QueryLanguage
import Testing

@testable import Console

@Suite struct UserFoldersTests {
  private func folders(_ variables: [String: String]) -> UserFolders {
    UserFolders { variables[$0] }
  }

  @Test func theyFollowTheSpecification() {
    let plain = folders(["HOME": "/home/a"])
    #expect(plain.state?.path == "/home/a/.local/state/procq")
    #expect(plain.startUpFile == "/home/a/.config/procq/rc.procq")
    let own = folders(["HOME": "/home/a", "XDG_STATE_HOME": "/s", "XDG_CONFIG_HOME": "/c"])
    #expect(own.state?.path == "/s/procq")
    #expect(own.startUpFile == "/c/procq/rc.procq")
  }

  @Test func aRelativeOrEmptyFolderCountsForNothing() {
    let odd = folders(["HOME": "/home/a", "XDG_STATE_HOME": "state", "XDG_CONFIG_HOME": ""])
    #expect(odd.state?.path == "/home/a/.local/state/procq")
    #expect(odd.startUpFile == "/home/a/.config/procq/rc.procq")
    for nowhere in [[:], ["HOME": ""], ["HOME": "home/a"]] {
      #expect(folders(nowhere).home == nil)
      #expect(folders(nowhere).state == nil)
      #expect(folders(nowhere).startUpFile == nil)
      #expect(folders(nowhere).savedQueries == nil)
    }
  }
}

@Suite struct SavedQueriesTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("queries-\(UUID().uuidString)").path

  @Test func queriesAreKeptListedAndFound() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let queries = SavedQueries(folder: UserFolder(base: folder, []))
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

  @Test func aLinkIsReplacedAndNotWhatItLeadsTo() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let queries = SavedQueries(folder: UserFolder(base: folder, []))
    _ = try queries.save(Array("select 1;\n".utf8), as: "real")
    symlink(folder + "/real.procq", folder + "/link.procq")
    #expect(try queries.save(Array("select 2;\n".utf8), as: "link"))
    #expect(try String(contentsOfFile: folder + "/real.procq", encoding: .utf8) == "select 1;\n")
    #expect(try String(contentsOfFile: folder + "/link.procq", encoding: .utf8) == "select 2;\n")
    #expect(queries.list().map(\.name) == ["link", "real"])
  }

  @Test(arguments: ["../top", "/etc/passwd", ".hidden", "a/../b", "", "a b", "a/", "x\0y"])
  func namesStayInTheFolder(_ name: String) {
    #expect(!SavedQueries.isName(name))
    #expect(SavedQueries(folder: UserFolder(base: folder, [])).path(ofQuery: name) == nil)
  }
}
