/// How a script is run, and what is told of it.
package struct ScriptOptions: Sendable {
  /// How results are written.
  package var format = OutputFormat.table
  /// How results look.
  package var style = OutputStyle()
  /// The width in the style was asked for; else it is the terminal's, whenever a result is shown.
  package var hasFixedWidth = false
  /// Colours are wanted whoever reads the results.
  package var alwaysColours = false
  /// The file that results go into; nil: standard output.
  package var outputFile: [UInt8]?
  /// Whether notes are told.
  package var tellsNotes = true
  /// One line of JSON on standard error after each query.
  package var showsStatistics = false
  /// Print nothing; stop at the first row.
  package var isQuiet = false
  /// The exit status says whether some row came.
  package var judgesRows = false
  /// How long a statement may take, in nanoseconds; nil: as long as it does.
  package var timeout: Int64?
  /// The script's only query is run again each so many nanoseconds; nil: as it says itself.
  package var watchInterval: Int64?
  /// Whether actions may be done.
  package var leave = Leave.none
  /// Report every error, and run nothing.
  package var checksOnly = false
  /// Whether no file is opened and no program started.
  package var confinement = Confinement.free

  package init() {}
}
