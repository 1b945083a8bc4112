import Foundation
import Glibc
import Testing

@testable import Console

@Suite struct FileReplacementTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
  }

  @Test func aFileIsReplacedAndKeepsItsMode() throws {
    try folder.write("before", to: "a", mode: 0o600)
    try replaceFile(folder.path + "/a", with: Array("after".utf8), mode: 0o644)
    #expect(try folder.read("a") == "after")
    #expect(folder.mode("a") == 0o600)
    #expect(folder.names == ["a"])
  }

  @Test func nothingIsWrittenThroughALink() throws {
    try folder.write("precious", to: "precious")
    symlink(folder.path + "/precious", folder.path + "/a")
    try replaceFile(folder.path + "/a", with: Array("after".utf8), mode: 0o600)
    #expect(try folder.read("precious") == "precious")
    #expect(try folder.read("a") == "after")
    #expect(folder.names == ["a", "precious"])
  }

  @Test func whatFailsLeavesNothingBehind() throws {
    try folder.makeFolder("a")
    #expect(throws: SystemError.self) {
      try replaceFile(folder.path + "/a", with: [], mode: 0o600)
    }
    #expect(folder.names == ["a"])
  }

  @Test func aNewFileIsNew() throws {
    var names = ["a", "b", "c"]
    for name in ["c", "b"] { symlink(folder.path + "/precious", folder.path + "/" + name) }
    let made = try newFile(in: folder.path, mode: 0o600) { _ in names.removeLast() }
    close(made.descriptor)
    #expect(made.path == folder.path + "/a")
    #expect(!folder.names.contains("precious"))
  }
}

@Suite struct UserFolderTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
  }

  @Test func itIsMadeBelowAHome() throws {
    try UserFolder(home: folder.path, [".local", "state"]).make()
    #expect(folder.names == [".local", ".local/state"])
    #expect(folder.mode(".local") == 0o700)
    try UserFolder(home: folder.path, [".local", "state"]).make()
  }

  @Test func aHomeIsNeverMade() throws {
    let home = folder.path + "/none"
    let error = #expect(throws: SystemError.self) {
      try UserFolder(home: home, [".local"]).makePrivate()
    }
    #expect(error?.message == "cannot use \(home)/.local: there is no \(home)")
    #expect(folder.names.isEmpty)
  }

  /// The specification has a program make the folder itself, but not what that is to be in.
  @Test func aFolderThatAVariableNamesIsMade() throws {
    try UserFolder(base: folder.path + "/state", ["procq"]).make()
    #expect(folder.names == ["state", "state/procq"])
    #expect(throws: SystemError.self) {
      try UserFolder(base: folder.path + "/x/y", ["procq"]).make()
    }
    #expect(folder.names == ["state", "state/procq"])
  }

  @Test func itIsClosedToOthers() throws {
    try folder.makeFolder("a", mode: 0o755)
    try UserFolder(home: folder.path, ["a"]).makePrivate()
    #expect(folder.mode("a") == 0o700)
    #expect(folder.mode("") == 0o755)
  }

  @Test func whatALinkLeadsToStaysOpen() throws {
    try folder.makeFolder("shared", mode: 0o755)
    symlink("shared", folder.path + "/a")
    try UserFolder(home: folder.path, ["a"]).makePrivate()
    #expect(folder.mode("shared") == 0o755)
  }

  @Test(
    .enabled(if: geteuid() == 0, "only root can give files away"),
    arguments: ["", "a", "a/b", "a/b/c"])
  func nothingIsMadeInAnothers(_ place: String) throws {
    if !place.isEmpty { try folder.makeFolder(place) }
    let before = folder.names
    chmod(folder.path + "/" + place, 0o777)
    chown(folder.path + "/" + place, 65534, 65534)
    for isPrivate in [false, true] {
      let home = UserFolder(home: folder.path, ["a", "b", "c"])
      let error = #expect(throws: SystemError.self) {
        if isPrivate { try home.makePrivate() } else { try home.make() }
      }
      #expect(error?.message.hasSuffix("belongs to another user") == true)
      #expect(throws: SystemError.self) {
        try UserFolder(base: folder.path + "/a", ["b", "c"]).make()
      }
    }
    #expect(folder.names == before)
    #expect(folder.mode(place) == 0o777)
  }
}

@Suite struct OutputFileTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
  }

  private func refusal(_ path: String) -> String? {
    do throws(SystemError) {
      _ = try OutputFile(path)
      return nil
    } catch {
      return error.message.replacing(folder.path + "/", with: "")
    }
  }

  @Test func aPipeThatNobodyReadsIsAnError() throws {
    mkfifo(folder.path + "/pipe", 0o600)
    #expect(refusal(folder.path + "/pipe") == "cannot open pipe: nobody reads this pipe")
    symlink("pipe", folder.path + "/link")
    #expect(refusal(folder.path + "/link") == "cannot open link: nobody reads this pipe")
    let reader = open(folder.path + "/pipe", O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    #expect(refusal(folder.path + "/pipe") == nil)
  }

  @Test func whatCannotBeWrittenToIsAnError() throws {
    let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    // A path of a socket is short, and the folder's may not be.
    let path = "/tmp/procq-\(UInt32.random(in: 0 ... .max))"
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let status = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    #expect(status == 0)
    defer { unlink(path) }
    #expect(refusal(path) == "cannot open \(path): it is a socket")
    #expect(refusal(folder.path) == "cannot open \(folder.path): Is a directory")
  }

  @Test func devicesAreWrittenTo() {
    #expect(refusal("/dev/null") == nil)
    #expect(refusal("/dev/full") == nil)
  }
}
