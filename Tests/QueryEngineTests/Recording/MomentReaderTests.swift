import Binding
import QueryLanguage
import Testing
import Values

@testable import Execution

/// What is read of rows from one moment to the next.
@Suite struct MomentReaderTests {
  private let workshop = ToyWorkshop([
    .init(number: 1, start: 10, work: 5, tally: 100, fee: 7),
    .init(number: 2, start: 20, work: 6, tally: 200, fee: 8),
  ])

  private func reader(_ text: String = "select number, tally, fee") throws -> MomentReader {
    var session = Session(workshop)
    let script = try session.prepare(SourceText(text))
    let statement = try #require(script.statements.first)
    guard case .query(let query) = statement.statement.kind else { throw NoQuery() }
    return MomentReader(query, of: workshop)
  }

  private struct NoQuery: Error {}

  /// A moment as text: `1@10 1 100 7`; a cell that was not read is a dot.
  private func read(_ reader: MomentReader, isWhole: Bool = false) throws -> [String] {
    var rows: [String] = []
    _ = try reader.read(isWhole: isWhole, unless: Cancellation()) { row in
      let cells = row.cells.map { cell in
        switch cell {
        case .integer(let value)?: "\(value)"
        case .denied?: "?"
        case nil: "."
        case let value?: "\(value)"
        }
      }
      rows.append(
        "\(row.origin.number)@\(row.origin.start) " + cells.joined(separator: " "))
    }
    return rows
  }

  @Test func whatOnlyWorkChangesIsNotReadAgainOfARowAtRest() throws {
    let reader = try reader()
    #expect(try read(reader) == ["1@10 1 100 7", "2@20 2 200 8"])
    _ = workshop.readings()
    // Whose work is known early is at rest from the second moment that shows it so.
    #expect(try read(reader) == ["1@10 1 . 7", "2@20 2 . 8"])
    #expect(workshop.readings() == ["fee": 2])
    workshop.change(1) { ($0.work, $0.tally, $0.fee) = (9, 101, 6) }
    workshop.change(2) { $0.fee = 5 }
    #expect(try read(reader) == ["1@10 1 101 6", "2@20 2 . 5"])
    #expect(workshop.readings() == ["fee": 2, "tally": 1])
  }

  @Test func aWholeMomentReadsAll() throws {
    let reader = try reader()
    _ = try read(reader)
    workshop.change(2) { $0.tally = 201 }
    #expect(try read(reader, isWhole: true) == ["1@10 1 100 7", "2@20 2 201 8"])
    #expect(try read(reader) == ["1@10 1 . 7", "2@20 2 . 8"])
  }

  @Test func whoseWorkIsNotKnownIsReadWhole() throws {
    workshop.change(1) { $0.work = nil }
    let reader = try reader()
    _ = try read(reader)
    #expect(try read(reader) == ["1@10 1 100 7", "2@20 2 . 8"])
  }

  @Test func workThatIsAskedAfterOtherFactsProvesNothing() throws {
    let reader = try reader()
    workshop.change(1) { $0.lateBy = 1 }
    _ = try read(reader)
    // What he did between being read and being asked is not in what was read.
    #expect(try read(reader) == ["1@10 1 100 7", "2@20 2 . 8"])
  }

  @Test func anotherRowOfTheSameNumberIsReadWhole() throws {
    let reader = try reader()
    _ = try read(reader)
    workshop.leave(2)
    workshop.come(.init(number: 2, start: 30, work: 6, tally: 0, fee: 1))
    #expect(try read(reader) == ["1@10 1 . 7", "2@30 2 0 1"])
  }

  @Test func aRowThatWasAwayIsReadWhole() throws {
    let reader = try reader("select number, tally where fee > 5")
    #expect(try read(reader) == ["1@10 1 100", "2@20 2 200"])
    workshop.change(2) { $0.fee = 1 }
    #expect(try read(reader) == ["1@10 1 ."])
    workshop.change(2) { $0.fee = 9 }
    #expect(try read(reader) == ["1@10 1 .", "2@20 2 200"])
  }

  @Test func workIsAskedOfTheRowsOfTheLastMomentFirst() throws {
    let reader = try reader()
    _ = try read(reader)
    workshop.leave(1)
    _ = try read(reader)
    _ = try read(reader)
    #expect(workshop.expected == [[], [1, 2], [2]])
  }

  @Test func deniedIsToldApart() throws {
    let reader = try reader()
    workshop.change(2) { $0.isIll = true }
    #expect(try read(reader) == ["1@10 1 100 7", "2@20 2 200 ?"])
  }

  @Test func rowsThatCannotBeJudgedAreNoted() throws {
    let reader = try reader("select number where fee > 5")
    workshop.change(2) { $0.isIll = true }
    var count = 0
    let report = try reader.read(isWhole: false, unless: Cancellation()) { _ in count += 1 }
    #expect(count == 1)
    #expect(report.hasUnjudgedRows)
    #expect(report.notes.count == 1)
    #expect(report.notes.first?.contains("1 of 2 smiths could not be judged") == true)
  }

  @Test func aMomentThatFailsIsThrownAndTheNextGoesOn() throws {
    let reader = try reader()
    _ = try read(reader)
    workshop.close(because: "it rains in")
    #expect(throws: Failure.self) { try read(reader) }
    workshop.close(because: nil)
    #expect(try read(reader).count == 2)
  }

  @Test func whoIsAliveIsKnownBeyondTheRows() throws {
    let reader = try reader("select number, tally where fee > 7")
    #expect(try read(reader) == ["2@20 2 200"])
    let asked: [(id: Int64, origin: RowOrigin)] = [
      (id: 11, origin: RowOrigin(1, start: 10)), (id: 12, origin: RowOrigin(1, start: 11)),
      (id: 13, origin: RowOrigin(3, start: 10)),
    ]
    #expect(try reader.alive(among: asked) == [11])
  }
}
