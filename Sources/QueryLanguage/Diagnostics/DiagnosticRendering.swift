// The error as it is shown:
//
//     error: unknown column 'usss'
//       select pid, usss where uss > 1M
//                   ^~~~ did you mean 'uss'?

extension Diagnostic {
  /// Renders the message, the line on which the error begins and a caret under the range, or the
  /// message and the hint alone for an error without a position. The text has no line feed at its
  /// end, everything from the user is made visible, and the line is cut to so many columns; nil is
  /// a width that is easy to read. Message and hint are broken between words where they are wider.
  /// In colour are the word before the message and the caret.
  package func rendered(
    in source: SourceText, columns: Int? = nil, isColoured: Bool = false
  ) -> String {
    let paint = isColoured ? severity.kind.coloured : { $0 }
    if source.isHidden { return renderedWithoutText(of: source, columns, paint) }
    let name = source.name.map { "\(visible($0)):" } ?? ""
    let hint = hint.map { visible($0) }
    guard range != .nowhere else {
      let text = visible(message) + (hint.map { ", " + $0 } ?? "")
      return headline(text, at: name.isEmpty ? "" : name + " ", columns, paint)
    }
    let widest = max(min(columns ?? Excerpt.widest, Excerpt.widest), Excerpt.narrowest)
    let location = source.location(of: range.lower)
    let gutter = Gutter(of: source, at: location)
    let excerpt = Excerpt(of: source, at: range, columns: widest - gutter.width)
    let place = name.isEmpty ? "" : "\(name)\(location.line):\(location.column): "
    let beside = columns.map { $0 - gutter.width - displayWidth(of: excerpt.indent + excerpt.mark) }
    let advice = hint.map { gutter.placed($0, beside: beside, columns) } ?? ""
    return """
      \(headline(visible(message), at: place, columns, paint))
      \(gutter.beforeLine)\(excerpt.line)
      \(gutter.beforeMark)\(excerpt.indent)\(paint(excerpt.mark))\(advice)
      """
  }

  /// Where something is wrong in a text that is not the caller's. What is wrong would tell words of it.
  private func renderedWithoutText(
    of source: SourceText, _ columns: Int?, _ paint: (String) -> String
  ) -> String {
    let reason = "the file is not yours, so its text is not shown"
    var place = source.name.map { "\(visible($0)):" } ?? ""
    var text = severity.vagueness
    if range != .nowhere {
      let location = source.location(of: range.lower)
      place += "\(location.line):\(location.column):"
      text += " here"
    }
    return headline("\(text); \(reason)", at: place.isEmpty ? "" : place + " ", columns, paint)
  }

  /// What is wrong, behind its place and its label.
  private func headline(
    _ text: String, at place: String, _ columns: Int?, _ paint: (String) -> String
  ) -> String {
    let label = "\(place)\(severity.kind.label) "
    let painted = "\(place)\(paint(severity.kind.label)) "
    guard let columns, displayWidth(of: label + text) > columns else { return painted + text }
    let lines = wrapped(text, after: label, width: columns).joined(separator: "\n")
    return painted + String(decoding: lines.utf8.dropFirst(label.utf8.count), as: UTF8.self)
  }
}

extension Diagnostic.Severity {
  fileprivate var kind: MessageKind {
    switch self {
    case .error: .error
    case .warning: .warning
    }
  }

  /// What is said where no more may be.
  fileprivate var vagueness: String {
    switch self {
    case .error: "something is wrong"
    case .warning: "something is likely meant otherwise"
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

  /// The hint where it goes on behind the mark, if it has so many columns there; else on lines of its
  /// own.
  func placed(_ hint: String, beside room: Int?, _ columns: Int?) -> String {
    guard let room, displayWidth(of: hint) + 1 > room else { return " " + hint }
    return "\n" + wrapped(hint, after: beforeMark, width: columns).joined(separator: "\n")
  }
}
