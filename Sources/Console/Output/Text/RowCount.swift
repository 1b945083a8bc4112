/// A count and what is counted: `1 row`, `2 rows`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

extension [UInt8] {
  /// The line below a result that says how many rows it has.
  mutating func appendFooter(rows: Int) {
    append(contentsOf: "(\(counted(rows, "row")))\n".utf8)
  }
}
