/// The result of parsing a whole text: its statements without an error, and the errors of the
/// others.
package struct Parsing: Sendable {
  /// The statements without an error, in order.
  package var script: Script
  /// In the order of the text.
  package var diagnostics: [Diagnostic]
}

/// Parses a text up to its first error.
package func parse(_ source: SourceText) throws(Diagnostic) -> Script {
  let parsing = Parser.parseScript(source, errors: 1)
  if let first = parsing.diagnostics.first { throw first }
  return parsing.script
}

/// Parses a whole text; after an error it continues behind the next semicolon.
package func parseReportingAll(_ source: SourceText) -> Parsing {
  Parser.parseScript(source, errors: Limits.errors)
}

/// Parses a text that is a single expression, such as the value of a parameter.
package func parseExpression(_ source: SourceText) throws(Diagnostic) -> Expression {
  try Parser.checkSize(of: source)
  var parser = Parser(source.bytes)
  let expression = try parser.parseExpression()
  try parser.expectEnd()
  return expression
}

extension Parser {
  fileprivate static func checkSize(of source: SourceText) throws(Diagnostic) {
    if source.bytes.count > Limits.textBytes { throw .textTooLong }
  }

  fileprivate static func parseScript(_ source: SourceText, errors: Int) -> Parsing {
    var parsing = Parsing(script: Script(statements: []), diagnostics: [])
    do throws(Diagnostic) {
      try checkSize(of: source)
    } catch {
      parsing.diagnostics.append(error)
      return parsing
    }
    var parser = Parser(source.bytes)
    while parsing.diagnostics.count < errors, parser.skipToStatement() {
      do throws(Diagnostic) {
        parsing.script.statements.append(try parser.parseStatement())
      } catch {
        parsing.diagnostics.append(error)
        parser.skipStatement()
      }
    }
    return parsing
  }
}
