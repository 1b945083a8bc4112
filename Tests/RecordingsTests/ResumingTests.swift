import Foundation
import Glibc
import Testing
import Values

@testable import Recordings

/// A recording is gone on with if it is of the same query, and nothing else is written to.
@Suite struct ResumingTests {
  private let folder: RecordingFolder
  private var path: String { folder.file("day.db") }

  init() throws { folder = try RecordingFolder() }

  private func record(_ looks: [ToyHost.Look], _ columns: String = "name, rss") throws {
    let recorder = try HostRecorder(path, columns)
    for look in looks { try recorder.record(look) }
    _ = try recorder.writer.close()
  }

  /// Why it is not written to, without the name of the folder; nil where it is.
  private func refusal(_ columns: String = "name, rss", statement: String? = nil) -> String? {
    do {
      _ = try HostRecorder(path, columns, statement: statement).writer.close()
      return nil
    } catch let error as RecordingError {
      return error.message.replacingOccurrences(of: folder.path + "/", with: "")
    } catch {
      return "\(error)"
    }
  }

  @Test func whatLivesOnGoesOn() throws {
    func process(_ pid: Int64, _ rss: Int64) -> ToyHost.Process {
      .init(pid, ["name": .text("web"), "rss": .size(rss)])
    }
    try record([HostRecorder.look(at: 0, [process(1, 5), process(2, 5), process(3, 5)])])
    try record([
      HostRecorder.look(at: 3600, [process(1, 5), process(3, 6)]),
      HostRecorder.look(at: 3610, [process(1, 5), process(3, 6)]),
    ])
    #expect(
      try folder.sql("select pid, first, last from process") == ["1|1|-", "2|1|1", "3|1|-"])
    #expect(
      try folder.sql("select process, since, rss from fact")
        == ["1|1|5", "2|1|5", "3|1|5", "3|2|6"])
    #expect(try folder.sql("select count(*) from label") == ["1"])
    #expect(try folder.sql("select count(*) from text") == ["1"])
    #expect(try folder.sql("select count(*) from machine") == ["1"])
  }

  @Test func anotherQueryIsRefusedWithBoth() throws {
    try record(HostRecorder.looks(1))
    #expect(
      refusal("name, uss")
        == """
        cannot record into day.db: it is of another query
          it records: select name, rss
          wanted:     select name, uss
        """)
    #expect(refusal() == nil)
  }

  @Test func columnsOfAnotherProgramAreRefused() throws {
    try record(HostRecorder.looks(1))
    #expect(
      refusal("name, uss", statement: "select name, rss")
        == "cannot record into day.db: its columns are of another procq: it has rss (a size, gauge), "
        + "not uss (a size, gauge)")
  }

  /// What can never be written leaves no empty file.
  @Test func whatIsTooMuchLeavesNothing() throws {
    let columns = (0..<950).map { "env.V\($0)" }.joined(separator: ", ")
    #expect(
      refusal(columns) == "cannot record into day.db: 950 columns are too many: it can hold 900")
    #expect(folder.names == [])
  }

  @Test func oneRecorderAFile() throws {
    let first = try HostRecorder(path, "name, rss")
    try first.record(HostRecorder.looks(1)[0])
    #expect(
      refusal() == "cannot record into day.db: another recorder (process \(getpid())) writes to it")
    try first.record(HostRecorder.looks(1, from: 1)[0])
    _ = try first.writer.close()
  }

  @Test func whoIsGoneHoldsNoLock() throws {
    try folder.write("day.db.lock", Array("1\n".utf8))
    #expect(refusal() == nil)
    #expect(!FileManager.default.fileExists(atPath: path + ".lock"))
  }

  @Test func onlyWeReadIt() throws {
    let old = umask(0)
    defer { umask(old) }
    let recorder = try HostRecorder(path, "name, rss")
    try recorder.record(HostRecorder.looks(1)[0])
    for name in ["day.db", "day.db-wal", "day.db-shm", "day.db.lock"] {
      var status = stat()
      #expect(stat(folder.file(name), &status) == 0, "\(name)")
      #expect(status.st_mode & 0o777 == 0o600, "\(name)")
    }
    _ = try recorder.writer.close()
  }

  @Test func anEmptyFileIsTaken() throws {
    try folder.write("day.db", [])
    chmod(path, 0o644)
    try record(HostRecorder.looks(1))
    var status = stat()
    stat(path, &status)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(try folder.sql("select count(*) from samples") == ["1"])
  }

  @Test func whatIsNoRecordingStaysWhatItIs() throws {
    try folder.write("day.db", Array("a diary\n".utf8))
    #expect(refusal() == "cannot record into day.db: it is no recording")
    #expect(try folder.bytes("day.db") == Array("a diary\n".utf8))
  }

  @Test func otherDatabasesAreRefused() throws {
    let database = try Database(Array(path.utf8), .writing(creates: true))
    try database.execute("create table diary(day)")
    #expect(refusal() == "cannot record into day.db: it is a file of SQLite, but no recording")
    try database.execute("pragma application_id = \(RecordingLayout.applicationID)")
    try database.execute("pragma user_version = 9")
    #expect(
      refusal() == "cannot record into day.db: it is in format 9, and this procq writes 1")
  }

  @Test func linksAndFoldersAreRefused() throws {
    try folder.write("other.db", [])
    symlink("other.db", path)
    #expect(refusal() == "cannot record into day.db: it is a link")
    unlink(path)
    mkdir(path, 0o700)
    #expect(refusal() == "cannot record into day.db: it is a directory")
    rmdir(path)
    mkfifo(path, 0o600)
    #expect(refusal() == "cannot record into day.db: it is no regular file")
    unlink(path)
    symlink("other.db", path + ".lock")
    #expect(
      refusal() == "cannot record into day.db: day.db.lock cannot be locked: it is a link")
    #expect(try folder.bytes("other.db").isEmpty)
  }

  @Test func aFolderMayBeReachedByALink() throws {
    symlink(folder.path, folder.file("here"))
    let recorder = try HostRecorder(folder.file("here/day.db"), "name, rss")
    _ = try recorder.writer.close()
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test func whatHasNoPlaceIsRefused() throws {
    func refusal(_ name: String) -> String? {
      do {
        _ = try HostRecorder(folder.file(name), "name")
        return nil
      } catch {
        return (error as? RecordingError)?.message
          .replacingOccurrences(of: folder.path + "/", with: "")
      }
    }
    #expect(refusal("none/day.db") == "cannot record into none/day.db: No such file or directory")
    #expect(refusal("") == "cannot record into : it is a directory")
    #expect(refusal("..") == "cannot record into ..: it is a directory")
  }

  @Test func anothersFileIsRefused() throws {
    guard geteuid() == 0 else { return }
    try folder.write("day.db", [])
    chmod(path, 0o666)
    chown(path, 12345, 12345)
    #expect(refusal() == "cannot record into day.db: it belongs to another user")
  }

  @Test func aFileThatIsCutShortIsDamaged() throws {
    try record(HostRecorder.looks(60))
    let bytes = try folder.bytes("day.db")
    try folder.write("day.db", Array(bytes.prefix(5000)))
    let words = refusal()
    #expect(words?.hasPrefix("cannot record into day.db: it is damaged") == true, "\(words ?? "")")
  }
}
