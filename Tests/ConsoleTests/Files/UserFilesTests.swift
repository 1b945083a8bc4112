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
    let queries = try #require(SavedQueries(folder: UserFolder(base: folder, [])))
    #expect(queries.outlines().isEmpty)
    #expect(try !queries.save(Array("-- The largest.\nselect 1;\n".utf8), as: "top"))
    #expect(try !queries.save(Array("select 2;\n".utf8), as: "memory/leaks"))
    #expect(try queries.save(Array("#!/usr/bin/env procq\n-- Top.\nselect 3;\n".utf8), as: "top"))
    #expect(queries.outlines().map(\.name) == ["memory/leaks", "top"])
    #expect(queries.outlines().map(\.title) == ["", "Top."])
    #expect(queries.path(ofQuery: "top") == folder + "/top.procq")
    #expect(queries.path(ofQuery: "top.procq") == folder + "/top.procq")
    #expect(queries.path(ofQuery: "memory/leaks") == folder + "/memory/leaks.procq")
    #expect(queries.path(ofQuery: "memory") == nil)
    #expect(queries.path(ofQuery: "none") == nil)
  }

  @Test func aLinkIsReplacedAndNotWhatItLeadsTo() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let queries = try #require(SavedQueries(folder: UserFolder(base: folder, [])))
    _ = try queries.save(Array("select 1;\n".utf8), as: "real")
    symlink(folder + "/real.procq", folder + "/link.procq")
    #expect(try queries.save(Array("select 2;\n".utf8), as: "link"))
    #expect(try String(contentsOfFile: folder + "/real.procq", encoding: .utf8) == "select 1;\n")
    #expect(try String(contentsOfFile: folder + "/link.procq", encoding: .utf8) == "select 2;\n")
    #expect(queries.outlines().map(\.name) == ["link", "real"])
  }

  @Test(arguments: ["../top", "/etc/passwd", ".hidden", "a/../b", "", "a b", "a/", "x\0y"])
  func namesStayInTheFolder(_ name: String) {
    #expect(!SavedQueries.isName(name))
    #expect(SavedQueries(folder: UserFolder(base: folder, []))?.find(name) == .nothing)
  }
}

/// Queries that come with the program, behind those of the user.
@Suite struct SampleQueryTests {
  private let own: Folder
  private let installed: Folder
  private let queries: SavedQueries

  init() throws {
    (own, installed) = (try Folder(), try Folder())
    for folder in ["memory", "files", "descent"] { try installed.makeFolder(folder) }
    try installed.write("-- The largest.\nparam n = 10;\nselect 1", to: "memory/top.procq")
    try installed.write("select 2", to: "files/under.procq")
    try installed.write("select 3", to: "descent/under.procq")
    queries = try #require(
      SavedQueries(folder: UserFolder(base: own.path, []), samples: installed.path))
  }

  @Test func oneIsFoundByItsNameOrWithItsFolder() {
    let top = SavedQueries.Finding.query(path: installed.path + "/memory/top.procq")
    for name in ["top", "memory/top", "top.procq", "memory/top.procq"] {
      #expect(queries.find(name) == top, "\(name)")
    }
    for name in ["op", "/top", "memory", "files/top", "../memory/top", ""] {
      #expect(queries.find(name) == .nothing, "\(name)")
    }
  }

  @Test func aNameThatTwoHaveStandsForNeither() {
    #expect(queries.find("under") == .several(["descent/under", "files/under"]))
    #expect(queries.path(ofQuery: "under") == nil)
    #expect(queries.path(ofQuery: "files/under") == installed.path + "/files/under.procq")
  }

  @Test func theUsersOwnComesFirst() throws {
    try own.write("select 4", to: "top.procq")
    #expect(queries.path(ofQuery: "top") == own.path + "/top.procq")
    #expect(queries.path(ofQuery: "memory/top") == installed.path + "/memory/top.procq")
    try own.makeFolder("memory")
    try own.write("select 5", to: "memory/top.procq")
    #expect(queries.path(ofQuery: "memory/top") == own.path + "/memory/top.procq")
    #expect(queries.sample(at: installed.path + "/memory/top.procq") == "memory/top")
    #expect(queries.sample(at: own.path + "/memory/top.procq") == nil)
  }

  /// What is said for a sample is its name alone, unless that is somebody else's too.
  @Test func theListSaysWhatToCallThemBy() throws {
    #expect(queries.calls().map(\.name) == ["descent/under", "files/under", "top"])
    #expect(queries.calls().map(\.title) == ["", "", "The largest."])
    #expect(queries.calls().map(\.longName) == [nil, nil, "memory/top"])
    try own.write("select 4", to: "top.procq")
    #expect(
      queries.calls().map(\.name) == ["top", "descent/under", "files/under", "memory/top"])
  }

  @Test func withoutAHomeThereAreTheSamples() throws {
    let homeless = try #require(SavedQueries(folder: nil, samples: installed.path))
    #expect(homeless.path(ofQuery: "top") == installed.path + "/memory/top.procq")
    #expect(homeless.outlines().isEmpty)
    #expect(throws: SystemError.self) { try homeless.save([], as: "x") }
    #expect(SavedQueries(folder: nil) == nil)
  }

  /// Samples are another's only if somebody else than root could have written them.
  @Test func aSampleOpenToOthersIsWarnedOf() throws {
    let path = try installed.write("select 6", to: "memory/open.procq", mode: 0o666)
    let file = try RegularFile(path)
    #expect(queries.warning(of: file, at: path)?.contains("others may write to it") == true)
    let top = installed.path + "/memory/top.procq"
    let kept = try RegularFile(top)
    #expect(queries.warning(of: kept, at: top) == nil)
  }

  @Test func anOutlineHasTitleReasonAndParameters() {
    let text = """
      #!/usr/bin/env procq
      -- Memory of trees: name=firefox
      --
      -- Why: a browser is many
      -- processes.
      --
      -- And more.

      param name = 'x';
      param least = 1M;
      param back = -5;
      param n;
      select 1
      """
    let outline = QueryOutline(name: "tree", text: Array(text.utf8))
    #expect(outline.title == "Memory of trees: name=firefox")
    #expect(outline.reason == "a browser is many processes.")
    #expect(outline.parameters.map(\.name) == ["name", "least", "back", "n"])
    #expect(outline.parameters.map(\.value) == ["'x'", "1M", "-5", nil])
    #expect(outline.parameters.map(\.type) == ["text", "size", "integer", nil])
    #expect(QueryOutline(name: "", text: Array("select 1".utf8)).title == "")
  }
}
