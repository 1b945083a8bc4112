import Testing
import Values

@Suite struct RegularExpressionTests {
  typealias Row = (kind: PatternKind, pattern: Text, text: Text, matches: Bool)

  static let rows: [Row] = [
    (.regex, "sh", "sshd", true), (.regex, "^sh", "sshd", false), (.regex, "SH", "sshd", false),
    (.regexInsensitive, "SH", "sshd", true), (.regexInsensitive, "É", "é", true),
    (.regex, "", "", true), (.regex, "", "a", true), (.regex, "^$", "", true),
    (.regex, "^.$", "é", true), (.regex, #"\d{3}"#, "ab123", true), (.regex, #"\."#, "ab", false),
    (.regex, "a|b", "xb", true), (.regex, "(?i)SSH", "ssh", true), (.regex, "^a.b", "a\nb", false),
    (.regex, "(?s)^a.b", "a\nb", true), (.regex, #"(?<x>a)\k<x>"#, "aa", true),
    (.regex, "a\0b", "a\0b", true), (.regex, "x$", "x\n", true),
    (.regex, "b", .init(bytes: [0xFF, 0x62, 0xC3]), true),
    (.regex, "^.b", .init(bytes: [0xFF, 0x62]), false),
    (.regex, #"\p{L}"#, "é", true), (.regex, "a*", .init(bytes: [0xFF]), true),
  ]

  @Test(arguments: rows)
  func matches(_ row: Row) throws {
    let pattern = try CompiledPattern(row.kind, row.pattern)
    #expect(pattern.match(row.text) == (row.matches ? .yes : .no))
  }

  typealias Malformed = (pattern: Text, message: String, offset: Int)

  static let malformed: [Malformed] = [
    ("a(b", "missing closing parenthesis", 3), ("a)", "unmatched closing parenthesis", 1),
    ("*a", "quantifier does not follow a repeatable item", 0),
    ("[a", "missing terminating ] for character class", 2),
    (#"\C"#, #"using \C is disabled by the application"#, 2),
    (.init(bytes: [0x61, 0xFF]), "the pattern is not UTF-8", 1),
  ]

  @Test(arguments: malformed)
  func errors(_ row: Malformed) {
    #expect(throws: PatternError(message: row.message, offset: row.offset)) {
      try CompiledPattern(.regex, row.pattern)
    }
  }

  @Test(arguments: [
    Text(String(repeating: "(", count: 10_000)),
    Text(String(repeating: "(", count: 1_000) + String(repeating: ")", count: 1_000)),
    Text("a{1,65535}{1,65535}{1,65535}"), Text("((a{1,1000}){1,1000}){1,1000}"),
    Text(String(repeating: "a", count: 1 << 17)), Text("(?<=a+)b"),
  ])
  func monstersAreRefused(_ text: Text) {
    #expect(throws: PatternError.self) { try CompiledPattern(.regex, text) }
  }

  @Test(arguments: [
    "(a+)+$", "(a|aa)+$", "(a*)*b", "(.*)*b", "(?:a?){40}a{40}c", "(x+x+)+y|(a+a+)+y",
    #"(\w+\s?)*:"#, "(?:(?=(a+))a*b?)+c", "a*a*a*a*a*a*a*c", "(a(?1)?)+$", #"\w+@"#,
    #"(?:[^x]*+)x|[^x]*+x"#, "(?R)?a+c", #"(\w{100,200}){2,9}!"#,
  ])
  func hostilePatternsEnd(_ text: Text) throws {
    let pattern = try CompiledPattern(.regex, text)
    for length in [30, 1_000, 20_000] {
      let match = pattern.match(Text(String(repeating: "a", count: length) + "-"))
      // Whatever the pattern, none of these texts matches.
      #expect(match != .yes)
      #expect(pattern.match(Text(String(repeating: "aaaa ", count: length / 5))) != .yes)
    }
  }

  @Test func aMatchGivenUpIsUnknown() throws {
    let pattern = try CompiledPattern(.regex, "(a+)+$")
    let text = Text(String(repeating: "a", count: 1_000) + "b")
    #expect(pattern.match(text) == .givenUp)
    #expect(pattern.truth(of: text, in: StatementPatterns()).isUnknown)
    #expect(shown(pattern.capture(1, of: text)) == "denied pattern")
    #expect(pattern.match(Text(String(repeating: "a", count: 1_000))) == .yes)
  }

  @Test func aLongTextHasTimeForAnOrdinaryPattern() throws {
    let text = Text(String(repeating: "--name=value ", count: 100_000) + "--port=80")
    #expect(try CompiledPattern(.regex, #"--port=(\d+)"#).match(text) == .yes)
    #expect(try CompiledPattern(.regex, #"[a-z]+=\d"#).match(text) == .yes)
    #expect(try CompiledPattern(.regex, "value.*port").match(text) == .yes)
    #expect(try CompiledPattern(.regex, "(foo|bar)=").match(text) == .no)
  }

  @Test func captures() throws {
    let pattern = try CompiledPattern(.regex, #"(\w+)=(\w+)?"#)
    #expect(shown(pattern.capture(0, of: "x k=v")) == "text k=v")
    #expect(shown(pattern.capture(2, of: "k=v")) == "text v")
    #expect(shown(pattern.capture(2, of: "k=")) == "null")
    #expect(shown(pattern.capture(9, of: "k=v")) == "null")
    #expect(shown(pattern.capture(.min, of: "k=v")) == "null")
    #expect(shown(pattern.capture(0, of: "none")) == "null")
  }

  @Test func computedPatternsAreKept() {
    let statement = StatementPatterns()
    let first = statement.pattern(.regex, "kept[0-9]")
    #expect(first != nil && first === statement.pattern(.regex, "kept[0-9]"))
    #expect(statement.pattern(.regex, "(") == nil)
  }

  /// Each of many is kept for a while, and none for ever: one that was dropped is compiled anew.
  @Test func computedPatternsAreDropped() {
    let statement = StatementPatterns()
    let first = statement.pattern(.like, "first%")
    for index in 0..<200 {
      let text = Text("\(index)%")
      let fresh = statement.pattern(.like, text)
      #expect(fresh != nil && fresh === statement.pattern(.like, text))
    }
    let again = statement.pattern(.like, "first%")
    #expect(first != nil && again != nil && again !== first)
  }

  /// What takes the cube of the text's length is told while matches may be long, and not once too
  /// many were given up; what takes one look still is, and another statement bears as many again.
  @Test func aStatementBearsSoManyMatchesGivenUp() throws {
    let evil = try CompiledPattern(.regex, "(a+)+$")
    let slow = try CompiledPattern(.regex, "a+a+[bc]")
    let hostile = Text(String(repeating: "a", count: 40) + "-")
    let long = Text(String(repeating: "a", count: 100))
    let statement = StatementPatterns()
    for _ in 0..<StatementPatterns.patience {
      #expect(slow.match(long, in: statement) == .no)
      #expect(evil.match(hostile, in: statement) == .givenUp)
    }
    #expect(slow.match(long, in: statement) == .givenUp)
    #expect(slow.match("aab", in: statement) == .yes)
    #expect(slow.match(long, in: StatementPatterns()) == .no)
  }

  @Test func onePatternServesManyThreads() async throws {
    let pattern = try CompiledPattern(.regex, #"^proc(ess)?-\d+$"#)
    let counts = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<2_000).count { pattern.match(Text("process-\($0)")) == .yes }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts == [Int](repeating: 2_000, count: 8))
  }
}
