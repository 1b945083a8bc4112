import Testing

@testable import Console

@Suite struct CommandCallTests {
  private func words(_ line: String) -> [String]? {
    CommandCall(Array(line.utf8)).map { [$0.name] + $0.words.map(\.text) }
  }

  @Test(arguments: [
    (#"\d"#, ["d"]), (#"  \d files ;"#, ["d", "files"]), (#"\?"#, ["?"]), (#"\"#, [""]),
    (#"\r leaks user='a b' n=1"#, ["r", "leaks", "user=a b", "n=1"]),
    (#"\i my\ file "a\"b" 'c\d'"#, ["i", "my file", #"a"b"#, #"c\d"#]),
    (#"\set x ''"#, ["set", "x", ""]), (#"\i 'open"#, ["i", "open"]),
    (#"\!ls -l"#, ["!", "ls", "-l"]),
    (#"\o|sort"#, ["o", "|sort"]), (#"\!"#, ["!"]),
  ])
  func lineIsTakenApart(_ line: String, _ expected: [String]) {
    #expect(words(line) == expected)
  }

  @Test(arguments: ["", "select 1", "x \\d", "'\\d"])
  func anythingElseIsNone(_ line: String) {
    #expect(words(line) == nil)
  }
}

@Suite struct CommandArgumentTests {
  private func arguments(_ line: String) throws -> [String] {
    let call = try #require(CommandCall(Array(line.utf8)))
    return call.arguments(of: try ShellCommand.named(call.name))
  }

  /// What the system's shell is given is given as it was typed.
  @Test(arguments: [
    (#"\! echo "a  b" 'c' \;"#, [#"echo "a  b" 'c' \;"#]), (#"\!ls"#, ["ls"]), (#"\! ;"#, []),
    (#"\o | sort -k '2 3'  "#, [#"| sort -k '2 3'"#]), (#"\o|sort"#, ["|sort"]),
    (#"\g 'a b';"#, ["a b"]), (#"\g | tr \; x"#, [#"| tr \; x"#]),
    (#"\set x a | b"#, ["x", "a", "|", "b"]),
  ])
  func aCommandOfTheSystemStaysWhole(_ line: String, _ expected: [String]) throws {
    #expect(try arguments(line) == expected)
  }

  @Test(arguments: [
    ("exit", "q"), (" QUIT ; ", "q"), ("Help", "h"), ("clear;", "clear"), ("exit now", nil),
    ("exits", nil), ("", nil), (";", nil),
  ])
  func aWordAloneIsACommand(_ line: String, _ name: String?) {
    #expect(CommandCall(word: Array(line.utf8))?.name == name)
  }
}

@Suite struct ShellCommandTests {
  /// What writes a file or starts a program is known as such, whatever it is called.
  @Test func whatChangesTheMachineIsDeclared() {
    let writing = ShellCommand.all.filter { $0.effects.contains(.writesFiles) }.map(\.name)
    #expect(writing == ["g", "gx", "o", "e", "s", "rm"])
    let starting = ShellCommand.all.filter { $0.effects.contains(.startsPrograms) }.map(\.name)
    #expect(starting == ["g", "gx", "o", "e", "!"])
    let reading = ShellCommand.all.filter { $0.effects.contains(.readsFiles) }.map(\.name)
    #expect(reading == ["i", "e", "s", "l", "r", "rm", "replay", "cd"])
  }

  /// The commands of the design, and no other.
  @Test func allAreThere() {
    #expect(
      ShellCommand.all.map(\.name) == [
        "?", "h", "d", "d+", "df", "x", "f", "timing", "g", "gx", "watch", "i", "o", "e", "s", "l",
        "r",
        "rm", "replay", "set", "unset", "echo", "cd", "!", "clear", "q",
      ])
  }

  @Test(arguments: ShellCommand.all.map(\.name))
  func eachIsDescribedInOneSentence(_ name: String) throws {
    let command = try ShellCommand.named(name)
    #expect(command.summary.hasSuffix("."))
    #expect(command.summary.first?.isUppercase == true)
    #expect(command.heading.utf8.count + command.summary.utf8.count <= 96)
    #expect(command.usage.isEmpty == command.arguments.isEmpty)
  }

  @Test(arguments: [
    ("\\q now", "error: '\\q' stands alone, found 'now'\n"),
    ("\\timing on off", "error: '\\timing' takes [on|off] and no more, found 'off'\n"),
    ("\\d towns streets", "error: '\\d' takes [SOURCE] and no more, found 'streets'\n"),
    ("\\set name two words", ""), ("\\d towns;", ""),
    ("\\rm a b", "error: '\\rm' takes NAME and no more, found 'b'\n"),
  ])
  func aWordTooManyIsRefused(_ line: String, _ complaint: String) throws {
    let shell = try Conversation()
    try shell.say(line)
    #expect(try shell.complaints() == complaint)
    #expect(shell.session.ending == nil)
  }

  @Test(arguments: [
    ("timin", "unknown command '\\timin'; did you mean '\\timing'?"),
    ("zzzz", "unknown command '\\zzzz'; '\\?' lists them"),
    ("\u{1b}[m", "unknown command '\\\\x1b[m'; '\\?' lists them"),
  ])
  func aMistakeIsAnsweredWithWhatIsNear(_ name: String, _ message: String) {
    let error = #expect(throws: CommandFailure.self) { try ShellCommand.named(name) }
    #expect(error?.message == message)
  }
}

@Suite struct ReplayCommandTests {
  @Test func itSaysWhatIsAsked() throws {
    let shell = try Conversation()
    #expect(try shell.say("\\replay") == "this machine is asked\n")
    #expect(try shell.say("\\replay off") == "this machine is asked\n")
    #expect(try shell.say("\\replay \(shell.home)/none.db") == "")
    #expect(try shell.complaints().hasPrefix("error: "))
    #expect(shell.session.nextPrompt == "procq> ")
  }

  @Test func filesAreOffered() throws {
    let shell = try Conversation()
    _ = try shell.write("", to: "day.db")
    #expect(shell.completions("\\replay \(shell.home)/d|") == ["day.db"])
  }

  @Test func itIsTheShells() {
    #expect(throws: CommandFailure.self) {
      try ScriptCommand(#require(CommandCall(Array("\\replay x".utf8))), under: .free)
    }
  }
}
