import Foundation
import Testing

@testable import Console

@Suite struct HistoryFileTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("history-\(UUID().uuidString)").path

  private func file(capacity: Int = 100) -> HistoryFile {
    HistoryFile(in: UserFolder(base: folder, ["procq"]), capacity: capacity)
  }

  private func entries(_ file: HistoryFile) -> [String] {
    file.load().map { String(decoding: $0, as: UTF8.self) }
  }

  private func append(_ texts: [String], to file: HistoryFile) throws {
    var file = file
    for text in texts { try file.append(Array(text.utf8)) }
  }

  @Test func entriesComeBack() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let texts = [
      "select 1", "select pid,\n\tname\n\nfrom processes;", #"\d files"#, "select 'ä漢'",
      #"a \n b\"#,
    ]
    try append(texts, to: file())
    #expect(entries(file()) == texts)
  }

  @Test func anEntryStandsOnceWhereItWasLast() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try append(["a", "b", "b", "a", "c"], to: file())
    #expect(entries(file()) == ["b", "a", "c"])
    let text = try String(contentsOfFile: folder + "/procq/history", encoding: .utf8)
    #expect(text == "b\na\nc\n")
  }

  @Test func itIsTheUsersAlone() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try append(["a"], to: file())
    try append(["b", "a"], to: file())
    #expect(try mode(folder + "/procq/history") == 0o600)
    #expect(try mode(folder + "/procq") == 0o700)
  }

  @Test func whatWasOpenToOthersIsClosed() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try append(["a"], to: file())
    let manager = FileManager.default
    try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder + "/procq")
    try manager.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder + "/procq/history")
    try append(["b"], to: file())
    #expect(try mode(folder + "/procq/history") == 0o600)
    #expect(try mode(folder + "/procq") == 0o700)
  }

  @Test func whatIsNoFileOfTheUsersIsLeftAlone() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: folder + "/procq", withIntermediateDirectories: true)
    #expect(mkfifo(folder + "/procq/history", 0o600) == 0)
    // A pipe would be waited for without end.
    #expect(entries(file()) == [])
    let error = #expect(throws: SystemError.self) { try append(["a"], to: file()) }
    #expect(error?.message.hasSuffix("/procq/history: it is no file of this user's") == true)
    guard geteuid() == 0 else { return }
    unlink(folder + "/procq/history")
    try "theirs\n".write(toFile: folder + "/procq/history", atomically: false, encoding: .utf8)
    #expect(chown(folder + "/procq/history", 65534, 65534) == 0)
    #expect(throws: SystemError.self) { try append(["a"], to: file()) }
    #expect(entries(file()) == [])
    #expect(
      try String(contentsOfFile: folder + "/procq/history", encoding: .utf8) == "theirs\n")
  }

  private func mode(_ path: String) throws -> Int? {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue
  }

  @Test func twoShellsLoseNothing() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = file(capacity: 10_000)
    // Every third is one that is there already, so that the file is made anew, too.
    await withTaskGroup(of: Void.self) { group in
      for shell in 0..<4 {
        group.addTask {
          var file = file
          for number in 0..<60 {
            try? file.append(Array("shell \(shell) says \(number)".utf8))
            if number % 3 == 0 { try? file.append(Array("all say this".utf8)) }
          }
        }
      }
    }
    let found = entries(file)
    #expect(found.count == 4 * 60 + 1)
    #expect(Set(found).count == found.count)
    for shell in 0..<4 {
      let own = found.filter { $0.hasPrefix("shell \(shell)") }
      #expect(own == (0..<60).map { "shell \(shell) says \($0)" })
    }
  }

  @Test func theOldestMakeRoom() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = file(capacity: 3)
    try append((0..<20).map { "entry \($0)" }, to: file)
    #expect(entries(file) == ["entry 17", "entry 18", "entry 19"])
    let text = try String(contentsOfFile: folder + "/procq/history", encoding: .utf8)
    #expect(text.split(separator: "\n").count <= 6)
  }

  @Test func aBrokenFileLosesOnlyWhatIsBroken() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try append(["a"], to: file())
    let path = folder + "/procq/history"
    try Data("\tb\n\n\na\n\tsecond\nhalf a li".utf8).write(to: URL(fileURLWithPath: path))
    try append(["c"], to: file())
    #expect(entries(file()) == ["b", "a\nsecond", "half a li", "c"])
  }

  @Test func aLinkStaysALink() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try append(["a"], to: file())
    let manager = FileManager.default
    try manager.moveItem(atPath: folder + "/procq/history", toPath: folder + "/real")
    try manager.createSymbolicLink(
      atPath: folder + "/procq/history", withDestinationPath: folder + "/real")
    try append(["b", "a"], to: file())
    #expect(entries(file()) == ["b", "a"])
    #expect(
      try manager.destinationOfSymbolicLink(atPath: folder + "/procq/history") == folder + "/real")
  }

  @Test func itSaysWhyNothingIsKept() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: folder + "/procq"))
    #expect(throws: SystemError.self) { try append(["a"], to: file()) }
    #expect(file().load().isEmpty)
  }

  /// Of a file that has grown beyond all measure only the end is read, and then kept.
  @Test func aLargeFileIsCutDown() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try append(["a"], to: file())
    let path = folder + "/procq/history"
    #expect(truncate(path, 1 << 40) == 0)
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("half an entry\n\tb\n\tc\nd\n\te\nf\n".utf8))
    try handle.close()
    #expect(entries(file()) == ["d\ne", "f"])
    try append(["g"], to: file())
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "d\n\te\nf\ng\n")
  }

  /// What another shell has done since is seen, whatever is known of before.
  @Test func shellsKeepUpWithEachOther() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var one = file()
    var other = file()
    for text in ["a", "b", "c"] { try one.append(Array(text.utf8)) }
    for text in ["d", "b", "d"] { try other.append(Array(text.utf8)) }
    #expect(entries(file()) == ["a", "c", "b", "d"])
    try one.append(Array("d".utf8))
    for text in ["b", "e", "a"] { try one.append(Array(text.utf8)) }
    #expect(entries(file()) == ["c", "d", "b", "e", "a"])
    try FileManager.default.removeItem(atPath: folder + "/procq/history")
    try other.append(Array("f".utf8))
    try one.append(Array("c".utf8))
    #expect(entries(file()) == ["f", "c"])
    let text = try String(contentsOfFile: folder + "/procq/history", encoding: .utf8)
    #expect(text == "f\nc\n")
  }

  /// The mode of a device is everybody's.
  @Test func aDeviceIsNoFolderToBeClosed() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    symlink("/dev/null", folder + "/procq")
    let before = try mode("/dev/null")
    #expect(throws: SystemError.self) { try append(["a"], to: file()) }
    #expect(try mode("/dev/null") == before)
  }
}
