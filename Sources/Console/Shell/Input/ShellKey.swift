import CEditLine

/// Single keys of our own, and codes that stand for keys.
enum ShellKey {
  /// Tab.
  static let complete: UInt8 = 0x09
  /// Codes that the keyboard gives for what is no key: text was pasted, Ctrl-C was pressed.
  static let paste: UInt8 = 0x1e
  /// The code for Ctrl-C.
  static let interrupt: UInt8 = 0x1f
  /// The codes for what Up and Down do at a statement's first and last line.
  static let earlier: UInt8 = 0x9e
  /// The code for Down at the last line.
  static let later: UInt8 = 0x9f

  /// What a key of our own does.
  enum Command: CaseIterable {
    case complete
    case paste
    case interrupt
    case newLine
    case up
    case down
    case lineStart
    case lineEnd

    /// As libedit's client knows it.
    var code: editline_command {
      switch self {
      case .complete: editline_complete
      case .paste: editline_paste
      case .interrupt: editline_interrupt
      case .newLine: editline_new_line
      case .up: editline_up
      case .down: editline_down
      case .lineStart: editline_line_start
      case .lineEnd: editline_line_end
      }
    }

    /// The command of this code; nil for any other.
    init?(_ code: editline_command) {
      guard let command = Self.allCases.first(where: { $0.code == code }) else { return nil }
      self = command
    }
  }

  /// What the command is bound by.
  static func name(_ command: Command) -> String {
    String(cString: editline_command_name(command.code))
  }
}
