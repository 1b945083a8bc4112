import Foundation
import Schema
import Testing
import Values

@testable import Recordings

/// What the page about the file says can be asked runs, on a recording of what it says.
@Suite struct RecordingsPageTests {
  private static let page: String = {
    let file = String(#filePath.dropLast("Tests/RecordingsTests/RecordingsPageTests.swift".count))
    return (try? String(contentsOfFile: file + "Grammar/RECORDINGS.md", encoding: .utf8)) ?? ""
  }()

  /// The statements of its blocks, which stand apart by empty lines.
  private static let statements = page.components(separatedBy: "```sql\n").dropFirst().flatMap {
    ($0.components(separatedBy: "\n```").first ?? "").components(separatedBy: "\n\n")
  }

  private let folder: RecordingFolder

  init() throws {
    folder = try RecordingFolder()
    let recorder = try HostRecorder(
      folder.file("day.db"), "pid, ppid, name, args, user, cpu_time, rss, uss, read_bytes")
    for index in 0..<6 as Range<Int64> {
      // The last comes late.
      let seconds = index < 5 ? index * 10 : 200
      let processes: [ToyHost.Process] = (7...9).map { (pid: Int64) in
        let uss =
          pid == 9 && index > 2
          ? Value.denied(.refused(ToyHost.rollup.id)) : .size(4096 * pid * (index + 1))
        return ToyHost.Process(
          pid,
          [
            "name": .text(pid == 7 ? "web" : "db"), "args": .text(Text(bytes: [0x61, 0xFF])),
            "user": .text("root"), "cpu_time": .duration(index.seconds * pid / 10),
            "rss": .size(8192 * pid + index), "uss": uss, "read_bytes": .size(0),
          ])
      }
      try recorder.record(HostRecorder.look(at: seconds, processes))
    }
    _ = try recorder.writer.close()
  }

  /// The rows of the only statement that holds these words.
  private func rows(_ words: String) throws -> [String] {
    let found = Self.statements.filter { $0.contains(words) }
    #expect(found.count == 1, "\(words)")
    return try folder.sql(found.first ?? "select null")
  }

  @Test func everythingRuns() throws {
    #expect(Self.statements.count == 10)
    for statement in Self.statements {
      #expect(try !folder.sql(statement).isEmpty, "\(statement)")
    }
  }

  @Test func itComesToWhatItSays() throws {
    #expect(try rows("where pid = 7").count == 6)
    #expect(try rows("time between").count == 18)
    #expect(try rows("as peak") == ["db|2|73733", "web|1|57349"])
    #expect(
      try rows("the largest at a moment") == ["8|db|131072", "7|web|114688", "9|db|-"])
    #expect(
      try rows("used between two moments")
        .map { $0.split(separator: "|").prefix(2).joined(separator: " ") } == [
          "9 db", "8 db", "7 web",
        ])
    #expect(try rows("what each moment added").filter { $0.hasSuffix("|1") }.count == 10)
    #expect(
      try rows("when there was nothing") == ["2026-11-22T14:00:40.000Z|2026-11-22T14:03:20.000Z"])
    #expect(try rows("cross join fact as f") == ["7|57346", "8|65538", "9|73730"])
    #expect(try rows("t.bytes") == ["1|a\\xff|x61ff", "2|a\\xff|x61ff"])
    #expect(try rows("f.denied & 8") == ["9", "9", "9"])
  }
}
