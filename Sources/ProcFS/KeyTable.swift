/// The names by which a text of `Name: value` lines tells its facts.
///
/// The kernel writes them in one order, so the line after a known one is most often the next of
/// the table: that is tried first, then the rest.
struct KeyTable<Key: CaseIterable & RawRepresentable & Sendable>: Sendable
where Key.RawValue == String, Key.AllCases == [Key] {
  private let keys: [Key]
  private let names: [[UInt8]]

  init() {
    keys = Key.allCases
    names = keys.map { Array($0.rawValue.utf8) }
  }

  /// Calls `body` for each line whose name is known, with where its value begins and ends.
  func forEachLine(of text: Span<UInt8>, _ body: (Key, Span<UInt8>) -> Void) {
    var position = 0
    var expected = 0
    while let line = text.takeLine(&position) {
      guard let index = index(of: text.extracting(line), expected: expected) else { continue }
      body(
        keys[index], text.extracting((line.lowerBound + names[index].count + 1)..<line.upperBound))
      expected = index + 1
    }
  }

  private func index(of line: Span<UInt8>, expected: Int) -> Int? {
    for index in expected..<names.count where matches(line, names[index]) { return index }
    for index in 0..<min(expected, names.count) where matches(line, names[index]) { return index }
    return nil
  }

  private func matches(_ line: Span<UInt8>, _ name: [UInt8]) -> Bool {
    guard line.count > name.count, line[name.count] == UInt8(ascii: ":") else { return false }
    for index in name.indices where line[index] != name[index] { return false }
    return true
  }
}
