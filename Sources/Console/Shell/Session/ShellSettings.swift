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
  /// How the next result, which describes what can be asked, is shown; nil: it is as any other.
  var description: ResultForm.Description?
  /// Whether notes are told.
  let tellsNotes: Bool
  /// Whether the user has set the width, so that the terminal's is not used.
  let hasFixedWidth: Bool
  /// How long a statement may take, in nanoseconds; nil: as long as it does.
  let timeout: Int64?

  init(_ options: ScriptOptions) {
    format = options.format
    style = options.style
    tellsNotes = options.tellsNotes
    timeout = options.timeout
    hasFixedWidth = options.hasFixedWidth
    isTimed = options.showsStatistics
  }

  /// In which form results are written.
  var form: ResultForm {
    var form = ResultForm(format, style)
    form.expansion = expansion
    form.description = description
    return form
  }
}
