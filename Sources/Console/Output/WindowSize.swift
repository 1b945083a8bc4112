import Glibc

/// How large a terminal's window is; nil where the terminal does not know.
package struct WindowSize: Sendable {
  /// How many columns it has.
  package let columns: Int?
  /// How many lines it has.
  package let rows: Int?

  /// Nil where the descriptor is no terminal.
  package init?(of descriptor: CInt) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
    columns = size.ws_col > 0 ? Int(size.ws_col) : nil
    rows = size.ws_row > 0 ? Int(size.ws_row) : nil
  }
}
