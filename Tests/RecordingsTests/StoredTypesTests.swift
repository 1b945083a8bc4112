import Execution
import Schema
import Testing
import Values

@testable import Recordings

/// Values of every type at their ends, in the tables and in the flat view.
@Suite struct StoredTypesTests {
  private let folder: RecordingFolder

  init() throws { folder = try RecordingFolder() }

  private func record(_ cells: [String: Value], _ columns: String) throws {
    let recorder = try HostRecorder(folder.file("day.db"), columns)
    try recorder.record(HostRecorder.look(at: 0, [.init(7, start: 250_000_000, cells)]))
    _ = try recorder.writer.close()
  }

  @Test func numbersAreWhole() throws {
    try record(
      [
        "nice": .integer(.min), "rss": .size(.max), "uss": .size(.min), "cpu_time": .duration(.max),
        "address": .address(.max), "load": .real(.leastNonzeroMagnitude), "kernel": .boolean(true),
      ], "nice, rss, uss, cpu_time, address, load, kernel")
    #expect(
      try folder.sql("select nice, rss, uss, cpu_time, address, load, kernel from samples")
        == [
          "-9223372036854775808|9223372036854775807|-9223372036854775808|9223372036.854776|"
            + "0xffffffffffffffff|5e-324|1"
        ])
    let asked = Asked(
      "select nice, rss = 9223372036854775807, uss < 0, cpu_time, address, load, kernel",
      of: try folder.open())
    #expect(asked.error == nil)
    #expect(asked.rows.count == 1)
    #expect(asked.rows.first?.contains("0xffffffffffffffff") == true)
  }

  @Test func textsKeepTheirBytes() throws {
    let bytes: [UInt8] = [0x61, 0xFF, 0x62]
    try record(
      [
        "name": .text(Text(bytes: bytes)), "user": .text("über\n"), "args": .text(""),
        "cmdline": .list([.text(Text(bytes: bytes)), .text("b")]), "status": .text("a\u{0}b"),
      ], "name, user, args, cmdline, status")
    #expect(
      try folder.sql("select name, user, args, cmdline, status from samples")
        == ["a\\xffb|über\n||[\"a\\udcffb\",\"b\"]|a\\x00b"])
    #expect(
      try folder.sql("select bytes from text where bytes is not null order by 1")
        == ["x61062", "x61ff62"])
    #expect(try folder.sql("select count(*) from text where typeof(value) <> 'text'") == ["0"])
    let live = ToyHost(
      look: HostRecorder.look(
        at: 0, [.init(7, ["name": .text(Text(bytes: bytes)), "status": .text("a\u{0}b")])]))
    let query = "select name, status, length(name), length(status)"
    #expect(Asked(query, of: try folder.open()).rows == Asked(query, of: live).rows)
  }

  @Test func theViewTellsTimeAsText() throws {
    try record(["rss": .size(1)], "age, since_boot, memory_percent, rss")
    #expect(
      try folder.sql("select time, started, pid, moment, age, since_boot from samples")
        == ["2026-11-22T14:00:00.000Z|2026-11-22T12:36:40.250Z|7|1|4999.75|0.25"])
    #expect(
      try folder.sql(
        "select count(*) from samples where time between '2026-11-22T14' and '2026-11-22T15'") == [
          "1"
        ])
    #expect(try folder.sql("select memory_percent > 0 from samples") == ["1"])
  }

  /// More columns than a number has bits, and odd names.
  @Test func columnsOfAnyNumberAndName() throws {
    let names = (0..<130).map { "V\($0)" } + ["PATH", "odd name", "qu\"o'te"]
    let entries = names.map { (key: Text($0), value: Value.text(Text("is \($0)"))) }
    let columns = names.map { "env['\($0.replacing("'", with: "''"))']" }.joined(separator: ", ")
    let recorder = try HostRecorder(folder.file("day.db"), columns)
    let denied = Value.denied(.refused(ToyHost.environ.id))
    try recorder.record(
      HostRecorder.look(
        at: 0, [.init(7, ["env": .map(MapValue(entries))]), .init(8, ["env": denied]), .init(9)]))
    _ = try recorder.writer.close()
    #expect(
      try folder.sql("select denied, denied_2, denied_3 from label order by id")
        == ["-|-|-", "\(Int64(1) << 62 - 1)|\(Int64(1) << 62 - 1)|511", "-|-|-"])
    let source = try folder.open()
    for name in names {
      let quoted = name.replacing("'", with: "''")
      let asked = Asked("select env['\(quoted)'], env['\(quoted)'] is denied", of: source)
      #expect(asked.error == nil)
      #expect(asked.rows == ["is \(name) false", "? true", "- false"])
    }
    #expect(
      try folder.sql("select \"env.PATH\", \"env.V129\" from samples where pid = 7")
        == ["is PATH|is V129"])
    #expect(try folder.sql("select denied like '%env.V64, %' from samples where pid = 8") == ["1"])
  }

  @Test func namesOfTheFilesOwnColumnsAreTaken() {
    #expect(
      StoredNames.names(for: ["id", "a", "A", "a (2)", "b\0c"], besides: ["ID"])
        == ["id (2)", "a", "A (2)", "a (2) (2)", "b\\0c"])
  }

  @Test func everyColumnOfTheViewThatCanHasAType() throws {
    try record([:], ToyHost.allColumns)
    let types = try folder.sql("pragma table_info(samples)").map { row in
      row.split(separator: "|", omittingEmptySubsequences: false)[1...2].joined(separator: " ")
    }
    for type in [
      "time TEXT", "moment INTEGER", "pid bigint", "started TEXT", "ppid bigint", "name TEXT",
      "kernel bigint", "rss bigint", "args TEXT", "env TEXT",
    ] {
      #expect(types.contains { $0.lowercased() == type.lowercased() }, "\(type)")
    }
  }
}
