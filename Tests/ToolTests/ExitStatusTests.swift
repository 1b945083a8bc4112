import Foundation
import TestSupport
import Testing

/// Whether some row came, none, or whether that is not known, as `-q` and `--exit-status` tell it.
@Suite struct ExitStatusTests {
  /// A process that hides what it may, one that shows all, and a file of the machine that may not be
  /// read.
  private static func machine() throws -> ProcFixture {
    try ProcFixture(
      """
      -- 7/stat --
      7 (web) S 1 7 7 0 -1 4194560 1 0 0 0 2 1 0 0 20 0 1 0 1 172032000 3197 \
      18446744073709551615 1 1 0 0 0 0 0 4096 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0
      -- 7/environ denied --
      -- 7/fd denied --
      -- 7/smaps_rollup denied --
      -- 8/stat --
      8 (web) S 1 8 8 0 -1 4194560 1 0 0 0 2 1 0 0 20 0 1 0 1 172032000 3197 \
      18446744073709551615 1 1 0 0 0 0 0 4096 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0
      -- 8/environ --
      HOME=/\\0
      -- 8/fd/ --
      -- 8/smaps_rollup --
      5000-6000 ---p 00000000 00:00 0                          [rollup]
      Rss:                  40 kB
      Private_Dirty:        40 kB
      -- diskstats denied --
      """)
  }

  private static let environ = "environ may not be read"
  private static let descriptors = "fd may not be read"
  private static let rollup = "smaps_rollup may not be read"

  /// The words that a note must hold stand beside what is not known; nothing is told of the rest.
  @Test(
    arguments: [
      (["where env.HOME = '/'"], 0, []),
      (["where env.HOME = '/none'"], 3, [environ]),
      (["where env.HOME = '/none' and pid = 8"], 1, []),
      (["where not (env.HOME = '/none') and pid = 7"], 3, [environ]),
      (["from environ where pid = 7"], 3, ["environ may not be read"]),
      (["from files where pid = 7"], 3, [descriptors]),
      (["from files where pid = 8"], 1, []),
      (["from sockets where pid = 7"], 3, [descriptors]),
      (["where count(files) > 0 and pid = 7"], 3, [descriptors]),
      (["where any(files where path = '/x')"], 3, [descriptors]),
      (["select comm group by comm having sum(uss) > 1G"], 3, [rollup]),
      (["select comm group by comm having count(*) > 2"], 1, []),
      (["select comm where pid = 7 group by comm having sum(uss) > 1G"], 3, [rollup]),
      (["where pid in (select pid where env.HOME = '/none')"], 3, [environ]),
      (["from (select pid where env.HOME = '/none')"], 3, [environ]),
      (["from disks"], 3, ["diskstats may not be read"]),
      (["where env.HOME = '/none' limit 0"], 1, []),
      (["where env.HOME = '/none'", "where pid = 8"], 0, []),
      (["where pid = 8", "where env.HOME = '/none'"], 0, []),
      (["where env.HOME = '/none'", "where pid = 9"], 3, [environ]),
    ] as [([String], Int32, [String])])
  func rowsThatCouldNotBeJudged(_ queries: [String], _ status: Int32, _ words: [String]) throws {
    let machine = try Self.machine()
    let given = ["--procfs", machine.root] + queries.flatMap { ["-e", $0] }
    let quiet = try Command.built("procq", ["-q"] + given).run()
    #expect(quiet.status == status, "\(queries)")
    #expect(quiet.output.isEmpty)
    #expect(quiet.errorText.isEmpty == words.isEmpty, "\(quiet.errorText)")
    for word in words { #expect(quiet.errorText.contains(word), "\(quiet.errorText)") }

    let judged = try Command.built("procq", ["--exit-status"] + given).run()
    #expect(judged.status == status, "\(queries)")
    let shown = try Command.built("procq", given).run()
    #expect(shown.status == 0)
    #expect(shown.outputText == judged.outputText)
    #expect(shown.errorText == judged.errorText)
  }

  /// An error is no answer.
  @Test func anErrorIsToldAsOne() throws {
    let empty = try ProcFixture("")
    for option in ["-q", "--exit-status"] {
      let failed = try Command.built(
        "procq", [option, "--procfs", empty.root + "/none", "-e", "where pid = 1"]
      ).run()
      #expect(failed.status == 1)
      #expect(failed.errorText.hasPrefix("error: "))
      let wrong = try Command.built("procq", [option, "-e", "where nosuch"]).run()
      #expect(wrong.status == 2)
    }
  }
}
