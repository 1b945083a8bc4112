import QueryLanguage

/// Names beside what they mean, for people: the meanings stand under one another and are broken
/// between words.
enum DefinitionList {
  /// In a window of fewer columns a meaning stands below its name.
  static let narrow = 50
  /// What stands before a meaning below its name.
  private static let indent = "    "

  /// Fitted into so many columns; nil: there is no limit.
  static func lines(
    _ entries: [(name: String, meaning: String)], margin: String = "  ", width: Int?
  ) -> [String] {
    let widest = entries.map { displayWidth(of: $0.name) }.max() ?? 0
    let room = width.map { $0 - margin.utf8.count - widest - TableLayout.gap }
    if let width, let room, width < narrow || room < widest {
      return entries.flatMap { entry in
        [margin + entry.name] + wrapped(entry.meaning, after: margin + indent, width: width)
      }
    }
    return entries.flatMap { entry in
      let gap = padding(widest - displayWidth(of: entry.name) + TableLayout.gap)
      return wrapped(entry.meaning, after: margin + entry.name + gap, width: width)
    }
  }
}
