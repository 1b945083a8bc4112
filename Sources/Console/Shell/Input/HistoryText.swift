import QueryLanguage

/// Statements as they stand in the file of the history: each is a line, and further lines of the same
/// statement begin with a tab.
enum HistoryText {
  /// What ends a line.
  static let newline = UInt8(ascii: "\n")
  private static let tab = UInt8(ascii: "\t")

  /// A statement as it is written at the end of the file.
  static func encoded(_ entry: [UInt8]) -> [UInt8] {
    entry.flatMap { $0 == newline ? [newline, tab] : [$0] } + [newline]
  }

  /// The entries, the oldest first. Of bytes that were cut off somewhere in a file, what they begin
  /// with is a part of an entry, and none.
  static func entries(in bytes: [UInt8], isCut: Bool = false) -> [[UInt8]] {
    var lines = bytes.split(separator: newline, omittingEmptySubsequences: true)[...]
    if isCut { lines = lines.dropFirst().drop { $0.first == tab } }
    var entries: [[UInt8]] = []
    for line in lines {
      if line.first == tab, !entries.isEmpty {
        entries[entries.count - 1] += [newline] + line.dropFirst()
      } else {
        let entry = trimmed(Array(line))
        if !entry.isEmpty { entries.append(entry) }
      }
    }
    return entries
  }

  /// Without the space around it, and without bytes that would end an entry early.
  static func trimmed(_ entry: [UInt8]) -> [UInt8] { entry.trimmed.filter { $0 != 0 } }

  /// Each entry once, where it stands last.
  static func withoutDoubles(_ entries: [[UInt8]]) -> [[UInt8]] {
    var seen: Set<[UInt8]> = []
    return entries.reversed().filter { seen.insert($0).inserted }.reversed()
  }
}
