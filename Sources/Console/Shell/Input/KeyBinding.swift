import QueryLanguage

/// A key of the shell and what it does, declared in one place: what is bound, `\h keys` and the
/// reference are made from this.
///
/// libedit knows the arrows with emacs' keys. With vi's it takes the escape that begins a sequence
/// for the step into command mode, so there each sequence of this list is translated to one code.
package struct KeyBinding: Sendable {
  /// As people call it: `Alt-Enter`; several that do the same are told by one.
  package let name: String
  /// What it does, in one sentence; empty where that is not worth a line of the list.
  package let summary: String
  /// What terminals send for it after an escape.
  let sequences: [String]
  /// Single keys, as libedit writes them: `^W`.
  let controls: [String]
  /// libedit's command; nil where libedit itself has bound it.
  let emacs: String?
  /// libedit's command in vi's insert mode, and of a sequence in its command mode too.
  let vi: String?
  /// libedit's command for the single keys in vi's command mode.
  let viCommand: String?

  private init(
    _ name: String, _ summary: String, sequences: [String] = [], controls: [String] = [],
    emacs: String? = nil, vi: String? = nil, viCommand: String? = nil
  ) {
    self.name = name
    self.summary = summary
    self.sequences = sequences
    self.controls = controls
    self.emacs = emacs
    self.vi = vi
    self.viCommand = viCommand
  }

  private init(
    _ name: String, _ summary: String, sequences: [String] = [], controls: [String] = [],
    _ command: String, viCommand: String? = nil
  ) {
    self.init(
      name, summary, sequences: sequences, controls: controls, emacs: command, vi: command,
      viCommand: viCommand)
  }

  /// What begins a paste, and what ends it.
  static let pasteStart = Array("[200~".utf8)
  /// The sequence that ends a paste, its escape included.
  static let pasteEnd = Array("\u{1b}[201~".utf8)

  /// Those that terminals send as sequences.
  static let withSequences = all.filter { !$0.sequences.isEmpty }

  /// The code in libedit's table for the binding at this index of those with sequences: a C1
  /// control, which nobody types.
  static func code(at index: Int) -> UInt8 { 0x80 + UInt8(truncatingIfNeeded: index) }

  /// The code of the sequence that these bytes are; nil for any other.
  static func code(of bytes: [UInt8]) -> UInt8? {
    let index = withSequences.firstIndex { binding in
      binding.sequences.contains { bytes.elementsEqual($0.utf8) }
    }
    return index.map(code(at:))
  }
}

extension KeyBinding {
  /// Every key that is bound, and those of libedit's that are worth knowing, in the order in which
  /// they are listed.
  package static let all =
    [
      KeyBinding(
        "Enter",
        "Runs a statement of one line if it is complete; one of several at ';' or an empty line."),
      KeyBinding(
        "Alt-Enter", "Puts a new line in wherever the cursor is.",
        sequences: ["\r", "\n", "[13;2u", "[13;3u", "[13;5u", "[27;2;13~", "[27;3;13~"],
        ShellKey.name(.newLine)),
      KeyBinding("Tab", "Completes the word at the cursor, or lists what may stand there."),
    ] + moves + edits + searches + program

  private static let moves = [
    KeyBinding(
      "Up, Down",
      """
      Goes to another line of the statement; from its first or last, to earlier or later ones. So do \
      Ctrl-P and Ctrl-N.
      """,
      sequences: ["[A", "OA"], controls: ["^P"], ShellKey.name(.up)),
    KeyBinding("", "", sequences: ["[B", "OB"], controls: ["^N"], ShellKey.name(.down)),
    KeyBinding("", "", sequences: ["[C", "OC"], vi: "ed-next-char"),
    KeyBinding("", "", sequences: ["[D", "OD"], vi: "ed-prev-char"),
    KeyBinding("", "", controls: ["k"], viCommand: ShellKey.name(.up)),
    KeyBinding("", "", controls: ["j"], viCommand: ShellKey.name(.down)),
    KeyBinding(
      "Home, Ctrl-A", "Goes to the beginning of the line.",
      sequences: ["[H", "OH", "[1~", "[7~"], controls: ["^A"], ShellKey.name(.lineStart)),
    KeyBinding(
      "End, Ctrl-E", "Goes to the end of the line.",
      sequences: ["[F", "OF", "[4~", "[8~"], controls: ["^E"], ShellKey.name(.lineEnd)),
    KeyBinding(
      "Ctrl-Left, Ctrl-Right", "Goes a word back or on; so do Alt-B and Alt-F with emacs' keys.",
      sequences: ["[1;5C", "[1;3C", "[5C"], emacs: "em-next-word", vi: "vi-next-word"),
    KeyBinding(
      "", "", sequences: ["[1;5D", "[1;3D", "[5D"], emacs: "ed-prev-word", vi: "vi-prev-word"),
  ]

  private static let edits = [
    KeyBinding("", "", sequences: ["[2~"], "ed-ignore"),
    KeyBinding(
      "Delete", "Deletes the character at the cursor.", sequences: ["[3~"], "ed-delete-next-char"),
    KeyBinding(
      "Ctrl-W", "Deletes the word before the cursor.", controls: ["^W"],
      emacs: "ed-delete-prev-word"),
    KeyBinding(
      "Ctrl-Delete", "Deletes the word at the cursor.", sequences: ["[3;5~"], "em-delete-next-word"),
    KeyBinding("Ctrl-U", "Deletes the statement; with vi's keys, what stands before the cursor."),
    KeyBinding("Ctrl-K", "Deletes what stands behind the cursor."),
    KeyBinding("Ctrl-Y", "Puts back what was deleted last, with emacs' keys."),
  ]

  private static let searches = [
    KeyBinding(
      "Ctrl-R", "Searches what was typed before; once more, further back.", controls: ["^R"],
      "em-inc-search-prev", viCommand: "em-inc-search-prev"),
    KeyBinding(
      "PageUp, PageDown",
      "Recalls what begins with what stands before the cursor; so does Alt-P with emacs' keys.",
      sequences: ["[5~"], "ed-search-prev-history"),
    KeyBinding("", "", sequences: ["[6~"], "ed-search-next-history"),
  ]

  private static let program = [
    KeyBinding(
      "Ctrl-L", "Clears the screen and keeps the line.", controls: ["^L"], vi: "ed-clear-screen"),
    KeyBinding("Ctrl-C", "Drops what was typed, or stops the query that is running."),
    KeyBinding("Ctrl-D", "Leaves the shell; in a line, with emacs' keys, deletes a character."),
    KeyBinding("Ctrl-Z", "Stops procq; 'fg' in the shell that started it goes on."),
    // Escape would swallow the next key: libedit takes it for the beginning of a sequence.
    KeyBinding("", "", controls: ["^["], viCommand: "ed-ignore"),
  ]
}

extension KeyBinding {
  /// Every key with its sentence, for a window of this width.
  static func help(width: Int?) -> [String] {
    let listed = all.filter { !$0.summary.isEmpty }
    let room = listed.map { displayWidth(of: $0.name) }.max() ?? 0
    if let width, room > width / 2 {
      return listed.flatMap { [$0.name] + wrapped($0.summary, after: "  ", width: width) }
    }
    return listed.flatMap { binding in
      let gap = padding(room - displayWidth(of: binding.name) + 2)
      return wrapped(binding.summary, after: "  \(binding.name)\(gap)", width: width)
    }
  }
}
