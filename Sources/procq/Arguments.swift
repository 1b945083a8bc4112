import Console
import Glibc

/// What the command line says, byte for byte. `Invocation` says what it means.
struct Arguments {
  /// Something else than running a script or the shell.
  var request: Request?
  var queries: [[UInt8]] = []
  var format = Array(OutputFormat.table.rawValue.utf8)
  var parameters: [[UInt8]] = []
  var procfs: [UInt8]?
  var check = false
  var stats = false
  var includesItself = false
  var omitsHeader = false
  var raw = false
  var denied: [UInt8]?
  var color = Array(ColourChoice.auto.rawValue.utf8)
  var width: [UInt8]?
  var jobs: [UInt8]?
  var quiet = false
  var judgesRows = false
  var omitsStartUpFile = false
  var file: [UInt8]?
  /// Values for the file's parameters.
  var values: [[UInt8]] = []

  enum Request {
    case help
    case version
    case completionScript(shell: [UInt8])
  }

  /// The words after the program's own name, as the system handed them over.
  static var words: [[UInt8]] {
    UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
      .dropFirst()
      .compactMap { $0.map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) } }
  }
}
