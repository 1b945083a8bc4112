/// What is wanted of a query.
package enum ExecutionMode: Sendable {
  case rows
  /// Rows, and what each is known by at another moment.
  case identifiedRows
  /// Only whether there is any row: the answer ends after the first, whose cells are not read.
  case existence
}
