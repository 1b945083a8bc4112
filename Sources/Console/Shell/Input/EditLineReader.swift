import CEditLine
import Glibc
import QueryLanguage

/// Lines from a terminal, edited with libedit.
///
/// It is created when a shell begins, so that other runs pay nothing for libedit. There is one at a
/// time, since signals belong to the whole program.
final class EditLineReader {
  private let editor: OpaquePointer
  private let history: OpaquePointer?
  private let client: UnsafeMutablePointer<editline_client>
  private let terminal: Terminal
  private let complete: (CompletionRequest) -> Completion
  private var keyboard: Keyboard
  private var prompt: UnsafeMutablePointer<CChar>
  private var hasViKeys = false
  private var pasted: [UInt8] = []
  /// What ended the line that is being read, other than Enter.
  private var ending: LineInput?
  /// How often a newline was given to libedit since Ctrl-C; it takes one or two to leave a search.
  private var escapes = 0
  private var moreWaits = false
  /// What can be recalled, the oldest first.
  private var entries: [[UInt8]] = []

  /// How many entries can be recalled.
  static let historyCapacity = 5000

  /// Nil where libedit cannot edit on this terminal. The settings are carried out first.
  init?(
    terminal: Terminal, settings: EditorSettings,
    complete: @escaping (CompletionRequest) -> Completion
  ) {
    Self.chooseUTF8()
    client = .allocate(capacity: 1)
    guard let editor = editline_open("procq", terminal.output == STDERR_FILENO, client) else {
      client.deallocate()
      return nil
    }
    self.editor = editor
    self.terminal = terminal
    self.complete = complete
    history = editline_open_history(editor, CInt(Self.historyCapacity))
    keyboard = Keyboard(STDIN_FILENO)
    prompt = strdup("")
    client.initialize(to: makeClient())
    bindKeys(settings)
    terminal.restoreOnCrash { signals_restore_on_crash($0, $1, $2) }
    editline_edit_terminal(editor, true)
    terminal.send(terminal.sequence(.pasteBrackets))
  }

  deinit {
    _ = terminal.lend()
    editline_close(editor)
    if let history { history_end(history) }
    client.deallocate()
    free(prompt)
  }

  /// libedit knows characters by the locale; UTF-8 is what a query is written in whatever that is.
  private static func chooseUTF8() {
    setlocale(LC_CTYPE, "")
    if String(cString: nl_langinfo(CInt(CODESET))) != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
  }

  // MARK: - Lines

  /// The next line, asked for with this prompt.
  func readLine(prompt text: String) -> LineInput {
    free(prompt)
    prompt = strdup(text)
    ending = nil
    escapes = 0
    hasViKeys = editline_has_vi_keys(editor)
    var count: CInt = 0
    let line = editline_read(editor, &count)
    // Between lines, too, the terminal stays as it is for editing: what is typed ahead is not
    // echoed into the output, and comes through whole.
    editline_edit_terminal(editor, true)
    if let ending { return leave(with: ending) }
    guard let line, count > 0 else { return leave(with: .end) }
    var bytes = Array(UnsafeRawBufferPointer(start: line, count: Int(count)))
    while bytes.last == UInt8(ascii: "\n") || bytes.last == UInt8(ascii: "\r") {
      bytes.removeLast()
    }
    return .line(bytes, moreWaits: moreWaits)
  }

  /// The next output begins on a line of its own. Without editing nothing has ended the line that
  /// Ctrl-C was pressed in.
  private func leave(with ending: LineInput) -> LineInput {
    if ending != .interrupted || editline_is_off(editor) { terminal.send("\r\n") }
    return ending
  }

  /// Offers a statement to be recalled. The latest comes last, and each once.
  func remember(_ statement: [UInt8]) {
    let entry = statement.trimmed
    guard !entry.isEmpty, entry != entries.last else { return }
    let count = entries.count
    entries.removeAll { $0 == entry }
    if entries.count < count { replaceHistory(entries) }
    enter(entry)
  }

  /// All there is to recall, the oldest first.
  func replaceHistory(_ entries: [[UInt8]]) {
    guard let history else { return }
    editline_forget_all(history)
    self.entries = []
    entries.forEach(enter)
  }

  private func enter(_ entry: [UInt8]) {
    guard let history else { return }
    entries.append(entry)
    withText(entry) { _ = editline_remember(history, $0) }
  }

  /// The line being edited, and where in it the cursor is.
  private var line: (text: [UInt8], cursor: Int) {
    guard let line = el_line(editor)?.pointee, let start = line.buffer else { return ([], 0) }
    let bytes = UnsafeRawBufferPointer(start: start, count: line.lastchar - start)
    return (Array(bytes), line.cursor - start)
  }

  // MARK: - Keys

  private func makeClient() -> editline_client {
    editline_client(
      context: Unmanaged.passUnretained(self).toOpaque(),
      prompt: { UnsafePointer(EditLineReader.from($0)?.prompt) },
      next_key: { EditLineReader.from($0)?.nextKey() ?? EDITLINE_FAILED },
      command: { EditLineReader.from($0)?.obey(UInt8(truncatingIfNeeded: $1)) ?? UInt8(CC_ERROR) })
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> EditLineReader? {
    context.map { Unmanaged<EditLineReader>.fromOpaque($0).takeUnretainedValue() }
  }

  /// What libedit is given as the next key.
  private func nextKey() -> Int32 {
    if ending != nil { return leaveLine() }
    while true {
      switch keyboard.next(decodesKeys: hasViKeys) {
      case .character(let scalar):
        if scalar == 0x0a || scalar == 0x0d { moreWaits = keyboard.hasMore }
        return Int32(truncatingIfNeeded: scalar)
      case .key(let code):
        return Int32(code)
      case .paste(let text):
        pasted = text
        return Int32(ShellKey.paste)
      case .signal(SIGINT):
        ending = .interrupted
        return Int32(ShellKey.interrupt)
      case .signal(SIGWINCH):
        redrawForNewSize()
      case .signal(SIGTSTP):
        suspend()
      case .signal(let number):
        ending = .signal(number)
        return EDITLINE_FAILED
      case .end:
        return EDITLINE_END
      case .failure:
        return EDITLINE_FAILED
      }
    }
  }

  /// Leaves the line by giving libedit a newline, which also ends a search or a command. If the
  /// user has bound newline to something else, an error does.
  private func leaveLine() -> Int32 {
    escapes += 1
    return escapes <= 4 && ending == .interrupted ? 0x0a : EDITLINE_FAILED
  }

  /// A key of our own; libedit's code for what it has to do then.
  private func obey(_ key: UInt8) -> UInt8 {
    switch key {
    case ShellKey.paste:
      return insertPaste()
    case ShellKey.interrupt where ending == .interrupted:
      let line = line
      el_cursor(editor, CInt(line.text.count - line.cursor))
      el_insertstr(editor, "^C")
      return UInt8(CC_REFRESH)
    case ShellKey.interrupt:
      return UInt8(CC_ERROR)
    default:
      return completeWord()
    }
  }

  private func insertPaste() -> UInt8 {
    let text = PastedText.cleaned(pasted)
    pasted = []
    guard !text.isEmpty else { return UInt8(CC_ERROR) }
    let inserted = withText(text) { el_insertstr(editor, $0) }
    return UInt8(inserted == 0 ? CC_REFRESH : CC_ERROR)
  }

  // MARK: - The terminal

  private func redrawForNewSize() {
    let row = layout.cursorRow
    editline_resize(editor)
    if !terminal.isDumb {
      terminal.send((row > 0 ? "\u{1b}[\(row)A" : "") + "\r" + terminal.sequence(.clearBelow))
    }
    editline_redraw(editor)
  }

  private var layout: LineLayout {
    let line = line
    return LineLayout(
      prompt: String(cString: prompt), text: line.text, cursor: line.cursor,
      width: terminal.size.columns)
  }

  /// Ctrl-Z; the line stands there again when the program goes on.
  private func suspend() {
    moveBelowLine()
    terminal.suspend()
    editline_resize(editor)
    editline_redraw(editor)
  }

  private func moveBelowLine() {
    let layout = layout
    terminal.send(String(repeating: "\n", count: layout.lastRow - layout.cursorRow + 1) + "\r")
  }

  // MARK: - Completion

  private func completeWord() -> UInt8 {
    let line = line
    let size = terminal.size
    let completion = complete(CompletionRequest(line: line.text, cursor: line.cursor))
    guard completion.start <= line.cursor else { return UInt8(CC_ERROR) }
    let word = Array(line.text[completion.start..<line.cursor])
    if let text = completion.insertion(for: word) {
      return replaceWord(of: word, with: text)
    }
    guard completion.candidates.count > 1 else { return UInt8(CC_ERROR) }
    moveBelowLine()
    list(completion.candidates, columns: size.columns, rows: size.rows)
    editline_redraw(editor)
    return UInt8(CC_NORM)
  }

  private func replaceWord(of word: [UInt8], with text: [UInt8]) -> UInt8 {
    el_deletestr(editor, CInt(String(decoding: word, as: UTF8.self).unicodeScalars.count))
    let inserted = withText(text) { el_insertstr(editor, $0) }
    return UInt8(inserted == 0 ? CC_REFRESH : CC_ERROR)
  }

  private func list(_ candidates: [Candidate], columns: Int, rows: Int) {
    let listing = CandidateListing(candidates, width: columns, height: rows)
    if listing.lines.count >= rows, !isWanted(count: candidates.count) { return }
    terminal.send(listing.lines.map { $0 + "\r\n" }.joined())
  }

  /// A list that would push everything else off the screen is asked about first.
  private func isWanted(count: Int) -> Bool {
    let question = "\(count) words may stand here; show them all? (y or n) "
    terminal.send(question)
    defer { terminal.send("\r\n") }
    while true {
      switch keyboard.next(decodesKeys: hasViKeys) {
      case .character(let key):
        return [UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: " ")].contains { key == $0 }
      case .signal(SIGINT):
        ending = .interrupted
        return false
      case .signal(SIGWINCH):
        editline_resize(editor)
      case .signal(SIGTSTP):
        terminal.send("\r\n")
        terminal.suspend()
        terminal.send(question)
      case .signal(let number):
        ending = .signal(number)
        return false
      case .key, .paste, .end, .failure:
        return false
      }
    }
  }
}

// MARK: - Bindings

extension EditLineReader {
  /// Binds our keys after ~/.editrc was carried out, since a `bind -v` in it would undo them; then
  /// repeats the user's own bindings, which take precedence.
  private func bindKeys(_ settings: EditorSettings) {
    // As libedit itself does, as far as the first line that is wrong.
    _ = settings.lines.allSatisfy { editline_run(editor, $0) != -1 }
    let command = String(cString: editline_client_command)
    for code in [ShellKey.complete, ShellKey.paste, ShellKey.interrupt] {
      bind(octal(code), to: command)
    }
    if editline_has_vi_keys(editor) { bindViKeys(command) } else { bindEmacsKeys() }
    repeatBindings(of: settings)
  }

  private func bindEmacsKeys() {
    for binding in KeyBinding.all {
      guard let command = binding.emacs else { continue }
      binding.sequences.forEach { bind("\\e" + $0, to: command) }
    }
    ShellKey.emacs.forEach { bind($0.key, to: $0.command) }
  }

  private func bindViKeys(_ command: String) {
    bind(octal(ShellKey.paste), to: command, inCommandMode: true)
    bind(octal(ShellKey.interrupt), to: command, inCommandMode: true)
    for (index, binding) in KeyBinding.all.enumerated() {
      bind(octal(KeyBinding.code(at: index)), to: binding.vi)
      bind(octal(KeyBinding.code(at: index)), to: binding.vi, inCommandMode: true)
    }
    ShellKey.viInsert.forEach { bind($0.key, to: $0.command) }
    ShellKey.viCommand.forEach { bind($0.key, to: $0.command, inCommandMode: true) }
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

/// Calls with bytes as a C string, up to a NUL.
private func withText<Result>(
  _ bytes: [UInt8], _ body: (UnsafePointer<CChar>) -> Result
) -> Result {
  (bytes + [0]).withUnsafeBytes { bytes in
    bytes.withMemoryRebound(to: CChar.self) { text in
      // The terminating zero is there, so the buffer has an address.
      text.baseAddress.map(body) ?? body("")
    }
  }
}
