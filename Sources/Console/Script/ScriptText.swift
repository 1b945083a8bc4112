import QueryLanguage

/// Joins several texts into one script, and finds the text and the position that an error of the
/// script belongs to.
struct ScriptText {
  /// The script to parse: the only text, or all of them with a semicolon behind each.
  let source: SourceText
  private let parts: [(source: SourceText, start: Int)]

  init(_ sources: [SourceText]) {
    var bytes: [UInt8] = []
    var parts: [(source: SourceText, start: Int)] = []
    for source in sources {
      parts.append((source, bytes.count))
      bytes += source.bytesWithBlankPreamble
      // On a line of its own, so that no comment hides it.
      bytes += Array("\n;\n".utf8)
    }
    self.parts = parts
    source = sources.count == 1 ? sources[0] : SourceText(bytes: bytes)
  }

  /// The error as it is shown, in the text that it begins in.
  func rendering(of diagnostic: Diagnostic, isColoured: Bool = false) -> String {
    guard diagnostic.range != .nowhere,
      let part = parts.last(where: { $0.start <= diagnostic.range.lower })
    else {
      return diagnostic.rendered(in: source, isColoured: isColoured)
    }
    var local = diagnostic
    local.range.lower -= part.start
    local.range.upper -= part.start
    // The error lies in what was added behind the text; parsed alone, the text shows what it lacks.
    if local.range.lower >= part.source.bytes.count,
      let own = parseReportingAll(part.source).diagnostics.last
    {
      local = own
    }
    return local.rendered(in: part.source, isColoured: isColoured)
  }
}
