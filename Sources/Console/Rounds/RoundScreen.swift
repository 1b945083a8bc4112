import Binding
import Execution
import Glibc
import QueryLanguage
import Synchronization
import Values

/// Shows rounds at a terminal, each drawn over the one before and sent as one piece, so that nothing
/// flickers. What there is to tell of a round stands below its rows.
///
/// One thread hands rounds in; another may have the last drawn anew, as when the window has changed.
final class RoundScreen: RoundPresenter, Sendable {
  private let terminal: Terminal
  private let look: Look
  private let title: Title
  private let state: Mutex<State>
  private let notices = Mutex(RoundNotices())
  /// What stood on the terminal has gone above what is drawn. False while another program has it.
  private let isThere = Atomic(false)
  private let isClosed = Atomic(false)

  /// How rounds look.
  struct Look: Sendable {
    var format: OutputFormat
    var style: OutputStyle
    /// Whether the style's width was asked for; else it is the window's.
    var hasFixedWidth = false
    /// A table that is too wide is shown as blocks of lines.
    var expandsIfWide = false
    /// What is told of each round below it.
    var summary = StatementSummary.none
  }

  /// What the first line says beside the time.
  struct Title: Sendable {
    /// In nanoseconds.
    let interval: Int64
    /// The query, in one line.
    let query: String
  }

  fileprivate struct State {
    var marks: CellMarks
    var round: Round?
    var report = RoundReport()
  }

  /// The rows of a round.
  fileprivate struct Round {
    let time: Int64
    let columns: [AnswerColumn]
    var rows: [[Value]] = []
    var marks: [[Bool]] = []
    /// Of all rows, whether there is room for them or not.
    var measures: [ColumnMeasure] = []
    /// Of a tree.
    var branches: [String]?
  }

  init(_ terminal: Terminal, _ look: Look, title: Title) {
    self.terminal = terminal
    self.look = look
    self.title = title
    state = Mutex(State(marks: CellMarks(CellText(isRaw: look.style.isRaw))))
  }

  // MARK: - By the thread that makes the rounds

  var mode: ExecutionMode { look.format == .tree ? .rowsWithAncestors : .identifiedRows }

  func show(_ answer: any Answer) throws(ResultFailure) -> Int {
    var rows: [[Value]] = []
    var keys: [RowKey?] = []
    var places: [RowTree.Place] = []
    while let cells = try answer.nextRow() {
      rows.append(cells)
      keys.append(answer.rowKey)
      if look.format == .tree {
        places.append(RowTree.Place(key: answer.rowKey, ancestors: answer.ancestors))
      }
    }
    let tree = look.format == .tree ? RowTree(places) : nil
    if let tree { (rows, keys) = (tree.order.map { rows[$0] }, tree.order.map { keys[$0] }) }
    let (time, columns) = (answer.time ?? wallClock, answer.columns)
    var measures = [ColumnMeasure](columns)
    for row in rows { measures.add(row) }
    state.withLock { [measures] state in
      let marks = state.marks.marks(of: rows, keys, as: measures.formats)
      state.round = Round(
        time: time, columns: columns, rows: rows, marks: marks, measures: measures,
        branches: tree?.branches)
    }
    return rows.count
  }

  func end(_ report: RoundReport) throws(ResultFailure) {
    notices.withLock { $0.endRound(at: Stopwatch.now) }
    let failure = state.withLock { state in
      state.report = report
      return draw(state)
    }
    if let failure { throw failure }
  }

  func say(_ line: String) {
    notices.withLock { $0.add(line, at: Stopwatch.now) }
    redraw()
  }

  // MARK: - By the thread that waits

  /// Draws as soon as the terminal is ours, and as long: a job in the background leaves it alone.
  func begin() {
    if makesRoom() { redraw() }
  }

  /// What is on the screen goes above it, where it can still be found; false where that has been done,
  /// or must not be.
  private func makesRoom() -> Bool {
    let isOurs = !terminal.isElsewhere
    guard isThere.exchange(isOurs, ordering: .acquiringAndReleasing) != isOurs, isOurs else {
      return false
    }
    terminal.send(
      String(repeating: "\n", count: terminal.size.rows) + terminal.sequence(.hideCursor))
    return true
  }

  /// Draws the last round anew, unless the next is being drawn.
  func redraw() { _ = state.withLockIfAvailable { draw($0) } }

  /// The terminal is somebody else's while the body runs; a round that is being drawn is waited for,
  /// but not for long: whoever has stopped the terminal keeps it from being drawn.
  func lent(to body: () -> Void) {
    for _ in 0..<100 {
      let isDone: Void? = state.withLockIfAvailable { state in
        terminal.send(terminal.sequence(.showCursor))
        body()
        // What stands there now is not ours to draw over.
        isThere.store(false, ordering: .releasing)
        if makesRoom() { _ = draw(state) }
      }
      if isDone != nil { return }
      usleep(1000)
    }
    body()
  }

  /// Nothing is drawn any more; what was drawn last stays.
  func end() {
    isClosed.store(true, ordering: .releasing)
    guard isThere.load(ordering: .acquiring), !terminal.isElsewhere else { return }
    // Output that was stopped by Ctrl-S does not keep the program.
    var request = pollfd(fd: terminal.output, events: Int16(POLLOUT), revents: 0)
    if poll(&request, 1, Self.patience) > 0 { terminal.send(terminal.sequence(.showCursor)) }
  }

  /// In milliseconds.
  private static let patience: CInt = 100

  // MARK: - Drawing

  private func draw(_ state: State) -> ResultFailure? {
    if isClosed.load(ordering: .acquiring) { return .closedPipe }
    guard isThere.load(ordering: .acquiring), !terminal.isElsewhere else { return nil }
    let output = OutputBuffer(
      DescriptorSink(
        terminal.output, unless: { self.isClosed.load(ordering: .acquiring) }))
    output.bytes = Array(terminal.text(drawing: lines(state, terminal.size)).utf8)
    do throws(ResultFailure) {
      try output.flush()
      return nil
    } catch {
      return error
    }
  }

  private func lines(_ state: State, _ size: (columns: Int, rows: Int)) -> [String] {
    let below = linesBelow(state, size)
    // The last row is left to the cursor.
    let room = size.rows - 1 - below.count
    let title = titleLine(state, width: size.columns)
    let top = room < 3 ? [title] : [title, ""]
    let rows = state.round.map {
      rowLines($0, columns: size.columns, room: max(room - top.count, 1))
    }
    return (top + (rows ?? [])).prefix(max(room, 0)) + below
  }

  /// `2026-11-22 14:00:05  every 2s  select pid order by uss desc limit 10  q ends it`
  private func titleLine(_ state: State, width: Int) -> String {
    let time = HumanText.time(state.round?.time ?? wallClock)
    let line = cut(
      "\(time)  every \(HumanText.duration(title.interval))  \(title.query)", toWidth: width)
    let hint = "  q ends it"
    return displayWidth(of: line) + hint.utf8.count <= width ? line + hint : line
  }

  /// At most half of the window, whatever there is to tell; but of what is wrong one line at least.
  private func linesBelow(_ state: State, _ size: (columns: Int, rows: Int)) -> [String] {
    let complaints = state.report.complaints + notices.withLock(\.lines)
    var lines = complaints.flatMap { line in
      let label = ["note: ", "error: "].first { line.hasPrefix($0) } ?? ""
      return wrapped(String(line.dropFirst(label.count)), after: label, width: size.columns)
    }
    let colours = look.style.isColoured
    if state.round != nil, let line = look.summary.line(of: state.report.statement) {
      lines += wrapped(line, width: size.columns)
    }
    let most = max(size.rows / 2 - 2, complaints.isEmpty ? 0 : 1)
    return lines.prefix(most).map { line in
      let line = cut(line, toWidth: size.columns)
      return colours ? MessageKind.colouring(line) : line
    }
  }

  /// So many lines at most, the last of them about those that do not fit.
  private func rowLines(_ round: Round, columns: Int, room: Int) -> [String] {
    var style = look.style
    style.hasFooter = false
    if !look.hasFixedWidth { style.width = columns }
    // A row takes a line or more.
    let answer = KeptAnswer(
      round.columns, Array(round.rows.prefix(room)), marks: Array(round.marks.prefix(room)),
      measures: round.measures, branches: round.branches.map { Array($0.prefix(room)) })
    let format = look.format(of: answer, style)
    let lines = answer.lines(format, style)
    let isWhole = round.rows.count <= room && lines.count + (look.style.hasFooter ? 1 : 0) <= room
    guard isWhole else {
      let shown = Array(lines.prefix(room - 1))
      let rows = format.rows(inFirst: shown.count, of: lines, style)
      return shown + ["… \(counted(round.rows.count - rows, "more row"))"]
    }
    return lines + (look.style.hasFooter ? ["(\(counted(round.rows.count, "row")))"] : [])
  }
}

extension RoundScreen.Look {
  fileprivate func format(of answer: KeptAnswer, _ style: OutputStyle) -> OutputFormat {
    guard expandsIfWide, format == .table, let width = style.width,
      let needed = try? answer.tableWidth(style), needed > width
    else { return format }
    return .vertical
  }
}

extension KeptAnswer {
  /// As they are written; nothing of what is all there can fail.
  fileprivate func lines(_ format: OutputFormat, _ style: OutputStyle) -> [String] {
    let sink = ResultSink(.memory)
    let output = OutputBuffer(sink)
    _ = try? format.makeWriter(style).write(self, to: output)
    try? output.flush()
    return sink.collected.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .dropLast().map { String(decoding: $0, as: UTF8.self) }
  }
}

extension OutputFormat {
  /// How many whole rows stand in the first so many lines of a result.
  fileprivate func rows(inFirst count: Int, of lines: [String], _ style: OutputStyle) -> Int {
    switch self {
    case .table, .tree, .csv, .tsv: max(count - (style.hasHeader ? 1 : 0), 0)
    case .markdown: max(count - 2, 0)
    // A blank line ends each row but the last.
    case .vertical: lines.prefix(count + 1).count(where: \.isEmpty)
    case .json, .ndjson: count
    }
  }
}

extension Terminal {
  /// Lines as they are drawn over what stands on the screen, the last row left to the cursor.
  fileprivate func text(drawing lines: [String]) -> String {
    sequence(.home) + sequence(.noWrap)
      // Cleared first: behind a full line the cursor stands on its last character.
      + lines.map { sequence(.clearRest) + $0 + "\r\n" }.joined()
      + sequence(.wrap) + sequence(.clearBelow)
  }
}
