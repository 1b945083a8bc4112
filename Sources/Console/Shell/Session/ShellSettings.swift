/// When a row is shown as a block of lines instead of a line of a table.
enum Expansion: String, CaseIterable, Sendable {
  case on
  case off
  /// If the table would be wider than the screen.
  case auto
}

/// What the shell's commands change.
struct ShellSettings: Sendable {
  /// How results are written.
  var format: OutputFormat
  /// When rows are shown as blocks of lines.
  var expansion = Expansion.off
  /// Whether time and reads are told after each statement.
  var isTimed = false
  /// Whether a table stands above the next result.
  var followsTable = false
  /// How results look.
  var style: OutputStyle
  /// Whether the user has set the width, so that the terminal's is not used.
  let hasFixedWidth: Bool
  /// How long a statement may take, in nanoseconds; nil: as long as it does.
  let timeout: Int64?

  init(_ options: ScriptOptions) {
    format = options.format
    style = options.style
    timeout = options.timeout
    hasFixedWidth = options.hasFixedWidth
    isTimed = options.showsStatistics
  }
}
