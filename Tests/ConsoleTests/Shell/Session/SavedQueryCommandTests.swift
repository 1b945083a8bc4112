import Testing

@testable import Console

/// Queries that are kept under names.
@Suite struct SavedQueryCommandTests {
  @Test func aQueryIsSavedWithWhatItNeeds() throws {
    let shell = try Conversation()
    try shell.say(
      "\\set least 800000", "\\set unused 1", "let big = people > $least;",
      "let other = people < 5;",
      "select name where big;")
    #expect(try shell.say("\\s big") == "saved 'big'\n")
    #expect(
      try shell.read(".config/procq/queries/big.procq")
        == "param least = 800000;\nlet big = people > $least;\nselect name where big;\n")
    #expect(try shell.say("\\l") == "big  with least=800000\n")
    #expect(try shell.say("\\s big") == "replaced 'big'\n")

    let other = try Conversation()
    _ = try other.write(
      try shell.read(".config/procq/queries/big.procq"), to: ".config/procq/queries/big.procq")
    #expect(try other.say("\\r big") == "name\nTurin\n")
    #expect(try other.say("\\r big least=1000") == "name\nOslo\nTurin\n")
    // What a saved query defines is its own.
    try other.say("select name where big")
    #expect(try other.complaints().contains("unknown column 'big'"))
  }

  /// Of a statement that runs a query again, the query is saved.
  @Test func theQueryOfAStatementIsSaved() throws {
    let shell = try Conversation()
    try shell.say("wait 5s for select name where people > 800000;", "\\s big")
    #expect(
      try shell.read(".config/procq/queries/big.procq") == "select name where people > 800000;\n")
  }

  /// A parameter that was declared here is declared there, and its value is the default.
  @Test func aDeclaredParameterIsSavedWithItsQuery() throws {
    let shell = try Conversation()
    try shell.say("param least = 800000;", "select name where people > $least;", "\\s big")
    let text = try shell.read(".config/procq/queries/big.procq")
    #expect(text == "param least = 800000;\nselect name where people > $least;\n")
    try shell.say("\\r big least=900000")
    #expect(try shell.complaints() == "")
  }

  @Test func aTextParameterIsSavedAsText() throws {
    let shell = try Conversation()
    try shell.say("\\set town It's odd", "select people where name = $town;", "\\s one")
    _ = try shell.complaints()
    let text = try shell.read(".config/procq/queries/one.procq")
    #expect(text.hasSuffix("select people where name = $town;\n"))
  }

  @Test func whatIsWrongWithASavedQueryIsTold() throws {
    let shell = try Conversation()
    _ = try shell.write("param n;\nselect 1 limit $n", to: ".config/procq/queries/few.procq")
    try shell.say("\\r fwe", "\\r few n", "\\r few", "\\s ../x")
    let complaints = try shell.complaints()
    #expect(complaints.contains("no query is saved as 'fwe'; did you mean 'few'?"))
    #expect(complaints.contains("expected NAME=VALUE, found 'n'"))
    #expect(complaints.contains("few.procq:1:7: error:"), "\(complaints)")
    #expect(complaints.contains("a name has letters, digits and '._-/', not '../x'"))
  }

  @Test func whatANameStoodForIsReplacedIfTheUserSaysSo() throws {
    let shell = try Conversation()
    let path = ".config/procq/queries/one.procq"
    try shell.say("select 1 as x", "\\s one", "select 2 as x", "\\s one")
    #expect(
      try shell.complaints()
        == "error: 'one' is saved already, and nobody can be asked to replace it\n")
    var questions: [String] = []
    shell.session.ask = { question in
      questions.append(question)
      return questions.count > 1
    }
    #expect(try shell.say("\\s one") == "'one' stays as it was\n")
    #expect(try shell.read(path) == "select 1 as x;\n")
    #expect(try shell.say("\\s one") == "replaced 'one'\n")
    #expect(try shell.read(path) == "select 2 as x;\n")
    #expect(try shell.say("\\s one") == "replaced 'one'\n")
    #expect(questions == ["replace 'one'?", "replace 'one'?"])
  }

  @Test func aQueryIsDeletedIfTheUserSaysSo() throws {
    let shell = try Conversation()
    try shell.say("select 1 as x", "\\s one", "\\rm one")
    #expect(try shell.complaints() == "error: nobody can be asked whether to delete 'one'\n")
    shell.session.ask = { _ in false }
    #expect(try shell.say("\\rm one", "\\l") == "one\n")
    shell.session.ask = { $0 == "delete 'one'?" }
    #expect(try shell.say("\\rm one") == "deleted 'one'\n")
    #expect(try shell.say("\\l") == "no queries are saved yet; '\\s NAME' saves the last one\n")
  }

  @Test func titlesAndParametersAreListed() throws {
    let shell = try Conversation()
    let folder = ".config/procq/queries/"
    _ = try shell.write(
      "-- Towns above a size.\nparam least = 5m;\nparam name;\nselect 1;\n",
      to: folder + "size/big.procq")
    _ = try shell.write("select 1;\n", to: folder + "one.procq")
    #expect(
      try shell.say("\\l") == """
        one
        size/big  Towns above a size.
                  with least=5m, name=…

        """)
    #expect(try shell.say("\\l TOWN").hasPrefix("size/big  Towns"))
    #expect(try shell.say("\\l one") == "select 1;\n")
    try shell.say("\\l oen")
    #expect(try shell.complaints() == "error: no query is saved as 'oen'; did you mean 'one'?\n")
  }

  /// `\g` and `\watch` mean by a saved query's names what they meant in it.
  @Test func aSavedQueryIsRunAgainWithItsValues() throws {
    let shell = try Conversation()
    _ = try shell.write(
      "param least = 0;\nlet big = people > $least;\nselect name where big;\n",
      to: ".config/procq/queries/big.procq")
    #expect(try shell.say("\\r big least=800000") == "name\nTurin\n")
    #expect(try shell.say("\\g") == "name\nTurin\n")
    #expect(try shell.say("\\gx") == "name: Turin\n")
    #expect(try shell.complaints() == "")
    try shell.say("select 1 as x where $least > 1", "\\g")
    #expect(try shell.complaints().contains("unknown parameter '$least'"))
  }
}
