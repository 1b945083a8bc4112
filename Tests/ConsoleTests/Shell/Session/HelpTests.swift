import EngineSupport
import Execution
import QueryLanguage
import Schema
import Testing

@testable import Console

/// What `\h` tells of names, and what it finds.
@Suite struct HelpTests {
  private func help(_ words: String..., width: Int? = nil) throws -> [String] {
    try HelpTopics.lines(
      on: words, in: ToyTowns().schema, Capabilities(), ToyTowns().actions, width: width)
  }

  @Test func aNameIsExplained() throws {
    #expect(
      try help("PEOPLE") == [
        "people: integer, a column of towns, from map", "  How many live there.",
      ])
  }

  @Test(arguments: [
    ("people", "'people' was not recorded; \(recorded)"),
    ("INHABITANTS", "'people', which is also called 'inhabitants', was not recorded; \(recorded)"),
    ("country", "'country' was not recorded; \(recorded)"),
    ("streets", "'streets' was not recorded; there are towns"),
    ("peolpe", "nothing is called 'peolpe'"),
  ])
  func whatWasNotRecordedIsToldSo(_ word: String, _ message: String) throws {
    let error = try #require(throws: CommandFailure.self) {
      _ = try HelpTopics.lines(
        on: [word], in: ToyTowns.recording.schema, Capabilities(), ToyTowns().actions, width: nil)
    }
    #expect(error.message == message)
  }

  private static let recorded = "recorded are name, size, tags.river and tags.odd name"

  @Test func aClauseShowsItsFormAndAnExample() throws {
    #expect(
      try help("group", "by") == [
        "group by: clause", "  makes one row of all rows with equal keys",
        "  Form: group by EXPR, …",
        "  Example: select user, sum(uss) as uss group by user order by uss desc",
      ])
    #expect(try help("limit").contains("  Form: limit N [offset N]"))
    #expect(try help("~").first == "~: operator")
    #expect(try help("any").contains { $0.hasPrefix("  Example: ") })
    for form in LanguageForm.all {
      for name in form.names {
        let lines = try help(name)
        #expect(lines.contains("  Form: \(form.form)"), "\(name)")
      }
    }
  }

  @Test func whatCanBeDoneIsExplained() throws {
    func help(_ words: String...) throws -> [String] {
      let fleet = ToyFleet([])
      return try HelpTopics.lines(
        on: words, in: fleet.schema, Capabilities(), fleet.actions, width: nil)
    }
    #expect(
      try help("signals") == [
        "  HUP (1)    It shows its flag.", "  KILL (9)   It goes down.",
        "  TERM (15)  It goes down, if it likes.",
      ])
    #expect(try help("sigterm") == ["TERM: signal 15", "  It goes down, if it likes."])
    #expect(
      try help("settings") == [
        "  speed         How fast it goes. A whole number from 0 to 20.",
        "  flag          What it shows. One of yellow, white.",
        "  decks         Which decks are lit. A list, as in [0, 1].",
        "  stores.water  How much water it takes. A whole number from 0, or null for no limit.",
      ])
    #expect(
      try help("speed").last
        == "  Can be set: set speed = … where …. A whole number from 0 to 20.")
    #expect(try help("stores").last == "  Can be set: stores.water.")
    #expect(try help("cargo").count == 2)
    let water = try help("stores.water")
    #expect(
      water == [
        "  stores.water  How much water it takes. A whole number from 0, or null for no limit."
      ])
    #expect(try help("set", "stores.water") == water)
    #expect(try help("set", "speed") == ["  speed  How fast it goes. A whole number from 0 to 20."])
  }

  /// A signal is found by its names and its number, also where a word of the language is called so.
  @Test func signalsAreFoundByTheirNames() throws {
    func help(_ word: String) throws -> [String] {
      let fleet = ToyFleet([])
      return try HelpTopics.lines(
        on: [word], in: fleet.schema, Capabilities(), fleet.actions, width: nil)
    }
    let kill = ["KILL: signal 9", "  It goes down."]
    #expect(try help("9") == kill)
    #expect(try help("sigkill") == kill)
    #expect(try help("TERM") == ["TERM: signal 15", "  It goes down, if it likes."])
    let both = try help("KILL")
    #expect(both.first == "kill: statement" || both.first == "kill: keyword", "\(both)")
    #expect(Array(both.suffix(2)) == kill)
    #expect(both.contains { $0.contains("'\\h signals'") && $0.contains("--yes") })
    let acting = try help("actions")
    #expect(acting.contains { $0.hasPrefix("kill: ") } && acting.contains { $0.hasPrefix("set: ") })
    #expect(acting.contains { $0.contains("'\\h settings'") })
  }

  @Test func aWordFindsWhatSpeaksOfIt() throws {
    let lines = try help("live")
    #expect(lines.first?.hasPrefix("people  column of towns") == true, "\(lines)")
    #expect(try help("warm") == ["climate  column of countries  How warm it is."])
    #expect(throws: CommandFailure.self) { try help("qqq") }
  }

  /// The names come first, then what other names say, then sentences.
  @Test func theBestMatchStandsFirst() {
    func topic(_ name: String, _ summary: String, _ others: [String] = []) -> HelpTopics.Topic {
      HelpTopics.Topic(
        name: name, otherNames: others, kind: "column", shortKind: "column", summary: summary)
    }
    let topics = [
      topic("e", "Says export."), topic("d", "The ports it has."), topic("portable", "It moves."),
      topic("b", "Is near.", ["listen_port"]), topic("local_port", "It is bound to it."),
      topic("report", "Tells."), topic("x", "Nothing."),
    ]
    let found = HelpSearch(["Port"]).found(in: topics).map(\.name)
    #expect(found == ["local_port", "b", "d", "portable", "report"])
    #expect(HelpSearch(["port", "bound"]).found(in: topics).map(\.name) == ["local_port"])
    #expect(HelpSearch([""]).found(in: topics).isEmpty)
  }

  @Test(arguments: [30, 40, 80, 200]) func everyLineFits(width: Int) throws {
    for words in [[], ["group", "by"], ["live"], ["town"], ["watch"]] {
      let lines = try HelpTopics.lines(
        on: words, in: ToyTowns().schema, Capabilities(), ToyTowns().actions, width: width)
      for line in lines { #expect(displayWidth(of: line) <= width, "\(line)") }
    }
    let commands = DefinitionList.lines(
      ShellCommand.all.map { ($0.heading, $0.summary) }, width: width)
    for line in commands { #expect(displayWidth(of: line) <= width, "\(line)") }
  }
}
