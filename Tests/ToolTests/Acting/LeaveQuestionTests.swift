import Foundation
import Glibc
import TestSupport
import Testing

/// The question at a terminal: what is an answer to it, and what is not.
@Suite struct LeaveQuestionTests {
  private let question = "send TERM to this process? [y/N]"

  private func user(_ options: [String] = [], _ query: String) throws -> TerminalUser {
    try TerminalUser(options + ["-e", query])
  }

  private func user(_ options: [String] = [], killing victim: Victim) throws -> TerminalUser {
    try user(options, "kill where pid = \(victim.pid)")
  }

  @Test func yesDoesIt() throws {
    let victim = try Victim()
    let user = try user(killing: victim)
    user.sees("would send TERM")
    user.seesLine(question)
    #expect(victim.isAlive)
    user.enter("y")
    #expect(user.end() == 0)
    #expect(user.screen.text.contains("sleep  sent"))
    #expect(victim.end() == -SIGTERM)
  }

  @Test(arguments: ["n", "", "no", "1", "yeah"]) func anythingElseDoesNot(_ answer: String) throws {
    let victim = try Victim()
    let user = try user(killing: victim)
    user.seesLine(question)
    user.enter(answer)
    #expect(user.end() == 1)
    #expect(user.screen.text.hasSuffix("nothing was done"))
    #expect(victim.isAlive && user.isCooked)
  }

  @Test func ctrlDDoesNot() throws {
    let victim = try Victim()
    let user = try user(killing: victim)
    user.seesLine(question)
    user.press(.controlD)
    #expect(user.end() == 1)
    #expect(user.screen.text.hasSuffix("\(question)\nnothing was done"))
    #expect(victim.isAlive && user.isCooked)
  }

  @Test func ctrlCDoesNot() throws {
    let victim = try Victim()
    let user = try user([], "kill where pid = \(victim.pid); select 1 as never")
    user.seesLine(question)
    user.press(.controlC)
    #expect(user.end() == 130)
    #expect(user.screen.text.contains("nothing was done"))
    #expect(!user.screen.text.contains("never"))
    #expect(victim.isAlive && user.isCooked)
  }

  @Test func aSignalDoesNot() throws {
    let victim = try Victim()
    let user = try user(killing: victim)
    user.seesLine(question)
    user.signal(SIGTERM)
    #expect(user.end() == -SIGTERM)
    #expect(victim.isAlive && user.isCooked)
  }

  @Test func theTimeMayBeOver() throws {
    let victim = try Victim()
    // On a machine that is slow the time may be over before anybody is asked.
    for timeout in ["300ms", "3s", "10s"] {
      let user = try user(["--timeout", timeout], killing: victim)
      #expect(user.end() == 1)
      #expect(victim.isAlive && user.isCooked)
      guard user.screen.text.contains("?") || timeout == "10s" else { continue }
      #expect(user.screen.text.contains("it was waiting for an answer"))
      break
    }
  }

  /// How long somebody thinks about it is not the statement's time.
  @Test func theTimeOfTheAnswerDoesNotCount() throws {
    let victim = try Victim()
    let start = Date()
    let user = try user(["--stats"], killing: victim)
    user.seesLine(question)
    usleep(500_000)
    user.enter("y")
    #expect(user.end() == 0)
    let whole = Date().timeIntervalSince(start)
    let number = user.screen.text.replacingOccurrences(of: "\n", with: "")
      .components(separatedBy: "\"seconds\":").last?.prefix { "0123456789.".contains($0) }
    let seconds = try #require(number.flatMap { Double($0) })
    #expect(seconds <= whole - 0.5)
  }

  @Test func whatWasTypedBeforeIsNoAnswer() throws {
    let victim = try Victim()
    let user = try user(
      [], "select pid over 500ms where pid = \(victim.pid); kill where pid = \(victim.pid)")
    user.enter("y")
    user.type("y")
    user.seesLine(question)
    user.enter("n")
    #expect(user.end() == 1)
    #expect(victim.isAlive)
  }

  @Test func whatWasPastedIsNone() throws {
    let victim = try Victim()
    let user = try user(killing: victim)
    user.seesLine(question)
    user.paste("y\r")
    #expect(user.end() == 1)
    let other = try self.user(killing: victim)
    other.seesLine(question)
    other.type("y\rls\r")
    #expect(other.end() == 1)
    #expect(victim.isAlive)
  }

  @Test(arguments: [("y", false), ("20", false), ("21", true)])
  func ofManyTheirNumberIsAskedFor(_ answer: String, _ acts: Bool) throws {
    let victims = try (1...21).map { _ in try Victim() }
    let user = try user([], "kill where \(Victim.any(of: victims))")
    user.seesLine("send TERM to these 21 processes? [21/N]")
    user.enter(answer)
    #expect(user.end() == (acts ? 0 : 1))
    if acts {
      #expect(victims.allSatisfy { $0.end() == -SIGTERM })
    } else {
      #expect(victims.allSatisfy { $0.isAlive })
    }
  }

  @Test func theOptionSparesTheQuestion() throws {
    let victim = try Victim()
    let user = try user(["--yes"], killing: victim)
    #expect(user.end() == 0)
    #expect(!user.screen.text.contains("?"))
    #expect(victim.end() == -SIGTERM)
  }

  @Test func quietAsksAllTheSame() throws {
    let victim = try Victim()
    let user = try user(["-q"], killing: victim)
    user.seesLine(question)
    user.enter("y")
    #expect(user.end() == 0)
    #expect(!user.screen.text.contains("sent"))
    #expect(victim.end() == -SIGTERM)
  }

  @Test func nobodyIsAskedAboutNothing() throws {
    let user = try user([], "kill where pid = 0")
    #expect(user.end() == 0)
    #expect(!user.screen.text.contains("?"))
  }

  @Test func aScriptThatIsTypedIsNotAsked() throws {
    let victim = try Victim()
    let user = try TerminalUser(["-"])
    user.enter("kill where pid = \(victim.pid);")
    user.press(.controlD)
    #expect(user.end() == 1)
    #expect(user.screen.text.contains("--yes gives leave"))
    #expect(victim.isAlive)
  }
}
