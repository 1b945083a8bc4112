import QueryLanguage
import Schema
import Values

// What a query says of its moment and its window. It is said for the whole statement.
extension QueryBinder {
  /// Binds `at`, `over` and `every`.
  func bindWindow() throws(BindingFailure) {
    if let clause = syntax.at { try bind(clause) }
    if let clause = syntax.over { try bind(clause) }
  }

  private func bind(_ clause: AtClause) throws(BindingFailure) {
    guard environment.hasPast else { throw .wrong(.nothingRecorded(at: clause.range)) }
    try environment.window.set(moment: try moment(clause.moment), at: clause.moment.range)
  }

  /// `now()` is the end of what was recorded, which is not known here.
  private func moment(_ syntax: Expression) throws(BindingFailure) -> BoundMoment {
    if case .call(let call) = syntax.kind, call.name.text.isSame(as: "now") { return .end(less: 0) }
    if case .binary(let operation) = syntax.kind {
      let moment = try moment(operation.left)
      let duration = try environment.duration(
        operation.right, after: "at", letLimit: letLimit)
      let isLater = operation.operation == .add
      return moment.moved(by: isLater ? duration : -duration)
    }
    let binder = binder(in: .select).constantBinder(after: "at")
    let bound = try binder.bind(syntax)
    switch bound.constantValue {
    case .time(let time)?: return .time(time)
    case .text(let text)?: return try moment(text, at: syntax.range)
    case _: throw .wrong(.notAMoment(canonicalText(of: syntax), at: syntax.range))
    }
  }

  /// A text after `at`: unlike elsewhere it may be a time of day alone, and names a moment that has been.
  private func moment(_ text: Text, at range: SourceRange) throws(BindingFailure) -> BoundMoment {
    guard let written = WrittenMoment(text) else {
      throw .wrong(.unreadableMoment(text, at: range))
    }
    // Of a recording without moments whoever runs the query is told the same, whatever it asks for.
    guard let end = written.hasDate ? .max : environment.end() else {
      return .time(.min)
    }
    switch written.reading(notAfter: end) {
    case .moment(let time): return .time(time, unit: written.unit)
    case .skipped(let time): throw .wrong(.skippedMoment(time, at: range))
    case .outOfRange: throw .wrong(.unreadableMoment(text, at: range))
    }
  }

  private func bind(_ clause: OverClause) throws(BindingFailure) {
    let length = try environment.duration(clause.length, after: "over", letLimit: letLimit)
    try environment.window.set(length: length, at: clause.length.range)
    guard let step = clause.step else { return }
    let nanoseconds = try environment.duration(step, after: "every", letLimit: letLimit)
    guard nanoseconds >= BoundWindow.shortestStep else {
      throw .wrong(.stepTooShort(at: step.range))
    }
    try environment.window.set(step: nanoseconds, at: step.range)
  }
}

extension BoundWindow {
  /// Whoever reads oftener measures mostly himself.
  static let shortestStep: Int64 = 10_000_000
}

extension BindingEnvironment {
  /// The nanoseconds of a duration that stands after a word, more than 0.
  func duration(
    _ syntax: Expression, after word: String, letLimit: Int
  ) throws(BindingFailure) -> Int64 {
    let binder = ExpressionBinder(
      environment: self, query: nil, frames: [], place: .constant(word), letLimit: letLimit)
    let bound = try binder.adapted(
      try binder.bind(syntax), syntax, beside: .duration
    ) { $0 == .duration }
    guard case .duration(let nanoseconds)? = bound.constantValue, nanoseconds > 0 else {
      throw .wrong(.notADuration(word, canonicalText(of: syntax), at: syntax.range))
    }
    return nanoseconds
  }
}
