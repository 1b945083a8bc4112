/// What is wanted of a query.
package enum ExecutionMode: Sendable {
  case rows
  /// Rows, and what each is known by at another moment.
  case identifiedRows
  /// Besides that, what the rows above each are known by.
  case rowsWithAncestors
  /// What each row is known by at another moment, and nothing else: its cells are not read.
  case identities
  /// Only whether there is any row: the answer ends after the first, whose cells are not read.
  case existence

  /// Whether rows are known again at another moment.
  package var identifiesRows: Bool {
    switch self {
    case .identifiedRows, .rowsWithAncestors, .identities: true
    case .rows, .existence: false
    }
  }

  /// Whether the cells of rows are read.
  package var readsCells: Bool {
    switch self {
    case .rows, .identifiedRows, .rowsWithAncestors: true
    case .identities, .existence: false
    }
  }

  /// Whether the rows above each are told.
  package var tellsAncestors: Bool {
    switch self {
    case .rowsWithAncestors: true
    case .rows, .identifiedRows, .identities, .existence: false
    }
  }
}
