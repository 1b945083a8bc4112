import Binding
import Execution
import Testing
import Values

/// That nothing is read which the answer does not need, told by the tables' own counts.
@Suite struct ReadingTests {
  @Test(arguments: [
    ("select position, name", ""),
    ("select count(*)", ""),
    ("select name where kind = 'gas'", "surface 9"),
    ("select name, mass where kind = 'gas'", "surface 9, gravity 2"),
    ("select name where mass > 1M and kind = 'gas' and name like '%r%'", "surface 6, gravity 2"),
    ("select kind limit 2", "surface 2"),
    ("select name where mass > 100M limit 1", "gravity 5"),
    ("select name, kind order by mass desc limit 2", "surface 2, gravity 9"),
    ("select name where any(moons where icy) limit 1", "surface 5"),
    ("select any(mass > 1M)", "gravity 1"),
    ("select if(name = 'Mars', kind, 'other')", "surface 1"),
    ("select coalesce(name, kind)", ""),
    ("select name where name = 'Mars' or mass > 1G", "gravity 8"),
    ("select name where name = 'x' and position in (select position where mass > 0B)", ""),
    (
      "select name where position > 7 and position in (select position where mass > 0B)",
      "gravity 9"
    ),
    ("select name where position = 4 and kind = 'rock'", "surface 1"),
    ("select mass as m, m + m where m > 1M and m > 2M limit 1", "gravity 1"),
    ("select name where kind = 'gas' limit 0", ""),
    ("select name limit 2 offset 3", ""),
    ("from moons limit 1", "surface 3, gravity 1"),
    ("from moons where planet.name = 'Mars'", "surface 1, gravity 1"),
  ])
  func nothingMoreIsRead(_ query: String, _ reads: String) {
    #expect(ask(query).reads == reads, "\(query)")
  }

  @Test func theListingStopsWithTheLastRow() {
    #expect(ask("select name limit 2").statistics.processes == 2)
    #expect(ask("select name where position = 4").statistics.processes == 1)
    #expect(ask("select any(rings)").statistics.processes == 5)
  }

  @Test func nothingIsReadBeforeTheFirstRowIsPulled() throws {
    var session = Session(Planets())
    let answer = try #require(try session.prepare("select kind").first).run()
    #expect(answer.statistics.processes == 0)
    _ = try answer.next()
    #expect(answer.statistics.processes == 1)
    #expect(answer.statistics.reads.map(\.count) == [1])
  }

  @Test(arguments: [
    ("select mass order by kind", "", 1), ("select mass", "", 1),
    ("select name where kind = 'gas'", "surface 5", 1),
    ("select name where kind = 'x'", "surface 9", 0),
    ("select count(*) where kind = 'x'", "", 1),
    ("select kind, count(*) where rings group by kind", "surface 5", 1),
    ("select kind, count(*) group by kind having count(*) > 3", "surface 9", 1),
    ("select name limit 0", "", 0), ("select name limit 3 offset 8", "", 1),
    ("select name offset 9", "", 0), ("select distinct kind offset 2", "surface 7", 1),
  ])
  func existenceIsToldByTheFirstRow(_ query: String, _ reads: String, _ rows: Int) {
    let answer = ask(query, for: .existence)
    #expect(answer.rows.count == rows, "\(query)")
    #expect(answer.reads == reads, "\(query)")
  }
}

/// A column that several accesses can tell.
@Suite struct ColumnSourceTests {
  private let shelf = ToyShelf([
    ["title": "b", "author": "x", "width": 3], ["title": "a", "width": 2],
  ])

  @Test(arguments: [
    ("select title", "1.cover 2.cover"),
    ("select title, width", "1.spine 2.spine"),
    ("select width, title", "1.spine 2.spine"),
    ("select title, author", "1.cover 2.cover"),
    ("select title where width = 2", "1.spine 2.spine"),
    ("select width where title = 'a'", "1.cover 2.cover 2.spine"),
    ("select number where width = 2 and title = 'a'", "1.spine 2.spine"),
    ("select number where title = 'a' and width = 2", "1.cover 2.cover 2.spine"),
    ("select title order by width", "1.spine 2.spine"),
    ("select title, width order by title limit 1", "1.cover 2.cover 2.spine"),
    ("select title as t, width where number > 1", "2.spine"),
    ("select length(title) + width as sum", "1.spine 2.spine"),
    ("select if(number = 1, width, 0), title", "1.spine 2.cover"),
    ("select title, count(*), max(width) group by title", "1.spine 2.spine"),
    ("select list(later.title)", "1.spine 2.cover 2.spine"),
    ("select sum(later.width where title != 'x')", "1.spine 2.cover 2.spine 2.spine"),
  ])
  func itIsTakenFromTheOneThatIsReadAnyway(_ query: String, _ reads: String) {
    shelf.forgetReads()
    _ = ask(query, of: shelf)
    #expect(shelf.reads.joined(separator: " ") == reads, "\(query)")
  }

  @Test func itIsTakenFromTheOtherWhereOneMayNotBeRead() {
    let refusing = ToyShelf([
      ["title": "a", "width": 1, "spine": .refused], ["title": "b", "cover": .refused],
    ])
    #expect(ask("select title, width", of: refusing).rows == ["a ?", "b -"])
    #expect(ask("select title, author", of: refusing).rows == ["a -", "b ?"])
  }
}
