import QueryLanguage

/// Several texts as the one script that they are, with the way back from a place in it to the
/// text that the user wrote.
struct ScriptText {
  /// What is parsed: the only text itself, or all of them with a semicolon after each.
  let source: Source
  private let parts: [(source: Source, start: Int)]

  init(_ sources: [Source]) {
    var bytes: [UInt8] = []
    var parts: [(source: Source, start: Int)] = []
    for source in sources {
      parts.append((source, bytes.count))
      bytes += source.bytesWithBlankPreamble
      // On a line of its own, so that no comment hides it.
      bytes += Array("\n;\n".utf8)
    }
    self.parts = parts
    source = sources.count == 1 ? sources[0] : Source(bytes: bytes)
  }

  /// The error as it is shown, in the text that it begins in.
  func rendering(of diagnostic: Diagnostic) -> String {
    guard diagnostic.range != .nowhere,
      let part = parts.last(where: { $0.start <= diagnostic.range.lower })
    else {
      return diagnostic.rendered(in: source)
    }
    var local = diagnostic
    local.range.lower -= part.start
    local.range.upper -= part.start
    // Behind the text's end stands nothing of the user's: alone, the text tells what it lacks.
    if local.range.lower >= part.source.bytes.count,
      let own = parseReportingAll(part.source).diagnostics.last
    {
      local = own
    }
    return local.rendered(in: part.source)
  }
}
