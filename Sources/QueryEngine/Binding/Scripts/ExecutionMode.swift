/// What is wanted of a query.
package enum ExecutionMode: Sendable {
  case rows
  /// Only whether there is any row: the answer ends after the first, whose cells are not read.
  case existence
}
