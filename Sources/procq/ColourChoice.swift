import Console
import Glibc

/// When output is coloured.
enum ColourChoice: String, CaseIterable {
  /// On a terminal, unless NO_COLOR is set or the terminal is dumb.
  case auto
  case always
  case never

  /// Whether what is written to the descriptor is coloured: results and errors go each their own way.
  func colours(_ descriptor: CInt) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto:
      isatty(descriptor) == 1 && (environmentValue("NO_COLOR") ?? "").isEmpty
        && environmentValue("TERM") != "dumb"
    }
  }
}
