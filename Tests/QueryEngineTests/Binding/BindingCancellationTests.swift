import Binding
import QueryLanguage
import Testing

/// Binding that nobody waits for any more.
@Suite struct BindingCancellationTests {
  private final class Patience {
    var left: Int
    init(_ left: Int) { self.left = left }

    func isOver() -> Bool {
      left -= 1
      return left < 0
    }
  }

  private let lets =
    "let x0 = rings;"
    + (1...10).map { "let x\($0) = any(beyond where x\($0 - 1)) or x\($0 - 1);" }.joined()

  @Test(arguments: [0, 1, 2, 10, 50])
  func itEndsWithNothing(_ patience: Int) throws {
    var binder = Binder(schema: Planets.schema)
    let script = try parse(SourceText(lets + "select nme; select name where x10"))
    let patience = Patience(patience)
    let bound = binder.bind(script, unless: patience.isOver)
    #expect(bound.isCancelled)
    #expect(bound.statements.isEmpty && bound.diagnostics.isEmpty)
    #expect(binder.letNames == [])
    // It stopped at once.
    #expect(patience.left == -1)
  }

  @Test func theBinderGoesOnAfterIt() throws {
    var binder = Binder(schema: Planets.schema)
    let script = try parse(SourceText("let big = mass > 1G; select name where big"))
    #expect(binder.bind(script, unless: { true }).isCancelled)
    let bound = binder.bind(script)
    #expect(!bound.isCancelled && bound.statements.count == 1)
    #expect(binder.letNames == ["big"])
  }
}
