import Testing

@testable import Recordings

@Suite struct DatabaseTests {
  @Test func valuesComeBackAsTheyWere() throws {
    let database = try Database(Array(":memory:".utf8), .writing(creates: true))
    try database.execute("create table cell(value)")
    let cells: [DatabaseStatement.Cell] = [
      .null, .integer(.min), .integer(.max), .real(0.1), .text([]), .text(Array("über".utf8)),
      .bytes([]), .bytes([0, 255, 0]),
    ]
    let insert = try database.prepare("insert into cell values (?)")
    for cell in cells { try insert.run([cell]) }
    let select = try database.prepare("select value from cell order by rowid")
    var found: [DatabaseStatement.Cell] = []
    while try select.step() { found.append(select.cell(0)) }
    #expect(found == cells)
  }

  @Test func whatIsNoSQLIsAnError() throws {
    let database = try Database(Array(":memory:".utf8), .writing(creates: true))
    #expect(throws: DatabaseError.self) { try database.execute("selekt") }
    #expect(throws: DatabaseError.self) { _ = try database.prepare("") }
  }
}
