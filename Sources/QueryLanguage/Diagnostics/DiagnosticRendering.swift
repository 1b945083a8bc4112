// The error as it is shown:
//
//     error: unknown column 'usss'
//       select pid, usss where uss > 1M
//                   ^~~~ did you mean 'uss'?

extension Diagnostic {
  /// Renders the message, the line on which the error begins and a caret under the range, or the
  /// message and the hint alone for an error without a position. The text has no line feed at its
  /// end, everything from the user is made visible, and the line is cut to so many columns; nil is
  /// a width that is easy to read. In colour are the word before the message and the caret.
  package func rendered(
    in source: SourceText, columns: Int? = nil, isColoured: Bool = false
  ) -> String {
    let paint = isColoured ? severity.kind.coloured : { $0 }
    let label = paint(severity.kind.label)
    guard range != .nowhere else {
      let place = source.name.map { "\(visible($0)): " } ?? ""
      return "\(place)\(label) \(visible(message))"
        + (hint.map { ", \(visible($0))" } ?? "")
    }
    let columns = max(min(columns ?? Excerpt.widest, Excerpt.widest), Excerpt.narrowest)
    let location = source.location(of: range.lower)
    let gutter = Gutter(of: source, at: location)
    let excerpt = Excerpt(of: source, at: range, columns: columns - gutter.width)
    let place = source.name.map { "\(visible($0)):\(location.line):\(location.column): " } ?? ""
    let hint = hint.map { " " + visible($0) } ?? ""
    return """
      \(place)\(label) \(visible(message))
      \(gutter.beforeLine)\(excerpt.line)
      \(gutter.beforeMark)\(excerpt.indent)\(paint(excerpt.mark))\(hint)
      """
  }
}

extension Diagnostic.Severity {
  fileprivate var kind: MessageKind {
    switch self {
    case .error: .error
    case .warning: .warning
    }
  }
}

/// What stands left of the line and of the caret: the line's number, where the text has a name.
private struct Gutter {
  let beforeLine: String
  let beforeMark: String

  init(of source: SourceText, at location: SourceLocation) {
    guard source.name != nil else {
      (beforeLine, beforeMark) = ("  ", "  ")
      return
    }
    let number = String(location.line)
    beforeLine = "  \(number) | "
    beforeMark = "  " + String(repeating: " ", count: number.utf8.count) + " | "
  }

  var width: Int { beforeLine.utf8.count }
}
