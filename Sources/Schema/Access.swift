/// The place of an access in its schema's list.
@usableFromInline
package struct AccessID: Hashable, Sendable {
  /// From 0; counts of accesses are shown in this order.
  package let index: Int

  package init(_ index: Int) {
    self.index = index
  }
}

/// Something that is read to know a fact: a file, a link, a listing.
@usableFromInline package struct Access: Sendable {
  /// What readings and refusals of it are counted under.
  package let id: AccessID
  /// As `describe` and `--stats` show it: `smaps_rollup`.
  package let name: String
  /// The class that the planner compares first; `effort` decides within one.
  package let cost: Cost
  /// What it costs beside others of its class; the unit is a microsecond, roughly.
  package let effort: Int
  /// The privilege that suffices to read it of other users' processes, shown after `may not be
  /// read`; nil where everybody may read it.
  package let permission: String?

  package init(
    _ id: AccessID, _ name: String, cost: Cost, effort: Int = 1, permission: String? = nil
  ) {
    self.id = id
    self.name = name
    self.cost = cost
    self.effort = effort
    self.permission = permission
  }

  /// What a row knows without reading anything: a cell of another query's result.
  package static let known = Access(AccessID(0), "result", cost: .known)

  /// What one reading costs, in the five classes that the planner orders tests by.
  package enum Cost: Int, Comparable, Sendable, CaseIterable {
    /// Nothing: it is known once the row is.
    case known
    /// One call of the system, without a file.
    case call
    /// One small file.
    case file
    /// A link, or the listing of a directory of links.
    case links
    /// A file that walks page tables, and grows with the process.
    case pages

    package static func < (left: Cost, right: Cost) -> Bool { left.rawValue < right.rawValue }
  }

  /// Whether it costs more than a small file, so that it is read only for rows that need it.
  package var isExpensive: Bool { cost > .file }
}

extension Access: Hashable {
  @usableFromInline package static func == (left: Access, right: Access) -> Bool {
    left.id == right.id
  }

  @usableFromInline package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
