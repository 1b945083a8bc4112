import Foundation
import TestSupport
import Testing

/// Every query that the pages show runs on made-up machines.
@Suite struct PageTests {
  @Test(arguments: ["README.md", "COMING-FROM.md"], ["shared-host", "busy-host"])
  func queriesRun(_ page: String, _ machine: String) throws {
    let queries = try queries(of: page)
    #expect(queries.count >= 20, "\(page) shows few queries")
    let fixture = try ProcFixture(named: machine)
    for query in queries {
      // What acts is for the machine itself alone, and is looked at only.
      let options =
        query.acts
        ? ["--check"]
        : ["--procfs", fixture.root, "-fjson"] + (query.isEndless ? ["--check"] : [])
      let outcome = try Command.built("procq", options + ["-e", query.hurried]).run()
      #expect(
        query.goodStatuses.contains(outcome.status), "\(page): \(query): \(outcome.errorText)")
      #expect(!outcome.errorText.contains("error:"), "\(page): \(query): \(outcome.errorText)")
    }
  }

  /// Those that ask a recording ask one of this machine.
  @Test func queriesOfThePastRun() throws {
    let recording = try RecordedMachine.ofSample.get()
    let queries = tableQueries(of: try text(of: "COMING-FROM.md"), headed: "procq --replay FILE")
    #expect(queries.count >= 8)
    for query in queries {
      let outcome = try Command.built(
        "procq", ["--replay", recording.file, "-fjson", "-e", query.hurried.ofTheEnd]
      ).run()
      #expect(outcome.status == 0, "\(query): \(outcome.errorText)")
    }
  }

  /// What is shown beside the queries is there: files, other pages.
  @Test(arguments: ["README.md", "COMING-FROM.md", "IN-SCRIPTS.md", "REFERENCE.md"])
  func linksLeadSomewhere(_ page: String) throws {
    let text = try text(of: page)
    for link in text.matches(of: /\]\(([^)#]+)\)/).map({ String($0.1) })
    where !link.hasPrefix("http") {
      #expect(
        FileManager.default.fileExists(atPath: projectFolder + "Grammar/" + link),
        "\(page): \(link)")
    }
  }

  private func text(of page: String) throws -> String {
    try String(contentsOfFile: projectFolder + "Grammar/" + page, encoding: .utf8)
  }

  /// What stands in blocks of `sql`, and in the last cell of tables that are headed by `procq`.
  private func queries(of page: String) throws -> [String] {
    let text = try text(of: page)
    let blocks = text.components(separatedBy: "\n```").enumerated()
      .filter { $0.offset % 2 == 1 && $0.element.hasPrefix("sql\n") }
      .flatMap { $0.element.dropFirst(4).components(separatedBy: "\n\n") }
    return blocks + tableQueries(of: text)
  }

  private func tableQueries(of text: String, headed head: String = "procq") -> [String] {
    var isInTable = false
    var queries: [String] = []
    for line in text.components(separatedBy: "\n") {
      isInTable = line.hasPrefix("|") && (isInTable || line.hasSuffix("| \(head) |"))
      if isInTable, let query = lastCode(of: line) { queries.append(query) }
    }
    return queries
  }

  /// Of `| … | `CODE` |`; in a table a bar stands as `\|`.
  private func lastCode(of row: String) -> String? {
    guard row.hasSuffix("` |"), let start = row.range(of: "| `", options: .backwards) else {
      return nil
    }
    return String(row[start.upperBound...].dropLast(3)).replacing("\\|", with: "|")
  }
}
