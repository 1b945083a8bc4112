import EngineSupport
import Testing
import Values

/// Several rows may be of one thing, whose amounts a sum counts once.
@Suite struct SharedThingTests {
  private let street = ToyStreet([.init("Elm", "Tom", "Kit"), .init("Oak", "Tom", "Tom")])

  @Test(arguments: [
    ("select sum(weight) from cats", ["6"]), ("select count(*) from cats", ["4"]),
    // The same of something else is a part of each row.
    ("select sum(length(name)) from cats", ["12"]), ("select avg(weight) from cats", ["3.0"]),
    ("select sum(weight + 1) from cats", ["8"]),
    ("let heavy = weight * 2; select sum(heavy) from cats", ["12"]),
    ("select sign, sum(weight) from cats group by sign", ["Elm 6", "Oak 3"]),
    ("select sign, sum(cats.weight) from houses", ["Elm 6", "Oak 3"]),
    ("select sum(weight where sign = 'Oak') from cats", ["3"]),
    ("select name, weight from cats where sign = 'Oak'", ["Tom 3", "Tom 3"]),
    ("select sum(w) from (select weight as w from cats)", ["12"]),
  ])
  func aSumCountsItOnce(query: String, rows: [String]) {
    #expect(ask(query, of: street).rows == rows)
  }
}
