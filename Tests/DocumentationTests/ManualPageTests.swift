import Binding
import Console
import Foundation
import ProcessCatalog
import QueryLanguage
import Schema
import TestSupport
import Testing
import Values

/// The manual pages name all that there is, and stand as they were meant to.
@Suite struct ManualPageTests {
  private static let mandoc = "/usr/bin/mandoc"
  static var canBeSet: Bool { access(mandoc, X_OK) == 0 }

  private func page(_ section: String) throws -> String {
    try Command.built("procq", ["--generate-man-page", section]).run().outputText
  }

  /// As it stands in an argument of a macro.
  private func argument(_ code: String) -> String {
    let escapes = [
      ("\\", "\\e"), ("-", "\\-"), ("'", "\\(aq"), ("\"", "\\(dq"), ("`", "\\(ga"), ("^", "\\(ha"),
      ("~", "\\(ti"), ("…", "\\[u2026]"),
    ]
    let text = escapes.reduce(code) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    return "\"\\&\(text)\""
  }

  @Test func everyPartOfTheProgramIsNamed() throws {
    let page = try page("1")
    let help = try Command.built("procq", ["--help"]).run().outputText
    let options = help.matches(of: /(?m)^  (?:-., )?--([a-z-]+)/).map { String($0.1) }
    #expect(options.count > 20)
    for option in options {
      #expect(page.contains(try Regex("(?m)^\\.It (Fl . , )?Fl Fl \(option)( |$)")), "\(option)")
    }
    for command in ShellCommand.all {
      #expect(page.contains("\n.It Ic \(argument(command.heading))\n"), "\(command.heading)")
    }
    for key in KeyBinding.all where !key.summary.isEmpty {
      #expect(page.contains("\n.It Ic \(argument(key.name))\n"), "\(key.name)")
    }
    for status in ExitStatus.allCases { #expect(page.contains("\n.It \(status.rawValue)\n")) }
    for format in OutputFormat.allCases {
      #expect(page.contains("\n.It Ic \(argument(format.rawValue))\n"))
    }
  }

  /// What the program looks for in the environment is told.
  @Test func everyVariableIsNamed() throws {
    let page = try page("1")
    let asked = /(?:getenv|environmentValue|absolute|folder)\("([A-Z_]+)"/
    let files = FileManager.default.enumerator(atPath: projectFolder + "Sources")
    let texts = (files?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }
    let names = try texts.flatMap { path in
      try String(contentsOfFile: projectFolder + "Sources/" + path, encoding: .utf8)
        .matches(of: asked).map { String($0.1) }
    }
    #expect(Set(names).count >= 8)
    for name in Set(names) { #expect(page.contains("\n.It Ev \(name)\n"), "\(name)") }
  }

  @Test func everyPartOfTheLanguageIsNamed() throws {
    let page = try page("5")
    let schema = ProcessCatalog.schema
    for table in schema.tables {
      #expect(page.contains("\n.Ss \(argument(table.name))\n"), "\(table.name)")
      for column in table.columns {
        #expect(page.contains("\n.It Ic \(argument(column.name)) Pq "), "\(column.name)")
      }
      for relation in table.relations {
        #expect(page.contains("\n.It Ic \(argument(relation.name)) Pq "), "\(relation.name)")
      }
    }
    let usages =
      schema.scalarFunctions.map(\.schema.usage) + AggregateFunction.standard.map(\.schema.usage)
    let names = schema.constants.map(\.name) + Keyword.allCases.map(\.rawValue)
    for name in usages + names + LanguageForm.all.map(\.form) {
      #expect(page.contains("\n.It Ic \(argument(name))\n"), "\(name)")
    }
  }

  /// The words that columns hold, each with those of its column.
  @Test func vocabulariesAreTold() throws {
    let page = try page("5").replacing("\n", with: " ")
    for word in ["disk-sleep", "CLOSE_WAIT", "running"] { #expect(page.contains(word)) }
    for word in ProcessCatalog.schema.tables.flatMap(\.columns).compactMap(\.vocabulary)
      .flatMap(\.words)
    {
      #expect(page.replacing("\\", with: "").contains(word), "\(word)")
    }
  }

  /// Whatever text comes from a list, no line of it is taken for something else.
  @Test(arguments: ["1", "5"])
  func linesAreMacrosOrText(_ section: String) throws {
    let macros = [
      "Dd", "Dt", "Os", "Sh", "Ss", "Nm", "Nd", "Op", "Fl", "Ar", "Pp", "Bl", "It", "El", "Bd",
      "Ed",
      "Xr",
    ]
    for line in try page(section).split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast()
    {
      let isMacro = macros.contains { line == ".\($0)" || line.hasPrefix(".\($0) ") }
      #expect(isMacro || !line.hasPrefix(".") && !line.hasPrefix("'"), "\(line)")
      #expect(isMacro || line.utf8.count <= 80, "\(line)")
      #expect(!line.hasSuffix(" ") && line.utf8.allSatisfy { $0 < 0x80 }, "\(line)")
      #expect(isMacro || !line.contains { "\"'`^~".contains($0) }, "\(line)")
      #expect(
        line.matches(of: /\\(?![e&\-]|\(aq|\(dq|\(ga|\(ha|\(ti|\[u|f[BP])/).isEmpty, "\(line)")
    }
  }

  @Test(.enabled(if: canBeSet, "mandoc is not here"), arguments: ["1", "5"])
  func nothingIsToBeSaidAgainstIt(_ section: String) throws {
    var lint = Command(Self.mandoc, ["-Tlint"])
    lint.input = .bytes(Array(try page(section).utf8))
    let outcome = try lint.run()
    // Other pages need not be installed where this one is looked at.
    let remarks = (outcome.outputText + outcome.errorText).split(separator: "\n")
      .filter { !$0.contains("referenced manual not found") && !$0.contains("mandoc.db") }
    #expect(remarks.isEmpty)
  }

  @Test(.enabled(if: canBeSet, "mandoc is not here"), arguments: ["1", "5"])
  func itFitsATerminal(_ section: String) throws {
    let lines = try shown(section).components(separatedBy: "\n")
    #expect(lines.count > 200)
    for line in lines { #expect(line.count <= 80, "\(line)") }
  }

  /// What is to be copied can be copied.
  @Test(
    .enabled(if: canBeSet, "mandoc is not here"),
    arguments: [
      ("1", #"procq -e "where env.MYAPP exists order by uss desc limit 10""#),
      ("1", #"procq -q -e "where name = 'sshd'" && echo yes"#),
      ("1", #"-f, --format format"#), ("1", #"\d [SOURCE]"#), ("1", "~/.config/procq/rc.procq"),
      ("5", #"select pid, args where args ~* '\bpython[23]?\b'"#),
      ("5", #"where name = 'bash' or env.`odd name` = "it's""#),
      ("5", "status (text, stat, status)"), ("5", "ppid (integer, stat, status)"),
    ])
  func textStandsAsItWasWritten(_ section: String, _ text: String) throws {
    #expect(try shown(section).contains(text), "\(text)")
  }

  private func shown(_ section: String) throws -> String {
    var set = Command(Self.mandoc, ["-Tutf8", "-Owidth=78"])
    set.input = .bytes(Array(try page(section).utf8))
    return try set.run().outputText.replacing(/.\u{8}/, with: "")
  }

  @Test func otherSectionsAreNot() throws {
    let outcome = try Command.built("procq", ["--generate-man-page", "8"]).run()
    #expect(outcome.status == 2)
    #expect(outcome.errorText == "error: unknown section '8'\n  it is one of 1, 5\n")
  }
}
