import EngineSupport
import QueryLanguage
import Schema
import Testing
import Values

@testable import Binding

/// What a statement that acts comes to, before anything is read.
@Suite struct ActionBindingTests {
  private static let schema = ActionSchema(
    table: "ships", key: "number", name: "name", preview: ["port"],
    signals: [
      SignalSchema(1, "HUP", ""), SignalSchema(6, "ABRT", synonyms: ["IOT"], ""),
      SignalSchema(9, "KILL", ""), SignalSchema(15, "TERM", ""),
      SignalSchema(34, "RTMIN", ""), SignalSchema(35, "RTMIN+1", ""),
      SignalSchema(36, "RTMAX-1", ""), SignalSchema(37, "RTMAX", ""),
    ],
    settings: ToyFleet.actionSchema.settings
      + [SettingSchema("port", .words(["Kiel/0", "Kiel/1", "Lübeck"]), "")])

  private func binder(_ actions: OfferedActions) -> Binder {
    Binder(schema: ToyFleet([]).schema, actions: { actions })
  }

  private func bound(_ text: String) throws -> Bound {
    var binder = binder(.offered(Self.schema))
    return try Bound(text, by: &binder)
  }

  private func action(_ text: String) throws -> BoundAction {
    let bound = try bound(text)
    let statement = try #require(bound.statements.last, "\(text): \(bound.errors)")
    switch statement.kind {
    case .action(let action), .explainAction(let action): return action
    case .query, .explain, .describe, .record: throw NoAction()
    }
  }

  private struct NoAction: Error {}

  @Test(arguments: [
    ("kill where number = 1", 15), ("kill TERM where number = 1", 15),
    ("kill -sigterm where number = 1", 15), ("kill 9 where number = 1", 9),
    ("kill -9 where number = 1", 9), ("kill iot where number = 1", 6),
    ("kill RTMIN+3 where number = 1", 37), ("kill RTMIN + 2 where number = 1", 36),
    ("kill sigrtmax-3 where number = 1", 34), ("kill RTMAX-1 where number = 1", 36),
    ("kill RTMIN+0 where number = 1", 34), ("explain kill HUP where number = 1", 1),
  ])
  func signals(_ text: String, _ number: Int32) throws {
    guard case .send(let signal, then: nil) = try action(text).act else { throw NoAction() }
    #expect(signal.number == number)
  }

  @Test(arguments: ["then 10s KILL", "then $d -9", "then 10s sigkill"])
  func whatFollows(_ clause: String) throws {
    guard
      case .send(_, let then?) = try action("param d = 10s; kill where number > 1 \(clause)").act
    else { throw NoAction() }
    #expect(then.delay == 10_000_000_000)
    #expect(then.signal.number == 9)
  }

  @Test(arguments: [
    ("speed = 0", "speed: integer 0"), ("speed = 2 * 10", "speed: integer 20"),
    ("SPEED = 5", "speed: integer 5"), ("speed = $n", "speed: integer 7"),
    ("flag = 'white'", "flag: text white"), ("decks = [3, 1, 3]", "decks: [integer 1, integer 3]"),
    ("stores.water = null", "stores.water: null"), ("stores.Water = 5", "stores.water: integer 5"),
  ])
  func settings(_ text: String, _ expected: String) throws {
    let act = try action("param n = 7; set \(text) where number = 1").act
    guard case .set(let setting, let value) = act else { throw NoAction() }
    #expect("\(setting.path): \(shown(value))" == expected)
  }

  /// What is told of each row, and with a limit what it is ordered by.
  @Test(arguments: [
    ("kill where speed > 5", ["number", "name", "port"]),
    ("kill where speed > 5 order by cargo", ["number", "name", "port"]),
    (
      "kill where speed > 5 order by cargo desc, lower(port) limit 3",
      ["number", "name", "port", "cargo", "lower(port)"]
    ),
  ])
  func outputs(_ text: String, _ names: [String]) throws {
    let action = try action(text)
    #expect(action.query.outputs.map(\.name) == names)
    #expect(action.columnCount == 3)
    guard case .table(let table) = action.query.source else { throw NoAction() }
    #expect(table.name == "ships")
  }

  @Test(
    arguments: [
      ("number = 7", 7), ("7 = number", 7), ("(number == 7)", 7), ("number = $n", 7),
      ("number = 7 and speed > 1", nil), ("number in (7)", nil), ("number = 3 + 4", nil),
      ("number = 7.0", nil), ("not (number != 7)", nil), ("name = 'x'", nil),
      ("number = speed", nil),
      ("number = seven", nil), ("isSeven", nil), ("number >= 7", nil),
      ("number = 7 or number = 8", nil),
    ] as [(String, Int64?)])
  func exactKey(_ test: String, _ key: Int64?) throws {
    let text = "param n = 7; let seven = 7; let isSeven = number = 7; kill where \(test)"
    #expect(try action(text).exactKey == key)
  }

  @Test func aWindowIsTheStatements() throws {
    let statement = try #require(try bound("kill over 5s where speed > 1").statements.first)
    #expect(statement.window?.length == 5_000_000_000)
    #expect(statement.repetition == .once)
  }

  @Test(arguments: [
    ("kill TREM where number = 1", "unknown signal 'TREM' @ TREM (did you mean 'TERM'?)"),
    ("kill SIGKIL where number = 1", "unknown signal 'SIGKIL' @ SIGKIL (did you mean 'KILL'?)"),
    ("kill 99 where number = 1", "unknown signal '99' @ 99 (signals go from 1 to 37)"),
    ("kill -0 where number = 1", "unknown signal '0' @ -0 (signals go from 1 to 37)"),
    (
      "kill RTMIN+4 where number = 1",
      "unknown signal 'RTMIN+4' @ RTMIN+4 (it is RTMIN to RTMIN+3, which is RTMAX)"
    ),
    (
      "kill sigrtmax-99999999999 where number = 1",
      "unknown signal 'sigrtmax-99999999999' @ sigrtmax-99999999999"
        + " (it is RTMIN to RTMIN+3, which is RTMAX)"
    ),
    (
      "kill frigates where number = 1",
      "unknown signal 'frigates' @ frigates (write: kill where name = 'frigates' and …)"
    ),
    ("kill ships where number = 1", "unknown signal 'ships' @ ships (write: kill where …)"),
    ("kill ship where number = 1", "unknown signal 'ship' @ ship (write: kill where …)"),
    (
      "kill SIGFROB where number = 1",
      "unknown signal 'SIGFROB' @ SIGFROB ('\\h signals' in the shell lists the signals)"
    ),
    (
      "kill 32 where number = 1", "unknown signal '32' @ 32 (the C library keeps it for itself)"
    ),
    (
      "kill where number = 1 then 5s no",
      "unknown signal 'no' @ no ('\\h signals' in the shell lists the signals)"
    ),
    ("kill where spede = 1", "unknown column 'spede' @ spede (did you mean 'speed'?)"),
    (
      "kill where speed > 1 order by count(*)",
      "an action is done to rows, not to groups @ order by count(*)"
    ),
    ("kill where number = 1 limit 'x'", "'limit' takes a whole number, found 'x' @ 'x'"),
    (
      "explain analyze kill where number = 1",
      "an action is not carried out to be measured @ analyze"
        + " ('explain' without 'analyze' shows what would be done)"
    ),
  ])
  func wrongKill(_ text: String, _ error: String) throws {
    #expect(try bound(text).errors == [error])
  }

  @Test(arguments: [
    (
      "x = 5",
      "'x' cannot be set; speed, flag, decks, stores.NAME or port can @ x"
        + " ('\\set NAME VALUE' gives a parameter its value, '\\timing' is a command of the shell)"
    ),
    (
      "sped = 5",
      "'sped' cannot be set; speed, flag, decks, stores.NAME or port can @ sped (did you mean 'speed'?)"
    ),
    (
      "cargo = 5",
      "'cargo' cannot be set; speed, flag, decks, stores.NAME or port can @ cargo"
        + " ('\\set NAME VALUE' gives a parameter its value, '\\timing' is a command of the shell)"
    ),
    ("stores = 5", "what is set of 'stores' is one of its entries @ stores (as in stores.water)"),
    ("stores.watr = 5", "nothing in 'stores' is called 'watr' @ watr (did you mean 'water'?)"),
    ("stores.rum = 5", "nothing in 'stores' is called 'rum' @ rum (there are water)"),
    (
      "cargo.water = 5",
      "'cargo' cannot be set; speed, flag, decks, stores.NAME or port can @ cargo"
        + " (stores.water can be)"
    ),
    (
      "port = 'Kiel'",
      "'port' takes one of its words, found 'Kiel' @ 'Kiel' (it is Kiel/0 to Kiel/1)"
    ),
    (
      "port = 'Lüb'", "'port' takes one of its words, found 'Lüb' @ 'Lüb' (did you mean 'Lübeck'?)"
    ),
    ("speed.x = 5", "'speed' is set as a whole @ x"),
    ("speed = 21", "'speed' takes a whole number from 0 to 20, found '21' @ 21"),
    ("speed = -1", "'speed' takes a whole number from 0 to 20, found '-1' @ -1"),
    ("speed = null", "'speed' takes a whole number from 0 to 20, found 'null' @ null"),
    ("speed = 'fast'", "'speed' takes a whole number from 0 to 20, found 'fast' @ 'fast'"),
    ("speed = 5.5", "'speed' takes a whole number from 0 to 20, found '5.5' @ 5.5"),
    (
      "speed = speed + 1",
      "'set' takes a constant, found 'speed' @ speed (the value is a constant, the same for all rows)"
    ),
    (
      "water = 5",
      "'water' cannot be set; speed, flag, decks, stores.NAME or port can @ water"
        + " (did you mean 'stores.water'?)"
    ),
    ("flag = 3", "'flag' takes one of its words, found '3' @ 3 (it is 'yellow' or 'white')"),
    (
      "decks = '0-3'",
      "'decks' takes a list of whole numbers from 0 to 3, found '0-3' @ '0-3'"
        + " (each is named, as in [0, 1])"
    ),
    (
      "decks = [0-3]",
      "'decks' takes a list of whole numbers from 0 to 3, found '[0 - 3]' @ [0-3]"
        + " (each is named, as in [0, 1])"
    ),
    (
      "decks = null",
      "'decks' takes a list of whole numbers from 0 to 3, found 'null' @ null"
        + " (each is named, as in [0, 1])"
    ),
    (
      "stores.water = unlimited",
      "'set' takes a constant, found 'unlimited' @ unlimited (null is unlimited)"
    ),
    (
      "stores.water = 10s",
      "'stores.water' takes a whole number from 0, or null for no limit, found '10s' @ 10s"
        + " (a number stands without a unit here)"
    ),
    (
      "flag = white",
      "'set' takes a constant, found 'white' @ white (text stands in quotes: 'white')"
    ),
    (
      "flag = 'whte'",
      "'flag' takes one of its words, found 'whte' @ 'whte' (did you mean 'white'?)"
    ),
    ("flag = 'red'", "'flag' takes one of its words, found 'red' @ 'red' (it is yellow or white)"),
    (
      "decks = 2",
      "'decks' takes a list of whole numbers from 0 to 3, found '2' @ 2 (did you mean '[2]'?)"
    ),
    (
      "decks = [2, 4]", "'decks' takes a list of whole numbers from 0 to 3, found '[2, 4]' @ [2, 4]"
    ),
    (
      "decks = [null]", "'decks' takes a list of whole numbers from 0 to 3, found '[null]' @ [null]"
    ),
    (
      "stores.water = -1",
      "'stores.water' takes a whole number from 0, or null for no limit, found '-1' @ -1"
        + " (null is unlimited)"
    ),
    (
      "stores.water = 5K",
      "'stores.water' takes a whole number from 0, or null for no limit, found '5K' @ 5K"
    ),
  ])
  func wrongSet(_ text: String, _ error: String) throws {
    #expect(try bound("set \(text) where number = 1").errors == [error])
  }

  /// Who gives a parameter from outside sees what it was.
  @Test func theValueOfAParameterIsTold() throws {
    #expect(
      try bound("param n = 50; set speed = $n where number = 1").errors
        == ["'speed' takes a whole number from 0 to 20, found '50' @ $n"])
  }

  @Test func nothingIsDoneWhereNothingIsOffered() throws {
    for text in ["kill where number = 1", "explain kill where nothing = 1"] {
      var binder = binder(.refused(because: "they are painted"))
      #expect(
        try Bound(text, by: &binder).errors
          == ["'kill' is not possible here: they are painted @ kill"])
    }
  }

  /// A statement that does not act costs nothing for those that do.
  @Test func actionsAreAskedForByThoseThatAct() throws {
    var binder = Binder(
      schema: ToyFleet([]).schema,
      actions: {
        Issue.record("nobody acts")
        return .refused(because: "")
      })
    #expect(try Bound("select name where number = 1; describe", by: &binder).errors == [])
  }

  /// What is a warning of a query.
  @Test func whatIsLikelyMeantOtherwiseIsWrong() throws {
    let query = try bound("select number where port like '*bec*'")
    #expect(query.diagnostics == [])
    let action = try bound("kill where port like '*bec*'")
    #expect(action.statements.isEmpty)
    #expect(action.diagnostics.map(\.severity) == [.error])
  }
}
