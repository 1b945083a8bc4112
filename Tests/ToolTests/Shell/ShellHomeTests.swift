import Foundation
import Glibc
import TestSupport
import Testing

/// A home, with what a user of procq's may have in it.
private final class Home {
  let path = NSTemporaryDirectory() + "procq-home-\(UUID().uuidString)"

  init(_ files: [(name: String, text: String)] = []) throws {
    try makeFolder("")
    for (name, text) in files {
      try makeFolder((name as NSString).deletingLastPathComponent)
      try text.write(toFile: "\(path)/\(name)", atomically: false, encoding: .utf8)
      chmod("\(path)/\(name)", 0o644)
    }
  }

  deinit {
    give(to: geteuid(), mode: 0o755)
    try? FileManager.default.removeItem(atPath: path)
  }

  private func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: path + "/" + name, withIntermediateDirectories: true)
    chmod(path + "/" + name, 0o755)
  }

  /// Everything becomes a user's, and its folders get a mode.
  func give(to user: uid_t, mode: mode_t) {
    for name in names + [""] {
      chown("\(path)/\(name)", user, user)
      var status = stat()
      if stat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
        chmod("\(path)/\(name)", mode)
      }
    }
  }

  var names: [String] {
    (FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []).sorted()
  }

  func read(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }
}

/// Whose files the shell obeys, and where it makes some.
@Suite struct ShellHomeTests {
  private static let rc = ".config/procq/rc.procq"
  private static let queries = ".config/procq/queries/"

  /// A shell in a home; further words are set in its environment.
  private func user(_ home: Home, _ environment: [String: String] = [:]) throws -> TerminalUser {
    try TerminalUser([], environment: environment, columns: 200, home: home.path)
  }

  @Test(.enabled(if: geteuid() == 0, "only root can be in another's home"))
  func nothingOfAnotherUsersIsObeyedOrMade() throws {
    let home = try Home([
      (Self.rc, "\\o /dev/null\n\\timing on\n"), (".editrc", "bind -s z \"select 66\\n\"\n"),
      (".local/state/procq/history", "select 77\n"),
    ])
    home.give(to: 65534, mode: 0o777)
    let before = home.names
    let user = try user(home)
    #expect(user.answer(to: "select 'z' as x").hasSuffix("\nx\nz\n(1 row)"))
    for name in [Self.rc, ".editrc"] {
      user.sees(
        "warning: \(home.path)/\(name) is not read: \(home.path) belongs to another user")
    }
    user.sees(
      "warning: the history is not kept: cannot use \(home.path)/.local/state/procq: "
        + "\(home.path) belongs to another user")
    #expect(user.answer(to: "select 2 as x") == "x\n2\n(1 row)")
    user.press(.up, .up, .up)
    user.seesLine("procq> select 'z' as x")
    user.press(.controlU)
    #expect(user.answer(to: "\\s mine").hasSuffix("\(home.path) belongs to another user"))
    user.enter("\\q")
    #expect(user.end() == 0)
    #expect(home.names == before)
    #expect(try home.read(".local/state/procq/history") == "select 77\n")
  }

  @Test(.enabled(if: geteuid() == 0, "only root can be in another's home"))
  func anothersEmptyHomeStaysEmpty() throws {
    let home = try Home()
    home.give(to: 65534, mode: 0o777)
    for variables in [[:], ["XDG_STATE_HOME": home.path + "/s"], ["XDG_STATE_HOME": home.path]] {
      let user = try user(home, variables)
      #expect(user.answer(to: "select 1 as x").hasSuffix("\nx\n1\n(1 row)"))
      user.sees("warning: the history is not kept")
      #expect(user.answer(to: "\\s mine").hasPrefix("error: "))
      user.enter("\\q")
      #expect(user.end() == 0)
    }
    #expect(home.names.isEmpty)
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
  func aFolderOfAnothersIsNotObeyedEither() throws {
    let home = try Home([(Self.rc, "select 'obeyed' as x")])
    chown(home.path + "/.config/procq", 65534, 65534)
    let user = try user(home)
    user.sees("rc.procq is not read: \(home.path)/.config/procq belongs to another user")
    #expect(user.answer(to: "\\s mine").hasPrefix("error: "))
    #expect(!user.screen.text.contains("obeyed"))
  }

  @Test func whatOthersMayWriteToIsNotObeyed() throws {
    let home = try Home([(Self.rc, "select 'obeyed' as x"), (".editrc", "edit off\n")])
    chmod("\(home.path)/\(Self.rc)", 0o666)
    chmod("\(home.path)/.editrc", 0o646)
    let user = try user(home)
    user.seesPrompt()
    for name in [Self.rc, ".editrc"] {
      user.sees(
        "warning: \(home.path)/\(name) is not read: others may write to it (chmod go-w)")
    }
    #expect(!user.screen.text.contains("obeyed"))
  }

  /// One that is found by its name alone may read, since whoever asks for it is told whose it is.
  @Test(.enabled(if: geteuid() == 0, "only root can be in another's home"))
  func anothersSavedQueriesOnlyRead() throws {
    let home = try Home([
      (Self.queries + "reads.procq", "select 7 as x;\n"),
      (Self.queries + "writes.procq", "select 1;\n\\o ~/out\nselect 7 as x;\n"),
    ])
    home.give(to: 65534, mode: 0o777)
    let user = try user(home)
    let folder = home.path + "/" + Self.queries
    #expect(
      user.answer(to: "\\r reads").hasSuffix(
        """
        note: \(folder)reads.procq may not be your own: \(home.path) belongs to another user
        x
        7
        (1 row)
        """))
    #expect(
      user.answer(to: "\\r writes").contains(
        "error: \(folder)writes.procq may not be your own: \(home.path) belongs to another user"))
    #expect(!home.names.contains("out"))
    var tool = Command.built("procq", ["-fcsv", "reads"])
    tool.environment["HOME"] = home.path
    let outcome = try tool.run()
    #expect(outcome.outputText == "x\n7\n")
    #expect(outcome.errorText.hasPrefix("note: \(folder)reads.procq may not be your own: "))
    tool.arguments = [Array("writes".utf8)]
    let refused = try tool.run()
    #expect(refused.status == 1 && refused.output.isEmpty)
    #expect(refused.errorText.hasPrefix("error: \(folder)writes.procq may not be your own: "))
    #expect(!home.names.contains("out"))
  }

  @Test func aHomeThatIsNotThereIsNotMade() throws {
    let home = try Home()
    let missing = home.path + "/no/such/home"
    for variables in [
      ["HOME": missing], ["HOME": ""], ["HOME": "no/such"], ["HOME": missing, "TMPDIR": missing],
    ] {
      let user = try user(home, variables)
      _ = user.answer(to: "select 1 as x")
      #expect(user.answer(to: "select 2 as x") == "x\n2\n(1 row)")
      #expect(user.answer(to: "\\s mine").hasPrefix("error: "))
      let warnings = user.screen.text.components(separatedBy: "the history is not kept").count - 1
      #expect(warnings == (variables["HOME"] == missing ? 1 : 0))
    }
    #expect(home.names.isEmpty)
  }

  /// To open one of these would wait for ever.
  @Test func whatIsNoFileIsNotReadAtTheStart() throws {
    let home = try Home([(".config/procq/queries/a.procq", "select 1")])
    for name in [Self.rc, ".editrc"] { mkfifo("\(home.path)/\(name)", 0o600) }
    let user = try user(home)
    user.seesPrompt()
    for name in [Self.rc, ".editrc"] {
      user.sees("warning: cannot read \(home.path)/\(name): it is no regular file")
    }
    #expect(user.answer(to: "select 1 as x").hasSuffix("x\n1\n(1 row)"))
  }

  @Test func whatIsTooLargeIsNotReadToItsEnd() throws {
    let home = try Home([(Self.rc, ""), (".editrc", ""), (".local/state/procq/history", "a\n")])
    for name in [Self.rc, ".editrc", ".local/state/procq/history"] {
      #expect(truncate("\(home.path)/\(name)", 1 << 40) == 0)
    }
    let user = try user(home)
    user.seesPrompt()
    for name in [Self.rc, ".editrc"] {
      user.sees("warning: cannot read \(home.path)/\(name): it has more than 1048576 bytes")
    }
    #expect(
      user.answer(to: "\\i ~/.editrc").hasSuffix("/.editrc: it has more than 1048576 bytes"))
    _ = user.answer(to: "select 1 as x")
    #expect(
      try home.read(".local/state/procq/history") == "\\i ~/.editrc\nselect 1 as x\n")
  }

  @Test func aSavedQueryIsNotWrittenThroughALink() throws {
    let home = try Home([("precious", "precious\n"), (Self.queries + "a.procq", "select 1;\n")])
    symlink("\(home.path)/precious", "\(home.path)/\(Self.queries)x.procq")
    let user = try user(home)
    _ = user.answer(to: "select 2 as x;")
    user.enter("\\s x")
    user.seesLine("replace 'x'? [y/N]")
    user.enter("y")
    user.sees("replaced 'x'")
    #expect(try home.read("precious") == "precious\n")
    #expect(try home.read(Self.queries + "x.procq") == "select 2 as x;\n")
    #expect(home.names.filter { $0.hasPrefix(Self.queries) }.count == 2)
  }
}
