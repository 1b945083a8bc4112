import Glibc
import QueryLanguage

/// Where and how rounds are shown: at a terminal that can be drawn on each is drawn over the one
/// before, if it is for people and not a growing list; elsewhere they follow each other.
struct RoundPresentation {
  private let contents: RoundStream.Contents
  private let format: OutputFormat
  private let style: OutputStyle
  private let summary: StatementSummary
  private let file: ResultFile?
  private let isAtTerminal: Bool
  private let screen: RoundScreen?

  /// `terminal`: results go there; `file`: they go into it. A title, and so the time, is told where people read the rounds.
  init(
    _ contents: RoundStream.Contents, _ format: OutputFormat, _ style: OutputStyle,
    hasFixedWidth: Bool, expandsIfWide: Bool = false, terminal: Terminal?,
    title: RoundScreen.Title, summary: StatementSummary, file: ResultFile? = nil
  ) {
    self.contents = contents
    self.format = format
    self.style = style
    self.summary = summary
    self.file = file
    isAtTerminal = terminal != nil
    if let terminal, !terminal.isDumb, contents == .allRows, !format.isForMachines {
      screen = RoundScreen(
        terminal,
        RoundScreen.Look(
          format: format, style: style, hasFixedWidth: hasFixedWidth,
          expandsIfWide: expandsIfWide, summary: summary),
        title: title)
    } else {
      screen = nil
    }
  }

  /// What shows them; `tell` says lines on standard error, on any thread.
  func presenter(
    to output: OutputBuffer, tell: @escaping ([String]) -> Void
  ) -> any RoundPresenter {
    screen
      ?? RoundStream(contents, format, style, to: output, tell: tell, summary: summary, file: file)
  }

  /// What they are shown on; results go to this descriptor.
  func surroundings(
    output: CInt, under confinement: Confinement
  ) -> RoundsRun.Surroundings {
    RoundsRun.Surroundings(
      screen: screen, keys: isAtTerminal ? TerminalKeys(under: confinement) : nil, output: output)
  }
}

extension RoundScreen.Title {
  /// Of a statement of a text: its query in one line, without the words before it.
  init(interval: Int64, _ range: SourceRange, in source: SourceText) {
    let bytes = source.bytes[range.lower..<range.upper]
    var words = bytes.split(whereSeparator: \.isSpace).map { visible($0) }[...]
    if words.first?.lowercased() == "watch" {
      words = words.dropFirst()
      if let word = words.first?.utf8.first, word.isDigit || word == UInt8(ascii: "$") {
        words = words.dropFirst()
      }
    }
    self.init(interval: interval, query: words.joined(separator: " "))
  }
}
