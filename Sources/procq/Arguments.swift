import CProc
import Console
import Glibc

/// What the command line says, byte for byte. `Invocation` says what it means.
struct Arguments {
  /// Something else than running a script or the shell.
  var request: Request?
  /// The values of `-e`, in their order.
  var queries: [[UInt8]] = []
  /// The value of `--format`.
  var format = Array(OutputFormat.table.rawValue.utf8)
  /// The values of `-p`, each `NAME=VALUE`.
  var parameters: [[UInt8]] = []
  /// The value of `--procfs`.
  var procfs: [UInt8]?
  /// The value of `--replay`.
  var replay: [UInt8]?
  /// `--check`
  var check = false
  /// `--stats`
  var stats = false
  /// `--self`
  var includesItself = false
  /// `--no-header`
  var omitsHeader = false
  /// `--raw`
  var raw = false
  /// The value of `--denied`.
  var denied: [UInt8]?
  /// The value of `--color`.
  var color = Array(ColourChoice.auto.rawValue.utf8)
  /// The value of `--width`.
  var width: [UInt8]?
  /// The value of `--jobs`.
  var jobs: [UInt8]?
  /// The value of `--timeout`.
  var timeout: [UInt8]?
  /// The value of `--yes`, which is known where it was left out.
  var leave: [UInt8]?
  /// `--dry-run`
  var isDryRun = false
  /// The value of `--watch`.
  var watch: [UInt8]?
  /// The value of `--output`.
  var output: [UInt8]?
  /// `--no-notes`
  var omitsNotes = false
  /// `--quiet`
  var quiet = false
  /// `--exit-status`
  var judgesRows = false
  /// `--no-rc`
  var omitsStartUpFile = false
  /// `--read-only`
  var isReadOnly = false
  /// The first word that is no option: the name of a saved file, or `-`.
  var file: [UInt8]?
  /// Values for the file's parameters.
  var values: [[UInt8]] = []

  /// What the program can do beside running statements.
  enum Request {
    case help
    case version
    case completionScript(shell: [UInt8])
    case manualPage(section: [UInt8])
    /// The names of saved queries and samples.
    case queries
    /// What may be given to the file.
    case parameters
  }

  /// The words after the program's own name, as the system handed them over. Swift's own
  /// `CommandLine` reads them from /proc, and has none where that is not mounted.
  static var words: [[UInt8]] {
    UnsafeBufferPointer(start: cproc_arguments(), count: Int(cproc_argument_count()))
      .dropFirst()
      .compactMap { $0.map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) } }
  }
}
