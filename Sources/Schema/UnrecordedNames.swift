/// What could have been asked of the machine when it was recorded, and was not recorded: names as the
/// language has them, for the errors of who asks for them.
package struct UnrecordedNames: Hashable, Sendable {
  /// Columns of the principal table, with their other names; also those that are derived from such.
  package let columns: [String]
  /// Relations of the principal table that lead to what was not recorded.
  package let relations: [String]
  /// Sources.
  package let tables: [String]
  /// Groups of columns of which none was recorded.
  package let groups: [String]
  /// Which of these columns are other names, and of which.
  package let aliases: [Alias]
  /// Of some of these columns and relations, the columns that they would follow from.
  package let needs: [Need]

  package init(
    columns: [String], relations: [String], tables: [String], groups: [String] = [],
    aliases: [Alias] = [], needs: [Need] = []
  ) {
    self.columns = columns
    self.relations = relations
    self.tables = tables
    self.groups = groups
    self.aliases = aliases
    self.needs = needs
  }

  /// Another name of a column: `command` of `args`.
  package struct Alias: Hashable, Sendable {
    /// The other name.
    package let name: String
    /// The column.
    package let column: String

    package init(_ name: String, of column: String) {
      self.name = name
      self.column = column
    }
  }

  /// What a column or a relation follows from, and was not recorded: `cpu_percent` from `cpu_time`.
  package struct Need: Hashable, Sendable {
    /// A column by any of its names, or a relation.
    package let name: String
    /// The missing columns.
    package let columns: [String]

    package init(_ name: String, columns: [String]) {
      self.name = name
      self.columns = columns
    }
  }
}
