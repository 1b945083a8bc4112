import Binding
import EngineSupport
import QueryLanguage
import Schema
import Testing
import Values

@testable import Execution

/// What an action and its rows are called.
@Suite struct ActionDescriptionTests {
  private static let fleet = ToyFleet(
    [(1, "Vasa"), (2, "Kronan"), (3, "Mars")].map { ToyFleet.Ship($0, $1) })

  private struct NoQuery: Error {}

  @Test func thePreviewIsReadOnlyWhereItIsShown() throws {
    var session = Session(Self.fleet)
    let query = "select number, name, port, cargo where number > 1 order by cargo limit 2"
    let prepared = try #require(try session.prepare(SourceText(query)).first)
    guard case .query(let bound) = prepared.statement.kind else { throw NoQuery() }
    let action = BoundAction(
      .send(ToyFleet.actionSchema.signals[2], then: nil), bound, columnCount: 3, exactKey: nil)
    #expect(action.finding.outputs.map(\.name) == ["number", "cargo"])
    let execution = ActionExecution(
      action, in: prepared.statement, of: Self.fleet, cancellation: Cancellation())
    try execution.find()
    #expect(
      execution.rows.map(\.cells).map { $0.map(cellText) } == [["2", "-", "-"], ["3", "-", "-"]])
    try execution.describe(showingPreview: false)
    #expect(execution.rows.first.map { $0.cells.map(cellText) } == ["2", "Kronan", "-"])
    #expect(execution.columns.map(\.name) == ["number", "name", "port"])
  }

  @Test(
    arguments: [
      (4 << 30, "4G"), (100 << 20, "100M"), (4_294_967_299, "4294967299B"), (0, "0B"), (1024, "1K"),
    ] as [(Int64, String)])
  func aSizeThatIsSetIsNotRounded(_ bytes: Int64, _ text: String) {
    let setting = SettingSchema(
      "limits", entry: "as", .limit(isBytes: true), "How large it may be.")
    let act = BoundAction.Act.set(setting, .size(bytes))
    #expect(act.phrase == "set limits.as to \(text)")
  }
}
