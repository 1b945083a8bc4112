import Binding
package import Values

/// How results look, whatever their format.
package struct OutputStyle: Sendable {
  /// Columns of the terminal that a table is fitted into; nil: as wide as it comes.
  package var width: Int?
  /// Whether headings, null and denied are marked by colour.
  package var isColoured = false
  /// A terminal reads it, so no byte of a process's making may reach it as a control.
  package var isTerminal = false
  /// Exact numbers for people, too: bytes, seconds.
  package var isRaw = false
  /// Whether the names of the columns stand in the first line.
  package var hasHeader = true
  /// A last line with the count of rows, under a table.
  package var hasFooter = false
  /// What stands for denied in the formats for machines; nil: what stands for null.
  package var deniedText: Text?

  package init() {}
}
