/// What could have been asked of the machine when it was recorded, and was not recorded: names as the
/// language has them, for the errors of who asks for them.
package struct UnrecordedNames: Hashable, Sendable {
  /// Columns of the principal table, with their other names; also those that are derived from such.
  package let columns: [String]
  /// Relations of the principal table that lead to what was not recorded.
  package let relations: [String]
  /// Sources.
  package let tables: [String]

  package init(columns: [String], relations: [String], tables: [String]) {
    self.columns = columns
    self.relations = relations
    self.tables = tables
  }
}
