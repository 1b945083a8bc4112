/// A text with a column for each number of a list.
enum Sparkline {
  /// From one to eight eighths of a line, from below.
  private static let steps = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Null elements are blanks; with a denied one the whole is denied, for it would be told from the
  /// others by nothing. Where all are equal, all are low.
  static func value(of list: [Value]) -> Value {
    if let denied = list.first(where: \.isDenied) { return denied }
    let numbers = list.map { $0.measure?.amount.number }
    let least = numbers.lazy.compactMap(\.self).min() ?? 0
    let greatest = numbers.lazy.compactMap(\.self).max() ?? 0
    let span = greatest - least
    let marks = numbers.map { number in
      guard let number else { return " " }
      guard span > 0, span.isFinite else { return steps[0] }
      return steps[Int(((number - least) / span * Double(steps.count - 1)).rounded())]
    }
    return .text(Text(marks.joined()))
  }
}
