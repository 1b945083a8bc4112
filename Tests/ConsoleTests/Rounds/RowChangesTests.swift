import Execution
import Testing
import Values

@testable import Console

@Suite struct RowChangesTests {
  /// `+key cell` and the like, of each round what it differs in; a key with `!` does not last.
  private func differences(_ rounds: [[(String, Value)]], unjudged: [Int: [String]] = [:])
    -> [[String]]
  {
    var changes = RowChanges(by: .exact)
    return rounds.enumerated().map { index, rows in
      changes.update(
        rows.map { RowChanges.KeyedRow(key: key($0.0), cells: [.text(Text($0.0)), $0.1]) },
        unjudged: Set((unjudged[index] ?? []).map(key))
      ).map { difference in
        "\(difference.change.rawValue) \(difference.cells.map { "\($0.plain)" }.joined(separator: " "))"
      }
    }
  }

  private func key(_ name: String) -> RowKey {
    RowKey([.text(Text(name))], isLasting: !name.hasSuffix("!"))
  }

  @Test func atFirstAllRowsAreToldAndThenOnlyWhatDiffers() {
    #expect(
      differences([
        [("a", .integer(1)), ("b", .integer(2))],
        [("a", .integer(1)), ("b", .integer(2))],
        [("b", .integer(3)), ("c", .integer(4))],
        [],
      ]) == [
        ["present a 1", "present b 2"], [],
        ["went a 1", "changed b 3", "came c 4"],
        ["went b 3", "went c 4"],
      ])
  }

  /// Nobody knows in which group that would be which could not be judged.
  @Test func groupsAreKeptWhileSomethingCannotBeJudged() {
    var changes = RowChanges(by: .exact)
    _ = changes.update([RowChanges.KeyedRow(key: key("a"), cells: [.integer(1)])])
    #expect(changes.update([], isUnjudged: true).isEmpty)
    #expect(changes.update([]).map(\.change) == [.went])
  }

  @Test func whatBeginsEmptyHasNothingPresent() {
    #expect(differences([[], [("a", .null)], [("a", .null)]]) == [[], ["came a null"], []])
  }

  @Test func rowsWithoutAKeyComeAndGo() {
    let one = ("x!", Value.integer(1))
    #expect(
      differences([[one, one, one], [one], [one, one]]) == [
        ["present x! 1", "present x! 1", "present x! 1"], ["went x! 1", "went x! 1"], ["came x! 1"],
      ])
  }

  /// As a socket that several processes hold.
  @Test func rowsOfOneKeyArePaired() {
    #expect(
      differences([
        [("s", .integer(1)), ("s", .integer(2)), ("s", .integer(3))],
        [("s", .integer(3)), ("s", .integer(1))],
        [("s", .integer(1)), ("s", .integer(4)), ("s", .integer(5))],
        [("s", .integer(6))],
      ]) == [
        ["present s 1", "present s 2", "present s 3"],
        ["went s 2"],
        ["changed s 4", "came s 5"],
        ["went s 4", "went s 5", "changed s 6"],
      ])
  }

  @Test func nullIsEqualToNullAndDeniedToDenied() {
    #expect(
      differences([
        [("a", .null), ("b", .environRefused)], [("a", .null), ("b", .environRefused)],
        [("a", .environRefused), ("b", .null)],
      ])[1...] == [[], ["changed a denied", "changed b null"]])
  }

  @Test func aRowThatCannotBeJudgedIsKept() {
    #expect(
      differences(
        [
          [("a", .integer(1)), ("b", .integer(1))], [("b", .integer(1))], [("b", .integer(1))],
          [("a", .integer(2)), ("b", .integer(1))], [("b", .integer(1))],
        ], unjudged: [1: ["a"], 2: ["a", "b"]]
      )[1...] == [[], [], ["changed a 2"], ["went a 2"]])
  }
}

extension Value {
  fileprivate var plain: String {
    if isNull { return "null" }
    if isDenied { return "denied" }
    if case .text(let text) = self { return String(decoding: text.bytes, as: UTF8.self) }
    if case .integer(let number) = self { return "\(number)" }
    return "?"
  }
}

extension RowChanges {
  /// Of at most two columns that need no format of their own.
  fileprivate mutating func update(
    _ rows: [KeyedRow], unjudged: Set<RowKey> = [], isUnjudged: Bool = false
  ) -> [Difference] {
    update(
      rows, as: [ColumnFormat(), ColumnFormat()], unjudged: unjudged, isUnjudged: isUnjudged)
  }
}
