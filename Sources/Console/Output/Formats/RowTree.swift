import Execution

/// The order of rows of which each stands below the nearest row above it, and the branches that lead
/// to them. Rows below one stand in the order in which they came.
struct RowTree {
  /// The places of the rows, from above to below.
  private(set) var order: [Int] = []
  /// Likewise, what stands before each row: `│  ├─ `; nothing before one that has none above it.
  private(set) var branches: [String] = []
  private var children: [Int: [Int]] = [:]
  private var isPlaced: [Bool]

  /// What tells where a row stands.
  struct Place {
    /// Nil of one that nothing is known of.
    let key: RowKey?
    /// Of the rows above it, the nearest first, whether they are among the rows or not.
    let ancestors: [RowKey]
  }

  init(_ places: [Place]) {
    isPlaced = Array(repeating: false, count: places.count)
    var byKey: [RowKey: Int] = [:]
    for (index, place) in places.enumerated() {
      if let key = place.key, byKey[key] == nil { byKey[key] = index }
    }
    var roots: [Int] = []
    for (index, place) in places.enumerated() {
      let parent = place.ancestors.lazy.compactMap { byKey[$0] }.first { $0 != index }
      if let parent { children[parent, default: []].append(index) } else { roots.append(index) }
    }
    for root in roots { add(root) }
    // A made-up root may have processes be each other's ancestors.
    for index in places.indices where !isPlaced[index] { add(index) }
  }

  /// A row that is to be placed: what stands before it, and before those below it.
  private struct Pending {
    let index: Int
    let branch: String
    let indent: String
  }

  private mutating func add(_ root: Int) {
    var pending = [Pending(index: root, branch: "", indent: "")]
    while let next = pending.popLast() {
      guard !isPlaced[next.index] else { continue }
      isPlaced[next.index] = true
      order.append(next.index)
      branches.append(next.branch)
      // The last is placed last.
      var isLast = true
      for child in (children[next.index] ?? []).reversed() {
        pending.append(
          Pending(
            index: child, branch: next.indent + (isLast ? "└─ " : "├─ "),
            indent: next.indent + (isLast ? "   " : "│  ")))
        isLast = false
      }
    }
  }
}
