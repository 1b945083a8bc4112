import QueryLanguage
import Schema
import Values

// `bar(x)`: a column whose values are shown as bars beside each other. It is no value that a query
// could go on with, for its length rests on the rows that are shown; whatever else names the item
// means x.
extension QueryBinder {
  /// What the item's rows are tested and put in order by: of a bar the number that it shows.
  func value(ofItem expression: Expression) -> Expression {
    barCall(expression).flatMap(\.expressions.first) ?? expression
  }

  /// How an item is shown whose number has been bound; nil of one that is no bar.
  func bar(
    _ item: Expression, of number: BoundExpression
  ) throws(BindingFailure) -> Bar? {
    guard let call = barCall(item),
      let function = environment.schema.function(named: call.name.text)?.schema
    else { return nil }
    let binder = binder(in: .select)
    try binder.checkForm(of: call, function, at: item.range)
    let width = call.expressions.count > 1 ? try width(call.expressions[1]) : Bar.usualWidth
    if case .mismatch(_, let expected) = function.resultType(of: [number.type, .integer]) {
      throw .wrong(
        binder.wrongArgument(
          function.name, expected, number.described(as: call.expressions[0])))
    }
    return Bar(width: width)
  }

  private func barCall(_ item: Expression) -> Call? {
    guard isOutermost, case .call(let call) = item.kind,
      environment.schema.function(named: call.name.text)?.schema.evaluation == .bar
    else { return nil }
    return call
  }

  private func width(_ syntax: Expression) throws(BindingFailure) -> Int64 {
    let binder = binder(in: .select).constantBinder(after: "bar")
    let bound = try binder.literalIfUntyped(try binder.bind(syntax), syntax) { _ in false }
    guard case .integer(let width) = bound.constantValue, Bar.widths.contains(width) else {
      throw .wrong(.noBarWidth(canonicalText(of: syntax), at: syntax.range))
    }
    return width
  }
}

extension Diagnostic {
  /// A bar stands where a value is wanted, or in a query whose rows are not shown.
  static func barInside(_ name: Name, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "'\(name.text)' stands alone, as a column of the answer", at: range,
      hint: "tests and orders are of the number itself")
  }

  /// What is said of a bar's width is none.
  static func noBarWidth(_ text: String, at range: SourceRange) -> Diagnostic {
    let least = Bar.widths.lowerBound
    return Diagnostic(
      "the width of a bar is a whole number from \(least) to \(Bar.widths.upperBound), not '\(text)'",
      at: range)
  }
}
