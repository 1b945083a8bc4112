import QueryLanguage
import Testing

@testable import Console

/// What may be done is decided once.
@Suite struct ConfinementTests {
  @Test func moreRightsConfineUnasked() {
    #expect(Confinement(isAsked: false, hasMoreRights: false) == .free)
    #expect(Confinement(isAsked: true, hasMoreRights: false) == .asked)
    #expect(Confinement(isAsked: true, hasMoreRights: true) == .asked)
    #expect(Confinement(isAsked: false, hasMoreRights: true) == .privileged)
    #expect(!Confinement.free.isReadOnly && Confinement.asked.isReadOnly)
    #expect(Confinement.privileged.isReadOnly)
  }

  @Test func itTellsWhy() {
    #expect(Confinement.free.reasonNotToAct == nil)
    #expect(Confinement.asked.reasonNotToAct == "--read-only does not act")
    #expect(
      Confinement.privileged.message(refusing: "'\\i'")
        == "'\\i' is not allowed: with more rights than its caller procq opens no files and starts "
        + "no programs")
  }

  /// Each command that does more than ask the machine is refused, if it would with these words.
  @Test func everyEffectIsRefused() {
    for command in ShellCommand.all {
      let refused = Confinement.asked.refusal(of: command, ["x"]) != nil
      #expect(refused == !command.effects.isEmpty, "\(command.name)")
      #expect(Confinement.free.refusal(of: command, ["x"]) == nil)
    }
    let alone = ShellCommand.all.filter { Confinement.asked.refusal(of: $0, []) != nil }
    #expect(alone.map(\.name) == ["i", "e", "s", "l", "r", "rm", "cd", "!"])
  }

  @Test func theShellOpensNothing() throws {
    let shell = try Conversation { $0.options.confinement = .privileged }
    let path = try shell.write("select 1", to: "queries.procq")
    try shell.say("\\i \(path)", "\\o \(path)", "\\! true")
    let complaints = try shell.complaints().split(separator: "\n")
    #expect(complaints.count == 3 && complaints.allSatisfy { $0.contains("is not allowed: with") })
    #expect(try shell.read("queries.procq") == "select 1")
    #expect(shell.completions("\\i \(path.dropLast(3))|") == [])
    #expect(shell.completions("\\r |") == [])
  }

  @Test func aHiddenTextIsNotShown() {
    let text = SourceText(name: "x", bytes: Array("select usss".utf8), isHidden: true)
    let error = Diagnostic("unknown column 'usss'", at: SourceRange(7, 11), hint: "uss")
    let reason = "the file is not yours, so its text is not shown"
    #expect(error.rendered(in: text) == "x:1:8: error: something is wrong here; \(reason)")
    #expect(
      Diagnostic("no 'usss'", at: .nowhere).rendered(in: text.withoutCommands)
        == "x: error: something is wrong; \(reason)")
    let script = ScriptText([
      SourceText(name: "y", "select 1"), SourceText(name: "x", bytes: text.bytes, isHidden: true),
    ])
    let first = Diagnostic("unknown", at: SourceRange(18, 19))
    #expect(script.rendering(of: first).hasPrefix("x:1:"))
    #expect(script.rendering(of: first).hasSuffix(reason))
  }
}
