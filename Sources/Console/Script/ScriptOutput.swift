import Glibc
import QueryLanguage

/// Where the results of a script go now: to standard output, or into a file.
struct ScriptOutput {
  /// What they are written to.
  let buffer: OutputBuffer
  /// Nil: standard output.
  let file: ResultFile?

  /// Standard output.
  init(standard buffer: OutputBuffer) {
    self.buffer = buffer
    file = nil
  }

  /// A file of this name.
  init(file name: [UInt8]) throws(SystemError) {
    let file = try ResultFile(name)
    self.file = file
    buffer = OutputBuffer(
      DescriptorSink(file.descriptor), pace: isatty(file.descriptor) == 1 ? .everyRow : .together)
  }

  /// What an error calls it.
  var name: String { file.map { visible($0.name) } ?? "standard output" }
  /// Where the bytes go.
  var descriptor: CInt { file?.descriptor ?? STDOUT_FILENO }

  /// All results for it have come.
  func finish() throws(ResultFailure) {
    try buffer.flush()
    try file?.keep()
  }

  /// A style for who watches standard output, so that it is one for whoever reads this. Colours that
  /// are always wanted stay.
  func fitted(_ style: OutputStyle, _ options: ScriptOptions) -> OutputStyle {
    guard let file else { return style }
    var style = style
    let isTerminal = isatty(file.descriptor) == 1
    style.isColoured = options.alwaysColours || style.isColoured && isTerminal
    if !options.hasFixedWidth {
      style.width = isTerminal ? WindowSize(of: file.descriptor)?.columns : nil
    }
    style.isTerminal = isTerminal
    return style
  }
}
