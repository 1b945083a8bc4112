import Foundation
import Glibc
import Testing
import Values

@testable import Recordings

/// Where is recorded, and where not.
@Suite struct WritablePathTests {
  private let folder: RecordingFolder

  init() throws { folder = try RecordingFolder() }

  private func record(_ name: String) throws {
    let recorder = try HostRecorder(folder.file(name))
    try recorder.record(HostRecorder.looks(1)[0])
    _ = try recorder.writer.close()
  }

  private func refusal(_ name: String) -> String? {
    do {
      try record(name)
      return nil
    } catch let error as RecordingError {
      return error.message.replacingOccurrences(of: folder.path + "/", with: "")
    } catch {
      return "\(error)"
    }
  }

  /// By another name neither the lock would be met with nor the log.
  @Test func aHardLinkIsRefused() throws {
    try record("day.db")
    #expect(link(folder.file("day.db"), folder.file("other.db")) == 0)
    for name in ["day.db", "other.db"] {
      #expect(
        refusal(name)
          == "cannot record into \(name): it has another name as well (it is a hard link)")
    }
    #expect(unlink(folder.file("other.db")) == 0)
    #expect(refusal("day.db") == nil)
  }

  @Test func aNameThatIsTooLongIsToldInOneSentence() throws {
    #expect(refusal(String(repeating: "n", count: 247)) == nil)
    let long = String(repeating: "n", count: 248)
    #expect(refusal(long) == "cannot record into \(long): its name is longer than 247 bytes")
  }

  @Test func whatIsGoneOnWithIsItsOwners() throws {
    try record("day.db")
    #expect(chmod(folder.file("day.db"), 0o644) == 0)
    let recorder = try HostRecorder(folder.file("day.db"))
    for name in ["day.db", "day.db-wal", "day.db-shm"] {
      var status = stat()
      #expect(stat(folder.file(name), &status) == 0 && status.st_mode & 0o777 == 0o600, "\(name)")
    }
    _ = try recorder.writer.close()
  }

  /// What SQLite can make no recording of leaves no empty file; one that was there stays.
  @Test func whatCannotBeMadeIsNotLeft() throws {
    #expect(mkdir(folder.file("full"), S_IRWXU) == 0)
    let path = try WritablePath(Array(folder.file("full/day.db").utf8))
    let opened = try path.prepare()
    #expect(opened.isNew)
    opened.remove(from: path.path)
    #expect(access(folder.file("full/day.db"), F_OK) != 0)
    try folder.write("full/day.db", [])
    #expect(try !path.prepare().isNew)
  }
}
