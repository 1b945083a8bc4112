import Binding
import Execution
import QueryLanguage
import Testing

/// A listing that fails in its middle is never taken for one that has ended.
@Suite struct StreamFailureTests {
  @Test(arguments: [
    // What needs one row at a time gives those that come before the failure.
    ("select number", ["1", "2", "3", "4"]),
    ("select number where number != 2", ["1", "3", "4"]),
    ("select number where weight > 8B", ["2", "3", "4"]),
    ("select number where number > 9", []),
    ("select number limit 5", ["1", "2", "3", "4"]),
    ("select number limit 9 offset 3", ["4"]),
    ("select number offset 7", []),
    ("select distinct kind", ["odd", "even"]),
    ("select n + 1 from (select number as n where number < 3)", ["2", "3"]),
    (
      "select part, block.number from pieces where block.number != 2",
      [
        "1 1", "2 1", "1 3", "2 3", "1 4", "2 4",
      ]
    ),
    // What needs them all gives none.
    ("select number order by kind", []),
    ("select number order by number desc limit 2", []),
    ("select number order by weight desc limit 1", []),
    ("select number order by hull desc limit 1", []),
    ("select distinct kind order by kind limit 1", []),
    ("select count(*)", []),
    ("select kind, count(*) group by kind", []),
    ("select kind group by kind having count(*) > 9 limit 1", []),
    ("select any(number = 9)", []),
    ("select number from (select number order by number limit 2)", []),
    ("select list(number) from (select number)", []),
  ])
  func rowsComeThenItIsThrown(_ query: String, _ rows: [String]) {
    for readsAhead in [false, true] {
      let result = askWhatMayFail(query, of: ToyDisk(readsAhead: readsAhead))
      #expect(result.rows == rows, "\(query)")
      #expect(result.failure === ToyDisk.failure, "\(query)")
      #expect(result.notes == [], "\(query)")
    }
  }

  @Test(arguments: [
    ("select number, weight", ["1 8B", "2 16B", "3 24B", "4 32B"]),
    ("select number where weight % 16 = 0", ["2", "4"]),
    ("select number, weight where weight > 8B and kind = 'even'", ["2 16B", "4 32B"]),
    ("select number, weight limit 5", ["1 8B", "2 16B", "3 24B", "4 32B"]),
    ("select sum(weight)", []),
    ("select number, weight order by kind limit 1", []),
    ("select number order by weight desc limit 3", []),
  ])
  func readingAheadLosesNoRowBeforeIt(_ query: String, _ rows: [String]) {
    for readsAhead in [false, true] {
      let result = askWhatMayFail(query, of: ToyDisk(readsAhead: readsAhead))
      #expect(result.rows == rows, "\(query)")
      #expect(result.failure === ToyDisk.failure, "\(query)")
    }
  }

  /// Wherever it fails in what is read together, be that the batch that comes or the one after it.
  @Test func itFailsWhereTheListingDoes() {
    for readable in [0, 1, 7, 8, 9, 23, 24, 25, 56, 57, 99] {
      let disk = ToyDisk(readable: readable, size: 100, readsAhead: true)
      let all = askWhatMayFail("select number, weight", of: disk)
      #expect(all.rows == (0..<readable).map { "\($0 + 1) \($0 * 8 + 8)B" })
      #expect(all.failure === ToyDisk.failure)
      let even = askWhatMayFail("select number where weight % 16 = 0", of: disk)
      #expect(even.rows == (0..<readable).map { $0 + 1 }.filter { $0 % 2 == 0 }.map(String.init))
      #expect(even.failure === ToyDisk.failure)
      #expect(
        ask("select number, weight limit \(readable)", of: disk).rows.count == readable)
      #expect(
        ask("select number where weight % 16 = 0 limit \(readable / 2)", of: disk).rows.count
          == readable / 2)
    }
  }

  /// Who has enough before it fails does not hear of it.
  @Test(arguments: [
    ("select number limit 4", ["1", "2", "3", "4"]), ("select number limit 0", []),
    ("select number limit 2 offset 2", ["3", "4"]),
    ("select number, weight limit 4", ["1 8B", "2 16B", "3 24B", "4 32B"]),
    ("select number where weight > 8B limit 3", ["2", "3", "4"]),
    ("select number where weight % 16 = 0 limit 2", ["2", "4"]),
    ("select distinct kind limit 2", ["odd", "even"]),
    ("select any(number = 4)", ["true"]), ("select none(weight > 8B)", ["false"]),
    ("select number from (select number, weight) limit 4", ["1", "2", "3", "4"]),
    ("select part from pieces limit 2", ["1", "2"]),
    ("select number where 1 = 2", []),
    ("select number from labels", ["1", "2", "3", "4", "5", "6"]),
    ("explain select number", ["select number", "└─ scan blocks"]),
  ])
  func whoHasEnoughDoesNotHearOfIt(_ query: String, _ rows: [String]) {
    for readsAhead in [false, true] {
      #expect(ask(query, of: ToyDisk(readsAhead: readsAhead)).rows == rows, "\(query)")
    }
  }

  @Test(arguments: [
    ("select number from labels where number in (select number from blocks)", []),
    ("select number from labels where number not in (select number from blocks)", []),
    (
      "select number from labels where number < 3 or number in (select number from blocks)",
      ["1", "2"]
    ),
    ("select count(*) from labels where number in (select number from blocks)", []),
    ("select number in (select number from blocks) as listed from labels", []),
    ("select number from labels order by number in (select number from blocks) limit 1", []),
    ("select number from labels where number in (select weight / 8B from blocks limit 5)", []),
    (
      "select number from labels where number in (select number from labels where number in (select number from blocks))",
      []
    ),
    (
      "select number, count(*) from labels group by number having number in (select number from blocks)",
      []
    ),
  ])
  func aQueryWithinFailsTheWhole(_ query: String, _ rows: [String]) {
    for readsAhead in [false, true] {
      let result = askWhatMayFail(query, of: ToyDisk(readsAhead: readsAhead))
      #expect(result.rows == rows, "\(query)")
      #expect(result.failure === ToyDisk.failure, "\(query)")
    }
  }

  @Test(arguments: [
    ("select number from labels where number > 6 and number in (select number from blocks)", []),
    (
      "select number from labels where number in (select number from blocks limit 4)",
      [
        "1", "2", "3", "4",
      ]
    ),
    (
      "select number from labels where number < 3 or number in (select number from blocks) limit 2",
      ["1", "2"]
    ),
  ])
  func aQueryWithinThatIsNotAskedForItsRestFailsNothing(_ query: String, _ rows: [String]) {
    #expect(ask(query, of: ToyDisk()).rows == rows, "\(query)")
  }

  @Test(arguments: [
    "select number", "select count(*)", "select number order by weight desc limit 2",
    "select number from labels where number in (select number from blocks)", "from pieces",
    "explain analyze select number",
    "explain analyze select number from labels where number in (select number from blocks)",
  ])
  func afterItNothingComes(_ query: String) throws {
    for disk in [ToyDisk(), ToyDisk(readsAhead: true), ToyDisk(readable: 0), ToyDisk(readable: -1)]
    {
      var session = Session(disk)
      let statement = try #require(try session.prepare(SourceText(query)).first)
      // Each run reads everything anew.
      for _ in 0..<2 {
        let answer = statement.run()
        #expect(throws: ToyDisk.failure, "\(query)") { while try answer.next() != nil {} }
        #expect(try answer.next() == nil, "\(query)")
        #expect(try answer.next() == nil, "\(query)")
      }
    }
  }

  @Test func aSearchForAnyRowFailsOnlyBeforeIt() {
    let disk = ToyDisk()
    #expect(ask("select number where number = 4", of: disk, for: .existence).rows.count == 1)
    let result = askWhatMayFail("select number where number = 5", of: disk, for: .existence)
    #expect(result.rows == [] && result.failure === ToyDisk.failure)
  }

  // MARK: Related rows

  @Test func relatedRowsThatFailAreNoted() {
    let whole = ToyDisk(readable: 6)
    let all = ask("select block.number as number, part from pieces", of: whole)
    #expect(
      all.rows == ["1 1", "1 2", "2 1", "3 1", "3 2", "4 1", "4 2", "5 1", "5 2", "6 1", "6 2"])
    #expect(
      all.notes == [
        "1 of 6 blocks could not be judged: piece could not be read: Input/output error (/disk/2)"
      ])
    #expect(ask("select part from pieces where block.number > 2", of: whole).notes == [])
    // What was noted stays so where the listing of the owners fails later on.
    let broken = askWhatMayFail("select part from pieces", of: ToyDisk())
    #expect(broken.rows == ["1", "2", "1", "1", "2", "1", "2"])
    #expect(broken.failure === ToyDisk.failure)
    #expect(broken.notes.count == 1)
  }

  @Test(arguments: [
    ("count(pieces)", ["2", "?", "2", "2", "2", "2"]),
    ("sum(pieces.part)", ["3", "?", "3", "3", "3", "3"]),
    // What came before is enough to settle this.
    ("any(pieces where part = 1)", ["true", "true", "true", "true", "true", "true"]),
    ("any(pieces where part = 2)", ["true", "?", "true", "true", "true", "true"]),
    ("none(pieces where part = 3)", ["true", "?", "true", "true", "true", "true"]),
  ])
  func relatedRowsThatFailAreDenied(_ expression: String, _ cells: [String]) {
    let result = ask("select \(expression)", of: ToyDisk(readable: 6))
    #expect(result.rows == cells)
    let isDenied = cells.contains("?")
    #expect(
      result.notes
        == (isDenied
          ? ["\(expression) of 1 row could not be read: Input/output error (/disk/2)"] : []))
  }
}
