import Testing

@testable import Console

/// Files that the shell runs.
@Suite struct ShellScriptTests {
  @Test func aFileMayHoldStatementsAndCommands() throws {
    let shell = try Conversation()
    let path = try shell.write(
      "-- comment\nlet big = people > 800_000;\n\\f csv\nselect name\nwhere big;\n\\f table\n",
      to: "a file")
    #expect(
      try shell.say("\\i '\(path)'")
        == "results are shown as csv\nname\nTurin\nresults are shown as table\n")
    #expect(try shell.say("select name where big") == "name\nTurin\n")
  }

  @Test func aFileMayBeginWithAByteOrderMark() throws {
    let shell = try Conversation()
    let path = try shell.write("\u{feff}\\f csv\nselect name where people > 800_000;\n", to: "f")
    #expect(try shell.say("\\i \(path)") == "results are shown as csv\nname\nTurin\n")
    #expect(try shell.complaints() == "")
  }

  @Test func aWordAloneLeavesAFileToo() throws {
    let shell = try Conversation()
    let path = try shell.write(
      "select 1 as\nexit;\n-- done\nexit\nselect 2 as x;\n", to: "f")
    #expect(try shell.say("\\i \(path)") == "exit\n   1\n")
    #expect(shell.session.ending == .asked)
  }

  @Test func anErrorInAFileTellsWhere() throws {
    let shell = try Conversation()
    let path = try shell.write("\\f csv\nselect 1;\nselect nme;\n", to: "f")
    #expect(try shell.say("\\i \(path)") == "results are shown as csv\n")
    #expect(
      try shell.complaints() == """
        \(path):3:8: error: unknown column 'nme'
          3 | select nme;
            |        ^~~ did you mean 'name'?

        """)
  }

  @Test func filesThatIncludeThemselvesEnd() throws {
    let shell = try Conversation()
    let path = shell.home + "/f"
    _ = try shell.write("\\i \(path)\n", to: "f")
    try shell.say("\\i \(path)")
    #expect(try shell.complaints().contains("files include one another too deeply"))
  }

  /// What it sets it need not say; what is wrong with it is told with its place.
  @Test func theStartUpFileIsRun() throws {
    let shell = try Conversation()
    let path = try shell.write(
      "\\timing on\n\\x on\n\\x off\n\\f csv\n\\f table\n\\set n 3\nlet big = people > 10;\n  \\tming on\n",
      to: ".config/procq/rc.procq")
    let files = StartUpFiles(shell.session.folders, history: nil, readsScript: true)
    shell.session.runStartUpFile(try #require(files.script))
    #expect(try shell.say() == "")
    #expect(
      try shell.complaints() == """
        \(path):8:3: error: unknown command '\\tming'; did you mean '\\timing'?
          8 |   \\tming on
            |   ^~~~~~

        """)
    #expect(try shell.say("select name where big limit 1").hasSuffix("; read map 3\n"))
  }
}
