import TestSupport
import Testing

/// Tab, over a made-up machine.
@Suite struct ShellCompletionTests {
  private let fixture: ProcFixture
  private let user: TerminalUser

  init() throws {
    fixture = try ProcFixture(named: "small-server")
    user = try TerminalUser(["--no-rc", "--procfs", fixture.root], columns: 100, rows: 40)
    user.seesPrompt()
  }

  @Test(arguments: [
    ("sel", "procq> select"), ("select pid fro", "procq> select pid from"),
    ("SELECT pid FRO", "procq> SELECT pid FROM"),
    ("select parent.cmdl", "procq> select parent.cmdline"),
    ("select upp", "procq> select upper("),
    ("select count(descend", "procq> select count(descendants"),
    ("select 1 from proc", "procq> select 1 from processes"),
    ("where user = 'ro", "procq> where user = 'root'"),
    ("where status = 'zo", "procq> where status = 'zombie'"),
    ("from sockets where state = 'LIS", "procq> from sockets where state = 'LISTEN'"),
    ("where name = 'syst", "procq> where name = 'systemd'"), ("\\timi", "procq> \\timing"),
    ("\\d proce", "procq> \\d processes"), ("\\f markd", "procq> \\f markdown"),
    ("\\i /etc/passw", "procq> \\i /etc/passwd"),
  ])
  func whatIsClearIsCompleted(_ typed: String, _ line: String) {
    user.type(typed)
    user.press(.tab)
    user.seesLine(line)
  }

  @Test func namesOfVariablesAreThoseThatAreSet() {
    user.type("select env.PAT")
    user.press(.tab)
    user.seesLine("procq> select env.PATH")
  }

  @Test func whatIsSharedIsCompletedAndTheRestListed() {
    user.type("select private_c")
    user.press(.tab)
    user.seesLine("procq> select private_clean")
    user.press(.controlU)
    user.type("select priv")
    user.press(.tab)
    user.seesLine("procq> select private_")
    user.press(.tab)
    user.sees("  private_clean    size  ")
    user.sees("  private_hugetlb  size  ")
    user.seesLine("procq> select private_")
    user.type("d")
    user.press(.tab)
    user.seesLine("procq> select private_dirty")
  }

  @Test func aLongListIsAskedAbout() {
    user.resize(columns: 60, rows: 10)
    user.type("select ")
    user.press(.tab)
    user.sees("words may stand here; show them all? (y or n)")
    user.type("n")
    user.seesLine("procq> select")
    user.press(.tab)
    #expect(user.sees { $0.currentLine.hasSuffix("(y or n)") }, "\(user.screen.text)")
    // A new size is no answer.
    user.resize(columns: 64, rows: 10)
    user.type("y")
    #expect(
      user.sees { $0.currentLine == "procq> select" && $0.text.contains("voluntary_switches") })
    user.press(.controlC)
    user.seesPrompt()
  }

  @Test func itWorksInTheMiddleAndInLaterLines() {
    user.enter("select pid,")
    user.seesLine("  ...>")
    user.type("  na limit 1;")
    for _ in 0..<9 { user.press(.left) }
    user.press(.tab)
    #expect(user.sees { $0.currentLine.hasPrefix("  ...>   name") })
    user.press(.enter)
    user.sees("(1 row)")
  }
}
