import Binding
import QueryLanguage
import Schema
import Testing
import Values

@Suite struct DescriptionTests {
  private func description(_ text: String) throws -> Description {
    let statement = try #require(try Bound(text).statements.last)
    guard case .describe(let description) = statement.kind else { throw NoDescription() }
    return description
  }

  private struct NoDescription: Error {}

  private func rows(_ description: Description) -> [[String]] {
    let rows = description.rows(with: Capabilities())
    #expect(rows.allSatisfy { $0.count == description.columns.count })
    return rows.map { row in
      row.map { value in
        switch value {
        case .text(let text): String(decoding: text.bytes, as: UTF8.self)
        case .integer(let number): "\(number)"
        case .null: "-"
        default: "?"
        }
      }
    }
  }

  @Test func sources() throws {
    let description = try description("describe")
    #expect(description.columns.map(\.name) == ["name", "columns", "summary"])
    #expect(
      rows(description) == [
        ["planets", "15", "The planets of the solar system."],
        ["stars", "2", "The stars of the solar system."],
        ["moons", "4", "The moons of every planet."],
        ["landings", "3", "What landed on moons."],
      ])
  }

  @Test func source() throws {
    let description = try description("describe MOONS")
    #expect(
      description.columns.map(\.name) == [
        "name", "type", "group", "from", "summary", "aliases", "values", "kind",
      ])
    #expect(
      rows(description) == [
        ["name", "text", "identity", "surface", "Its name.", "-", "-", "label"],
        ["number", "integer", "identity", "surface", "From 1, by distance.", "no", "-", "gauge"],
        [
          "icy", "boolean", "body", "surface", "Whether it is covered with ice.", "-", "-", "label",
        ],
        ["size", "size", "body", "gravity", "How large it is.", "-", "-", "gauge"],
        ["planet", "relation", "-", "sky", "The planet it circles.", "-", "-", "-"],
        ["landings", "relation", "-", "probes", "What landed on it.", "-", "-", "-"],
      ])
  }

  @Test func aNamedQuery() throws {
    #expect(
      rows(try description("let s = select name, mass * 2 as m; describe s")) == [
        ["name", "text", "identity", "-", "Its name.", "-", "-", "label"],
        ["m", "size", "-", "-", "-", "-", "-", "gauge"],
      ])
  }

  @Test func functions() throws {
    let rows = rows(try description("describe functions"))
    #expect(
      rows.contains { $0[0] == "lower" && $0[1] == "function" && $0[2] == "lower(text)" })
    #expect(
      rows.contains { $0[0] == "percentile" && $0[1] == "aggregate" && $0[2] == "percentile(x, P)" }
    )
    #expect(rows.contains { $0[0] == "solar" && $0[1] == "constant" })
  }

  @Test func keywords() throws {
    let rows = rows(try description("describe keywords"))
    #expect(rows.map { $0[0] } == Keyword.allCases.map(\.rawValue))
  }

  @Test func unknownSource() throws {
    #expect(
      try Bound("describe planetz").errors
        == ["unknown source 'planetz' @ planetz (did you mean 'planets'?)"])
  }
}
