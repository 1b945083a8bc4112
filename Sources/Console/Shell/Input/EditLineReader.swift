import CEditLine
import Glibc
import QueryLanguage

/// Lines from a terminal, edited with libedit.
///
/// It is created when a shell begins, so that other runs pay nothing for libedit. There is one at a
/// time, since signals belong to the whole program.
final class EditLineReader {
  let editor: OpaquePointer
  private let history: OpaquePointer?
  private let client: UnsafeMutablePointer<editline_client>
  let terminal: Terminal
  private let complete: (CompletionRequest) -> Completion
  /// Gives back what was typed of a statement in earlier lines, which is edited again.
  let takeBack: () -> [UInt8]
  private var keyboard: Keyboard
  private var promptText: UnsafeMutablePointer<CChar>
  /// What asked for the first line of the statement.
  private(set) var firstPrompt = ""
  private var hasViKeys = false
  private var pasted: [UInt8] = []
  /// What ended the line that is being read, other than Enter.
  private var ending: LineInput?
  /// How often a newline was given to libedit since Ctrl-C; it takes one or two to leave a search.
  private var escapes = 0
  private var moreWaits = false
  /// What stands above the line that is being read: the statement that it continues.
  var above = StatementAbove()
  /// Up has recalled an earlier statement into the line.
  var hasGoneUp = false
  /// Where libedit was in the history when the line began.
  private var place: CInt?
  /// The key that libedit is given next, in place of one that was pressed.
  var queued: UInt8?
  /// The column that the cursor would be in, had its line one, and where it is instead.
  var wish: (column: Int, cursor: Int)?
  /// The quote that a completion has put behind the word, and the line as it was then.
  private var closing: (mark: UInt8, line: [UInt8], cursor: Int)?
  /// What can be recalled, the oldest first.
  private var entries: [[UInt8]] = []

  /// How many entries can be recalled.
  static let historyCapacity = 5000

  /// Nil where libedit cannot edit on this terminal. The settings are carried out first.
  init?(
    terminal: Terminal, settings: EditorSettings,
    complete: @escaping (CompletionRequest) -> Completion, takeBack: @escaping () -> [UInt8]
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
    self.takeBack = takeBack
    history = editline_open_history(editor, CInt(Self.historyCapacity))
    keyboard = Keyboard(STDIN_FILENO)
    promptText = strdup("")
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
    free(promptText)
  }

  /// libedit knows characters by the locale; UTF-8 is what a query is written in whatever that is.
  private static func chooseUTF8() {
    setlocale(LC_CTYPE, "")
    if String(cString: nl_langinfo(CInt(CODESET))) != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
  }

  // MARK: - Lines

  /// The next line, asked for with this prompt; it continues a statement that was begun in earlier
  /// ones.
  func readLine(prompt text: String, continuing statement: [UInt8] = []) -> LineInput {
    prompt = text
    if statement.isEmpty { firstPrompt = text }
    above.begin(statement)
    wish = nil
    closing = nil
    hasGoneUp = false
    ending = nil
    escapes = 0
    hasViKeys = editline_has_vi_keys(editor)
    history.map(editline_go_to_oldest)
    place = history.map(editline_place)
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
    let layout = LineLayout(
      prompt: prompt, text: bytes, cursor: bytes.count, width: terminal.size.columns)
    let isOpen = above.isTakenBack && !bytes.endsWithEmptyLine
    above.add(bytes, rows: layout.lastRow + 1)
    return .line(bytes, moreWaits: moreWaits || isOpen)
  }

  /// What stands before the line.
  var prompt: String {
    get { String(cString: promptText) }
    set {
      free(promptText)
      promptText = strdup(newValue)
    }
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

  /// Nothing was recalled into this line: neither by Up, nor otherwise, after which libedit is at
  /// another place than the oldest entry, or the line is that.
  var isFresh: Bool {
    !hasGoneUp && place == history.map(editline_place) && line.text != entries.first
  }

  private func enter(_ entry: [UInt8]) {
    guard let history else { return }
    entries.append(entry)
    withText(entry) { _ = editline_remember(history, $0) }
  }

  /// The line being edited, and where in it the cursor is.
  var line: (text: [UInt8], cursor: Int) {
    guard let line = el_line(editor)?.pointee, let start = line.buffer else { return ([], 0) }
    let bytes = UnsafeRawBufferPointer(start: start, count: line.lastchar - start)
    return (Array(bytes), line.cursor - start)
  }

  // MARK: - Keys

  private func makeClient() -> editline_client {
    editline_client(
      context: Unmanaged.passUnretained(self).toOpaque(),
      prompt: { UnsafePointer(EditLineReader.from($0)?.promptText) },
      next_key: { EditLineReader.from($0)?.nextKey() ?? EDITLINE_FAILED },
      command: { EditLineReader.from($0)?.obey($1) ?? UInt8(CC_ERROR) })
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> EditLineReader? {
    context.map { Unmanaged<EditLineReader>.fromOpaque($0).takeUnretainedValue() }
  }

  /// What libedit is given as the next key.
  private func nextKey() -> Int32 {
    if ending != nil { return leaveLine() }
    if let key = queued.take() { return Int32(key) }
    while true {
      let event = keyboard.next(decodesKeys: hasViKeys)
      let closing = closing.take()
      switch event {
      case .character(let scalar):
        // The quote is there already.
        if let closing, scalar == closing.mark, line == (closing.line, closing.cursor) { continue }
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

  /// A command of our own; libedit's code for what it has to do then.
  private func obey(_ code: editline_command) -> UInt8 {
    switch ShellKey.Command(code) {
    case .complete: completeWord()
    case .paste: insertPaste()
    case .interrupt: showInterrupt()
    case .newLine: insert([UInt8(ascii: "\n")])
    case .up: moveUp()
    case .down: moveDown()
    case .lineStart: moveToLineStart()
    case .lineEnd: moveToLineEnd()
    case nil: UInt8(CC_ERROR)
    }
  }

  private func showInterrupt() -> UInt8 {
    guard ending == .interrupted else { return UInt8(CC_ERROR) }
    let line = line
    el_cursor(editor, CInt(line.text.count - line.cursor))
    return insert(Array("^C".utf8))
  }

  private func insertPaste() -> UInt8 {
    let text = PastedText.cleaned(pasted)
    pasted = []
    return text.isEmpty ? UInt8(CC_ERROR) : insert(text)
  }

  /// Puts text in at the cursor.
  func insert(_ text: [UInt8]) -> UInt8 {
    let inserted = withText(text) { el_insertstr(editor, $0) }
    return UInt8(inserted == 0 ? CC_REFRESH : CC_ERROR)
  }

  // MARK: - The terminal

  private func redrawForNewSize() {
    let row = layout.cursorRow
    editline_resize(editor)
    above.isApart = true
    redraw(fromRowsAbove: row)
  }

  /// Draws the line anew where it began: so many rows above the cursor.
  func redraw(fromRowsAbove rows: Int) {
    if !terminal.isDumb {
      terminal.send((rows > 0 ? "\u{1b}[\(rows)A" : "") + "\r" + terminal.sequence(.clearBelow))
    }
    editline_redraw(editor)
  }

  /// Where the line is on the screen.
  var layout: LineLayout {
    let line = line
    return LineLayout(
      prompt: prompt, text: line.text, cursor: line.cursor, width: terminal.size.columns)
  }

  /// Ctrl-Z; the line stands there again when the program goes on.
  private func suspend() {
    moveBelowLine()
    terminal.suspend()
    editline_resize(editor)
    editline_redraw(editor)
  }

  /// For what is written below the line, which is drawn anew behind that.
  private func moveBelowLine() {
    let layout = layout
    above.isApart = true
    terminal.send(String(repeating: "\n", count: layout.lastRow - layout.cursorRow + 1) + "\r")
  }

  // MARK: - Completion

  private func completeWord() -> UInt8 {
    let line = line
    let completion = complete(CompletionRequest(line: line.text, cursor: line.cursor))
    guard completion.start <= line.cursor else { return UInt8(CC_ERROR) }
    let word = Array(line.text[completion.start..<line.cursor])
    let isTyped = !keyboard.hasMore
    if let text = completion.insertion(for: word) {
      let result = replaceWord(of: word, with: text, isWhole: completion.candidates.count == 1)
      // A quote alone is no more than the beginning of all of them.
      guard isTyped, text.count == 1, word.isEmpty else { return result }
    }
    // A tab in text that was pasted is a space; whoever sends it waits for no list.
    guard isTyped else { return insert([UInt8(ascii: "\t")]) }
    guard completion.candidates.count > 1 else { return UInt8(CC_ERROR) }
    let size = terminal.size
    moveBelowLine()
    list(completion.candidates, columns: size.columns, rows: size.rows)
    editline_redraw(editor)
    return UInt8(CC_NORM)
  }

  private func replaceWord(of word: [UInt8], with text: [UInt8], isWhole: Bool) -> UInt8 {
    el_deletestr(editor, CInt(word.characterCount))
    let result = insert(text)
    let end = text.last == UInt8(ascii: " ") ? text.dropLast() : text[...]
    if isWhole, let mark = end.last, "'\"`".utf8.contains(mark) {
      let line = line
      closing = (mark, line.text, line.cursor)
    }
    return result
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

/// Calls with bytes as a C string, up to a NUL.
func withText<Result>(
  _ bytes: [UInt8], _ body: (UnsafePointer<CChar>) -> Result
) -> Result {
  (bytes + [0]).withUnsafeBytes { bytes in
    bytes.withMemoryRebound(to: CChar.self) { text in
      // The terminating zero is there, so the buffer has an address.
      text.baseAddress.map(body) ?? body("")
    }
  }
}
