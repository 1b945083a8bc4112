/// Whether the program keeps to reading the machine. One value, made where it starts, is asked by
/// everything that would open another file, write one or start a program.
package enum Confinement: Hashable, Sendable {
  /// Whoever runs it may do what the system lets him do.
  case free
  /// `--read-only`
  case asked
  /// It has more rights than whoever started it: its file is setuid or has capabilities.
  case privileged

  /// More rights than the caller's confine it unasked; nothing takes either back.
  package init(isAsked: Bool, hasMoreRights: Bool) {
    self = isAsked ? .asked : hasMoreRights ? .privileged : .free
  }

  /// No file is opened but those of /proc, /sys and the users, and nothing is written, started or acted
  /// on.
  package var isReadOnly: Bool { self != .free }

  /// Why nothing is acted on; nil where it may be.
  package var reasonNotToAct: String? { isReadOnly ? "\(name) does not act" : nil }

  /// What an error says of a word that asks for more.
  package func message(refusing word: String) -> String {
    "\(word) is not allowed: \(name) opens no files and starts no programs"
  }

  /// As the beginning of a sentence.
  private var name: String {
    switch self {
    case .free: "procq"
    case .asked: "--read-only"
    case .privileged: "with more rights than its caller procq"
    }
  }
}

extension Confinement {
  /// Why the command may not be carried out with these words; nil where it may.
  func refusal(of command: ShellCommand, _ words: [String]) -> CommandFailure? {
    guard isReadOnly, command.touchesMore(with: words) else { return nil }
    return CommandFailure(message(refusing: "'\\\(command.name)'"))
  }
}

extension ShellCommand {
  /// Whether it would open a file, write one or start a program; where its only word is where results
  /// go, or what is asked, it does so with that word alone.
  fileprivate func touchesMore(with words: [String]) -> Bool {
    guard words.isEmpty, arguments == [.destination] || arguments == [.recording] else {
      return !effects.isEmpty
    }
    return false
  }
}
