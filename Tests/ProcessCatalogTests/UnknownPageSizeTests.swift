import Testing
import Values

@testable import ProcessCatalog

/// Where a copied root does not tell the size of its pages, `status` tells in kB what `statm` tells in
/// pages; and what becomes of that file becomes of the figures.
@Suite struct UnknownPageSizeTests {
  @Test func figuresComeFromStatus() throws {
    let machine = try Machine(
      """
      -- 7/statm --
      75 50 10 5 0 20 0
      -- 7/status --
      VmSize:	  300 kB
      VmRSS:	  200 kB
      -- 8/statm --
      75 50 10 5 0 20 0
      -- 8/status denied --
      -- 9/statm --
      75 50 10 5 0 20 0
      -- 9/status/x --
      -- 10/statm --
      75 50 10 5 0 20 0
      """, pageSize: nil)
    let rows = try machine.rows()
    #expect(try rows.map { try machine.text("rss", $0) }.prefix(1) == ["204800 bytes"])
    #expect(try rows.map { try machine.text("vms", $0) }.prefix(1) == ["307200 bytes"])
    for name in ["rss", "vms"] {
      let values = try rows.map { try machine.value(name, $0) }
      #expect(values.map(\.isDenied) == [false, true, true, false])
      #expect(values.map(\.isNull) == [false, false, false, true])
      guard case .denied(.failed(let failure)) = values[2] else {
        Issue.record("\(values[2])")
        continue
      }
      #expect(failure.reason == "Is a directory")
    }
  }
}
