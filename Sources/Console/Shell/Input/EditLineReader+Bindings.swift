import CEditLine

/// What the keys do.
extension EditLineReader {
  /// Binds our keys after ~/.editrc was carried out, since a `bind -v` in it would undo them; then
  /// repeats the user's own bindings, which take precedence.
  func bindKeys(_ settings: EditorSettings) {
    // As libedit itself does, as far as the first line that is wrong.
    _ = settings.lines.allSatisfy { editline_run(editor, $0) != -1 }
    bind(octal(ShellKey.complete), to: ShellKey.name(.complete))
    bindCodes(inCommandMode: false)
    if editline_has_vi_keys(editor) { bindViKeys() } else { bindEmacsKeys() }
    repeatBindings(of: settings)
    if !settings.allowsCommands { unbindCommands() }
  }

  /// M-x and M-X of emacs' keys, and of vi's `:` and `v`. Without them nothing binds others.
  private func unbindCommands() {
    for key in ["\\370", "\\330", "\\ex", "\\eX"] { bind(key, to: "ed-unassigned") }
    for key in [":", "v"] { bind(key, to: "ed-unassigned", inCommandMode: true) }
  }

  /// What stands for keys, but is none that could be pressed.
  private func bindCodes(inCommandMode: Bool) {
    let codes = [
      (ShellKey.paste, ShellKey.name(.paste)), (ShellKey.interrupt, ShellKey.name(.interrupt)),
      (ShellKey.earlier, "ed-prev-history"), (ShellKey.later, "ed-next-history"),
    ]
    for (code, command) in codes { bind(octal(code), to: command, inCommandMode: inCommandMode) }
  }

  private func bindEmacsKeys() {
    for binding in KeyBinding.all {
      guard let command = binding.emacs else { continue }
      binding.sequences.forEach { bind("\\e" + $0, to: command) }
      binding.controls.forEach { bind($0, to: command) }
    }
  }

  private func bindViKeys() {
    bindCodes(inCommandMode: true)
    for (index, binding) in KeyBinding.withSequences.enumerated() {
      guard let command = binding.vi else { continue }
      bind(octal(KeyBinding.code(at: index)), to: command)
      bind(octal(KeyBinding.code(at: index)), to: command, inCommandMode: true)
    }
    for binding in KeyBinding.all {
      for key in binding.controls {
        if let command = binding.vi { bind(key, to: command) }
        if let command = binding.viCommand { bind(key, to: command, inCommandMode: true) }
      }
    }
  }

  private func bind(_ key: String, to command: String, inCommandMode: Bool = false) {
    _ = editline_bind(editor, inCommandMode, key, command)
  }

  private func octal(_ code: UInt8) -> String {
    let digits = String(code, radix: 8)
    return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
  }

  /// The single bindings of ~/.editrc once more, silently: what was wrong with one has been said.
  private func repeatBindings(of settings: EditorSettings) {
    editline_set_silent(editor, true)
    for line in settings.bindings { _ = editline_run(editor, line) }
    editline_set_silent(editor, false)
  }
}
