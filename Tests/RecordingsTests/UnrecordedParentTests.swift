import Execution
import Testing
import Values

@testable import Recordings

/// A parent that was not among the rows is not known; only who has none has none.
@Suite struct UnrecordedParentTests {
  /// 9 is a child of 8, that of 7, and 7 of a process that is no row.
  private func source(_ folder: RecordingFolder) throws -> RecordedSource {
    let processes = [(1, 0), (7, 5), (8, 7), (9, 8)].map { pid, parent in
      ToyHost.Process(
        Int64(pid), parent: Int64(parent), start: 5.seconds, ["name": .text(Text("p\(pid)"))])
    }
    return try folder.record([
      ToyHost.Look(time: 1_795_356_000.seconds, uptime: 1000.seconds, processes: processes)
    ])
  }

  @Test func itIsToldSo() throws {
    let folder = try RecordingFolder()
    let source = try source(folder)
    let asked = Asked("select pid, parent.name", of: source)
    #expect(asked.rows == ["1 -", "7 ?", "8 p7", "9 p8"])
    #expect(asked.notes == ["parent.name of 1 row is not known: a related row was not recorded"])
    #expect(
      Asked("select pid where parent.name = 'p7'", of: source).notes == [
        "1 of 4 processes could not be judged: a related row was not recorded"
      ])
  }

  @Test func aChainThatBreaksOffLacksSome() throws {
    let folder = try RecordingFolder()
    let source = try source(folder)
    #expect(
      Asked(
        "select pid, none(ancestors where name = 'x'), any(ancestors where name = 'p8')",
        of: source
      ).rows == ["1 true false", "7 ? ?", "8 ? ?", "9 ? true"])
    let counted = Asked("select pid, count(ancestors)", of: source)
    #expect(counted.rows == ["1 0", "7 ?", "8 1", "9 2"])
    #expect(
      counted.notes == ["count(ancestors) passed over 2 rows: a related row was not recorded"])
  }
}
