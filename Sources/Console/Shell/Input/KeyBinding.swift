/// A key that terminals send as a sequence of bytes, and what it does.
///
/// libedit knows the arrows with emacs' keys. With vi's it takes the escape that begins a sequence
/// for the step into command mode, so there each sequence of this list is translated to one code.
struct KeyBinding: Sendable {
  /// What follows the escape.
  let sequences: [String]
  /// libedit's command; nil where it is bound by libedit itself.
  let emacs: String?
  /// libedit's command for vi's keys.
  let vi: String

  /// Every sequence that is bound.
  static let all = [
    KeyBinding(sequences: ["[A", "OA"], emacs: nil, vi: "ed-prev-history"),
    KeyBinding(sequences: ["[B", "OB"], emacs: nil, vi: "ed-next-history"),
    KeyBinding(sequences: ["[C", "OC"], emacs: nil, vi: "ed-next-char"),
    KeyBinding(sequences: ["[D", "OD"], emacs: nil, vi: "ed-prev-char"),
    KeyBinding(sequences: ["[H", "OH"], emacs: nil, vi: "ed-move-to-beg"),
    KeyBinding(sequences: ["[F", "OF"], emacs: nil, vi: "ed-move-to-end"),
    KeyBinding(sequences: ["[1~", "[7~"], "ed-move-to-beg"),
    KeyBinding(sequences: ["[4~", "[8~"], "ed-move-to-end"),
    KeyBinding(sequences: ["[2~"], "ed-ignore"),
    KeyBinding(sequences: ["[3~"], "ed-delete-next-char"),
    KeyBinding(sequences: ["[5~"], "ed-search-prev-history"),
    KeyBinding(sequences: ["[6~"], "ed-search-next-history"),
    KeyBinding(sequences: ["[1;5C", "[1;3C", "[5C"], emacs: "em-next-word", vi: "vi-next-word"),
    KeyBinding(sequences: ["[1;5D", "[1;3D", "[5D"], emacs: "ed-prev-word", vi: "vi-prev-word"),
    KeyBinding(sequences: ["[3;5~"], "em-delete-next-word"),
  ]

  /// What begins a paste, and what ends it.
  static let pasteStart = Array("[200~".utf8)
  /// The sequence that ends a paste, its escape included.
  static let pasteEnd = Array("\u{1b}[201~".utf8)

  private init(sequences: [String], emacs: String?, vi: String) {
    self.sequences = sequences
    self.emacs = emacs
    self.vi = vi
  }

  private init(sequences: [String], _ command: String) {
    self.init(sequences: sequences, emacs: command, vi: command)
  }

  /// The code in libedit's table for the binding at this index: a C1 control, which nobody types.
  static func code(at index: Int) -> UInt8 { 0x80 + UInt8(truncatingIfNeeded: index) }

  /// The code of the sequence that these bytes are; nil for any other.
  static func code(of bytes: [UInt8]) -> UInt8? {
    let index = all.firstIndex { binding in
      binding.sequences.contains { bytes.elementsEqual($0.utf8) }
    }
    return index.map(code(at:))
  }
}

/// Single keys of our own.
enum ShellKey {
  /// Tab.
  static let complete: UInt8 = 0x09
  /// Codes that the keyboard gives for what is no key: text was pasted, Ctrl-C was pressed.
  static let paste: UInt8 = 0x1e
  /// The code for Ctrl-C.
  static let interrupt: UInt8 = 0x1f

  /// Keys that libedit leaves unbound, or binds to what nobody expects of them.
  static let emacs: [(key: String, command: String)] = [
    ("^R", "em-inc-search-prev"),
    ("^W", "ed-delete-prev-word"),
  ]
  /// The same in vi's insert mode.
  static let viInsert: [(key: String, command: String)] = [
    ("^R", "em-inc-search-prev"),
    ("^A", "ed-move-to-beg"),
    ("^E", "ed-move-to-end"),
    ("^L", "ed-clear-screen"),
    ("^P", "ed-prev-history"),
    ("^N", "ed-next-history"),
  ]
  /// Escape there would swallow the next key: libedit takes it for the beginning of a sequence.
  static let viCommand: [(key: String, command: String)] = [
    ("^R", "em-inc-search-prev"),
    ("^[", "ed-ignore"),
  ]
}
