import Binding
import QueryLanguage
import Schema
import Testing
import Values

/// Short texts that ask for very much, and deep ones: an ordinary error or linear work.
@Suite struct LimitBindingTests {
  private let tooDeep =
    "nested too deeply, with what its names stand for: at most 500 operators"

  @Test func namesThatDoubleStayLinear() throws {
    let items = (1...200).map { "x\($0 - 1) + x\($0 - 1) as x\($0)" }.joined(separator: ", ")
    let bound = try Bound("select mass * 1 as x0, \(items) where x200 > 1G order by x200")
    #expect(bound.errors == [])
    #expect(bound.query.contains("where (shared 200 > 1073741824B)"))
    #expect(bound.query.contains("shared 200 x200 = (shared 199 + shared 199)"))
  }

  @Test func letsThatDoubleStayLinear() throws {
    let lets = (1...150).map { "let x\($0) = x\($0 - 1) + x\($0 - 1);" }.joined(separator: "\n")
    let bound = try Bound("let x0 = mass * 1;\(lets) select name where x150 > 1G")
    #expect(bound.errors == [])
    #expect(bound.query.contains("where (shared 150 > 1073741824B)"))
  }

  @Test func namesThatLeadTooDeepAreAnError() throws {
    let items = (1...999).map { "x\($0 - 1) + 1 + 1 as x\($0)" }.joined(separator: ", ")
    let bound = try Bound("select mass * 1 as x0, \(items)")
    #expect(bound.diagnostics.map(\.message) == [tooDeep])
  }

  @Test func letsThatLeadTooDeepAreAnError() throws {
    let lets = (1...5000).map { "let x\($0) = x\($0 - 1) + 1;" }.joined(separator: "\n")
    let bound = try Bound("let x0 = mass; \(lets) select x5000")
    #expect(
      bound.diagnostics.map(\.message)
        == ["'x5000' means nothing here: \(tooDeep)"])
  }

  @Test func testsOverRelationsThatTrebleAreAnError() throws {
    let lets = (1...12).map { index in
      let test = "any(beyond where x\(index - 1))"
      return "let x\(index) = \(test) or \(test) or \(test);"
    }
    let bound = try Bound("let x0 = rings;\(lets.joined()) select name where x12")
    #expect(bound.diagnostics.count == 1)
    #expect(
      bound.diagnostics[0].message.hasSuffix("the script comes to too many expressions"))
  }

  @Test func parametersOfTheMomentThatDoubleAreAnError() throws {
    let parameters = (1...300).map { "param p\($0) = $p\($0 - 1) - ($p\($0 - 1) - $p0);" }
    let bound = try Bound("param p0 = now();\(parameters.joined()) select $p300")
    #expect(
      bound.diagnostics.map(\.message) == ["the script comes to too many expressions"])
  }

  @Test func parametersOfConstantsAreConstants() throws {
    let parameters = (1...60).map { "param p\($0) = $p\($0 - 1) + $p\($0 - 1);" }
    let bound = try Bound("param p0 = 1;\(parameters.joined()) select $p60 as n")
    #expect(bound.query == "from nothing\nn: integer = 1152921504606846976")
  }

  @Test func deepExpressionsAreBound() throws {
    let chain = Array(repeating: "mass", count: 390).joined(separator: " + ")
    #expect(try Bound("select \(chain) as total").errors == [])
    let tests = Array(repeating: "rings", count: 390).joined(separator: " or ")
    #expect(try Bound("select name where \(tests)").errors == [])
    let parentheses =
      String(repeating: "-(", count: 30) + "mass" + String(repeating: ")", count: 30)
    #expect(try Bound("select \(parentheses)").errors == [])
    let path = Array(repeating: "inward", count: 390).joined(separator: ".")
    #expect(try Bound("select \(path).name as x").errors == [])
    let elements = String(repeating: "[0]", count: 390)
    #expect(
      try Bound("select names\(elements)").diagnostics.map(\.message)
        == ["'names[0]' is text, and has no elements"])
  }

  @Test func queriesInsideOneAnotherAreLimited() throws {
    let lets = (1...100).map { "let s\($0) = select name from s\($0 - 1);" }.joined()
    let bound = try Bound("let s0 = select name;\(lets) select name from s100")
    #expect(bound.errors == ["queries from queries: at most 64 levels @ s63"])
    let few = (1...60).map { "let s\($0) = select name from s\($0 - 1);" }.joined()
    #expect(try Bound("let s0 = select name;\(few) select name from s60").errors == [])
  }

  @Test func longListsAreBound() throws {
    let values = (0..<20_000).map(String.init).joined(separator: ",")
    #expect(try Bound("select name where position in (\(values))").errors == [])
    #expect(try Bound("let some = position in (\(values)); select name where some").errors == [])
  }

  @Test func manyItemsAreBound() throws {
    let items = (0..<999).map { "mass + \($0)" }.joined(separator: ", ")
    #expect(try Bound("select \(items), count(*) group by mass").errors == [])
  }
}
