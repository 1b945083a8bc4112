import Foundation
import Glibc
import Testing

@testable import Console

/// Results that go elsewhere, queries that run again, and programs of the system's.
@Suite struct ShellRedirectionTests {
  @Test func theLastQueryRunsAgain() throws {
    let shell = try Conversation()
    #expect(try shell.say("select 1 as x", "\\g", "\\g;") == "x\n1\nx\n1\nx\n1\n")
    #expect(try shell.say("\\gx") == "x: 1\n")
    #expect(try shell.say("\\f json", "\\gx") == "results are shown as json\nx: 1\n")
    #expect(try shell.say("\\g") == "[{\"x\":1}]\n")
    // What describes is no query.
    #expect(try shell.say("\\f table", "\\d towns", "\\g").hasSuffix("\nx\n1\n"))
    #expect(try shell.complaints() == "")
  }

  /// A statement that a command stands behind runs once, in the command's way.
  @Test func aCommandSendsWhatStandsBeforeIt() throws {
    let shell = try Conversation()
    #expect(try shell.say("select 1 as x \\g") == "x\n1\n")
    #expect(try shell.say("select 2 as x \\gx") == "x: 2\n")
    #expect(try shell.say("select 1 as x; select 3 as x \\gx") == "x\n1\n\nx: 3\n")
    #expect(try shell.say("select 4 as x; \\gx") == "x\n4\n\nx: 4\n")
    shell.session.take(Array("select".utf8))
    shell.session.take(Array("5 as x".utf8), moreWaits: true)
    #expect(try shell.say("\\gx") == "x: 5\n")
    #expect(try shell.complaints() == "")
    #expect(
      shell.history == [
        "select 1 as x \\g", "select 2 as x \\gx", "select 1 as x; select 3 as x \\gx",
        "select 4 as x; ", "\\gx", "select\n5 as x\n\\gx",
      ])
  }

  @Test func aPasteIsCutAtItsCommands() throws {
    let shell = try Conversation()
    #expect(
      try shell.say("\\f csv\nselect 1 as x\n\\g\nselect 2\nas y;\n\\f table\nselect 3 as z")
        == "results are shown as csv\nx\n1\ny\n2\nresults are shown as table\nz\n3\n")
    #expect(try shell.complaints() == "")
  }

  /// Only what runs a statement may stand behind one; within quotes and comments nothing is a
  /// command.
  @Test func aBackslashElsewhereIsNoCommand() throws {
    let shell = try Conversation()
    #expect(try shell.say("select '\\g' as x -- \\gx") == "x\n\\g\n")
    #expect(try shell.complaints().contains("warning") == false)
    try shell.say("select 1 as x where 'a' ~ \\d")
    #expect(try shell.complaints().hasPrefix("error: unexpected '\\'\n"))
  }

  @Test func whatIsNotCompleteIsAnErrorOfWhatSendsIt() throws {
    let shell = try Conversation()
    #expect(try shell.say("select 1 as x", "select name, \\g") == "x\n1\n")
    #expect(try shell.complaints().hasPrefix("error: "))
    #expect(shell.session.nextPrompt == "procq> ")
  }

  @Test func aResultGoesIntoAFileOnce() throws {
    let shell = try Conversation { $0.options.style.hasFooter = true }
    let path = shell.home + "/result"
    #expect(try shell.say("select 1 as x \\g \(path)") == "")
    #expect(try shell.read("result") == "x\n1\n")
    #expect(try shell.say("\\gx \(path)", "\\g") == "x\n1\n(1 row)\n")
    #expect(try shell.read("result") == "x: 1\n")
    #expect(try shell.say("\\g /nowhere/at/all") == "")
    #expect(
      try shell.complaints() == "error: cannot open /nowhere/at/all: No such file or directory\n")
  }

  @Test func aResultGoesIntoACommandOnce() throws {
    let shell = try Conversation { $0.options.style.hasFooter = true }
    let path = shell.home + "/result"
    try shell.say("select name \\g | LC_ALL=C sort -r > \(path); exit 3")
    #expect(try shell.read("result") == "name\nTurin\nOslo\nIt's odd\n")
    #expect(
      try shell.complaints()
        == "note: 'LC_ALL=C sort -r > \(path); exit 3' has ended with status 3\n")
    #expect(try shell.say("select 1 as x") == "x\n1\n(1 row)\n")
    try shell.say("\\o \(path)", "\\g | cat >\(path).2", "\\g", "\\o")
    #expect(try shell.read("result") == "x\n1\n")
    #expect(try shell.read("result.2") == "x\n1\n")
  }

  @Test func resultsGoIntoACommandUntilItIsToldToEnd() throws {
    let shell = try Conversation { $0.options.style.hasFooter = true }
    let path = shell.home + "/result"
    #expect(try shell.say("\\o | sort > \(path)", "select 2 as x", "select 1 as x", "\\o") == "")
    #expect(try shell.read("result") == "\n1\n2\nx\nx\n")
    #expect(try shell.say("select 1 as x") == "x\n1\n(1 row)\n")
    try shell.say("\\o | cat > \(path)", "select 3 as x", "\\o | cat > \(path).2")
    #expect(try shell.read("result") == "x\n3\n")
    try shell.say("select 4 as x")
    shell.session.finish()
    #expect(try shell.read("result.2") == "x\n4\n")
    #expect(try shell.complaints() == "")
  }

  @Test func aCommandThatReadsNoMoreIsToldOf() throws {
    // As the program does.
    signal(SIGPIPE, SIG_IGN)
    let shell = try Conversation()
    let path = shell.home + "/result"
    let command = "head -n 1 > \(path); exit 2"
    try shell.say("\\o | \(command)", "select 1 as x")
    // Whoever waits for the command knows that it has ended.
    while shell.session.redirection?.command?.job.process.hasEnded == false {}
    #expect(try shell.say("select 2 as x") == "x\n2\n")
    #expect(
      try shell.complaints()
        == "note: '\(command)' has ended with status 2; results come here again\n")
    #expect(try shell.read("result") == "x\n")
  }

  @Test func aProgramOfTheSystemRuns() throws {
    let shell = try Conversation()
    let path = shell.home + "/result"
    try shell.say("\\! echo 'a  b' > \(path); exit 7", "\\!true")
    #expect(try shell.read("result") == "a  b\n")
    #expect(
      try shell.complaints()
        == "note: 'echo 'a  b' > \(path); exit 7' has ended with status 7\n")
  }

  @Test func theLastQueryIsRepeatedFromTheEndOfItsLine() throws {
    let shell = try Conversation()
    try shell.say("let a = 1 \\watch", "select nme \\watch 2", "select name, \\watch")
    let complaints = try shell.complaints()
    #expect(complaints.hasPrefix("error: '\\watch' repeats a query, and this is none\n"))
    #expect(complaints.contains("error: unknown column 'nme'\n"))
    #expect(complaints.components(separatedBy: "error: ").count == 4)
  }
}
