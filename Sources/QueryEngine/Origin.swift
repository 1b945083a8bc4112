/// Where facts come from: a file, a link, a listing. Compared by identity: each is made once, in
/// the catalog's one list.
package final class Origin: Sendable {
  /// As `describe` and `--stats` show it: `smaps_rollup`.
  package let name: String
  package let cost: Cost
  /// What it costs beside others of its class; the unit is a microsecond, roughly.
  package let effort: Int
  /// What suffices to read it of other users' processes; shown after `may not be read`.
  package let permission: String?
  /// By which the catalog finds what it stands for; nil where it needs none.
  package let number: Int?

  package init(
    _ name: String, cost: Cost, effort: Int = 1, permission: String? = nil, number: Int? = nil
  ) {
    self.name = name
    self.cost = cost
    self.effort = effort
    self.permission = permission
    self.number = number
  }

  /// What one reading costs, in the four classes that the planner orders tests by.
  package enum Cost: Int, Comparable, Sendable, CaseIterable {
    /// Known once the row is known.
    case listing
    /// One small file.
    case file
    /// A link or the listing of a directory of links.
    case links
    /// A file that walks page tables, and grows with the process.
    case pages

    package static func < (left: Cost, right: Cost) -> Bool { left.rawValue < right.rawValue }
  }
}

extension Origin: Hashable {
  package static func == (left: Origin, right: Origin) -> Bool { left === right }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(self))
  }
}
