import TestSupport
import Testing

/// Which machine is asked, and what is told of it beside the rows.
@Suite struct MachineTests {
  @Test func itDoesNotFindItselfUnlessAsked() throws {
    let mark = "\(UInt64.random(in: 0 ... .max))"
    let query = "select count(*) as n where env.PROCQ_TEST_MARK = '\(mark)'"
    for (options, count) in [([], "0"), (["--self"], "1")] {
      var command = Command.built("procq", options + ["-fcsv", "-e", query])
      command.environment["PROCQ_TEST_MARK"] = mark
      let outcome = try command.run()
      #expect(outcome.outputText == "n\n\(count)\n")
    }
  }

  @Test func anotherRootCanBeAsked() throws {
    let server = try ProcFixture(named: "small-server")
    let query = ["-fcsv", "-e", "select name where pid = 1"]
    let expected = "name\nsystemd\n"
    let byOption = Command.built("procq", ["--procfs", server.root] + query)
    #expect(try byOption.run().outputText == expected)
    var byVariable = Command.built("procq", query)
    byVariable.environment["PROCQ_PROCFS"] = server.root
    #expect(try byVariable.run().outputText == expected)
    var both = byOption
    both.environment["PROCQ_PROCFS"] = "/no/such/root"
    #expect(try both.run().outputText == expected)
    byVariable.environment["PROCQ_PROCFS"] = "/no/such/root"
    let missing = try byVariable.run()
    #expect(missing.errorText == "error: cannot read '/no/such/root': No such file or directory\n")
    #expect(missing.status == 1)
  }

  @Test func notesStandBesideTheRows() throws {
    let server = try ProcFixture(
      """
      -- 7/stat --
      7 (web) S 1 7 7 0 -1 4194560 1 0 0 0 2 1 0 0 20 0 1 0 1 172032000 3197 \
      18446744073709551615 1 1 0 0 0 0 0 4096 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0
      -- 7/environ denied --
      """)
    let query = "select pid where env.HOME exists; select pid, env.HOME as home"
    let options = ["--procfs", server.root, "-fcsv", "-e", query]
    let outcome = try Command.built("procq", options).run()
    #expect(outcome.outputText == "pid\npid,home\n7,\n")
    let notes = outcome.errorText.split(separator: "\n")
    #expect(notes.count == 2)
    #expect(notes.allSatisfy { $0.hasPrefix("note: ") })
    #expect(notes.first?.hasPrefix("note: 1 of 1 process could not be judged: environ") == true)
    #expect(notes.last == "note: home of 1 row may not be read")

    let marked = try Command.built("procq", ["--denied", "refused"] + options).run()
    #expect(marked.outputText == "pid\npid,home\n7,refused\n")
    let quiet = try Command.built("procq", ["-q"] + options).run()
    #expect(quiet.errors.isEmpty)
    #expect(quiet.output.isEmpty)
    #expect(quiet.status == 0)
  }
}
