import Foundation
import Glibc
import Testing
import Values

@testable import Recordings

/// What others do to the file while it is recorded is noticed with the next moment, and told as it is.
@Suite struct FileLossTests {
  private let folder: RecordingFolder
  private let recorder: HostRecorder
  private var file: String { folder.file("day.db") }

  init() throws {
    folder = try RecordingFolder()
    recorder = try HostRecorder(folder.file("day.db"))
    for look in HostRecorder.looks(3) { try recorder.record(look) }
  }

  /// What is told of it by the next moment, and in the end; nil where it goes on.
  private func told() -> String? {
    do {
      try recorder.record(HostRecorder.looks(1, from: 3)[0])
      return nil
    } catch let error as RecordingError {
      #expect(error.isFinal)
      #expect(throws: RecordingError.self) { try recorder.writer.close() }
      return error.message.replacingOccurrences(of: folder.path + "/", with: "")
    } catch {
      return "\(error)"
    }
  }

  @Test func itIsRemoved() throws {
    #expect(unlink(file) == 0)
    #expect(
      told()
        == "cannot record into day.db: it was removed while it was recorded; what was recorded is lost"
    )
    #expect(!folder.names.contains("day.db-wal"))
  }

  @Test func itIsRenamed() throws {
    #expect(rename(file, file + ".1") == 0)
    #expect(
      told()
        == "cannot record into day.db: it was moved or renamed while it was recorded; "
        + "what was recorded is in it, under its new name")
    #expect(try folder.sql("select count(*) from moment", "day.db.1") == ["3"])
    #expect(!folder.names.contains("day.db-wal"))
  }

  @Test func itIsReplaced() throws {
    try folder.write("other.db", Array("other".utf8))
    #expect(rename(folder.file("other.db"), file) == 0)
    #expect(
      told()
        == "cannot record into day.db: it was replaced while it was recorded; what was recorded is lost"
    )
    #expect(try folder.bytes("day.db") == Array("other".utf8))
  }

  @Test func itsFolderIsRemoved() throws {
    try FileManager.default.removeItem(atPath: folder.path)
    #expect(told()?.contains("it was removed while it was recorded") ?? false)
  }

  @Test(arguments: [0, 8192, 40960]) func itIsCutShort(size: Int) throws {
    #expect(truncate(file, size) == 0)
    #expect(
      told()
        == "cannot record into day.db: it was cut short while it was recorded; "
        + "what was recorded may be lost")
  }

  @Test func itIsOverwritten() throws {
    let handle = try #require(FileHandle(forWritingAtPath: file))
    handle.write(Data(repeating: 7, count: 8192))
    #expect(
      told()
        == "cannot record into day.db: it was overwritten while it was recorded; "
        + "what was recorded may be lost")
  }

  @Test func itIsLeftAlone() throws {
    #expect(told() == nil)
    let summary = try recorder.writer.close()
    #expect(summary.moments == 4 && summary.processes == 1)
  }
}
