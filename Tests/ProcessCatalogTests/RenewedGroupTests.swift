import Execution
import Glibc
import ProcFS
import QueryLanguage
import TestSupport
import Testing
import Values

@testable import ProcessCatalog

/// A control group that is made, and made anew.
private struct PlantedGroup {
  let top: String
  private let name = "procq-test-renewed-\(getpid())"

  /// In the first hierarchy that lets us make one, which other tests leave alone.
  static let possible: PlantedGroup? = ["/sys/fs/cgroup/freezer", "/sys/fs/cgroup"]
    .map { PlantedGroup(top: $0) }
    .first { group in
      defer { group.remove() }
      return access(group.top + "/cgroup.procs", F_OK) == 0 && group.make()
    }

  var path: String { "/" + name }

  func make() -> Bool { change { mkdir(top + path, 0o755) } }

  func remove() { _ = change { rmdir(top + path) } }

  /// The tests do without the right to pass over modes, and the top may be written by nobody.
  private func change(_ work: () -> CInt) -> Bool {
    var about = stat()
    guard stat(top, &about) == 0 else { return false }
    chmod(top, about.st_mode & 0o777 | 0o200)
    defer { chmod(top, about.st_mode & 0o777) }
    return work() == 0
  }
}

@Suite(
  .serialized, .enabled(if: PlantedGroup.possible != nil, "no control group may be made here"))
struct RenewedGroupTests {
  /// What became of the group's `processes` within a window in which `work` was done.
  private func ask(while work: @escaping @Sendable () -> Void) throws -> [String] {
    let group = try #require(PlantedGroup.possible)
    try #require(group.make())
    defer { group.remove() }
    let machine = ProcessSource(try ProcFS(), includesSelf: true)
    var session = Session(BusySource(machine: machine, work: work))
    var rows: [String] = []
    let query = """
      select before.processes is null, processes from cgroups over 1ms where path = '\(group.path)'
      """
    for statement in try session.prepare(SourceText(query)) {
      let answer = statement.run()
      while let cells = try answer.next() {
        rows.append(cells.map(\.shown).joined(separator: " "))
      }
    }
    return rows
  }

  @Test func aGroupThatIsMadeAnewIsNotTheOldOne() throws {
    let group = try #require(PlantedGroup.possible)
    #expect(try ask {} == ["false 0"])
    #expect(
      try ask {
        group.remove()
        _ = group.make()
      } == ["true 0"])
  }
}
