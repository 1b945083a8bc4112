import QueryLanguage

/// The list of candidates below the line: a few with their kinds and sentences, many in columns
/// that are read downward.
struct CandidateListing {
  /// The lines, none wider than the terminal.
  let lines: [String]

  /// Fitted into so many columns. The descriptions are shown if some of what was on the screen
  /// before stays on it.
  init(_ candidates: [Candidate], width: Int, height: Int) {
    let labels = candidates.map { visible($0.label) }
    let widths = labels.map { displayWidth(of: $0) }
    let isDescribed = candidates.contains { !$0.kind.isEmpty || !$0.summary.isEmpty }
    if isDescribed, candidates.count <= max(height - 6, 3) {
      lines = Self.described(candidates, labels: labels, widths: widths, width: width)
    } else {
      lines = Self.columns(labels, widths: widths, width: width)
    }
  }

  private static func described(
    _ candidates: [Candidate], labels: [String], widths: [Int], width: Int
  ) -> [String] {
    let labelWidth = widths.max() ?? 0
    let kindWidths = candidates.map { displayWidth(of: $0.kind) }
    let kindWidth = kindWidths.max() ?? 0
    return candidates.indices.map { index in
      let candidate = candidates[index]
      var line = "  " + labels[index]
      if !candidate.kind.isEmpty || !candidate.summary.isEmpty {
        line += padding(labelWidth - widths[index] + 2) + candidate.kind
      }
      if !candidate.summary.isEmpty {
        let gap = kindWidth == 0 ? 0 : kindWidth - kindWidths[index] + 2
        line += padding(gap) + visible(candidate.summary)
      }
      return cut(line, toWidth: width - 1)
    }
  }

  private static func columns(_ labels: [String], widths: [Int], width: Int) -> [String] {
    let columnWidth = (widths.max() ?? 0) + 2
    let columnCount = max(1, min(labels.count, (width - 1) / columnWidth))
    let rowCount = (labels.count + columnCount - 1) / columnCount
    return (0..<rowCount).map { row in
      var line = ""
      for index in stride(from: row, to: labels.count, by: rowCount) {
        let isLast = index + rowCount >= labels.count
        line += labels[index] + (isLast ? "" : padding(columnWidth - widths[index]))
      }
      return cut(line, toWidth: width - 1)
    }
  }
}
