import QueryLanguage

/// What was typed, cut at the commands in it.
extension ShellSession {
  /// Takes a line as if it were typed; a pasted one may hold several.
  package func take(_ line: [UInt8], moreWaits: Bool = false) {
    noteLine()
    if buffer.isEmpty, let call = CommandCall(word: line) { return take(call, typedAs: line) }
    var rest = line
    while let cut = CommandCut(in: rest, behind: buffer.text) {
      take(cut)
      rest = cut.rest
      if ending != nil || rest.allSatisfy(\.isSpace) { return }
    }
    if !buffer.isEmpty || !rest.allSatisfy(\.isSpace) {
      carryOut(buffer.add(rest, moreWaits: moreWaits))
    }
  }

  /// What was typed before the command that is being carried out, if it has not run; nobody else takes
  /// it then.
  func takeTyped() -> StatementBuffer.Outcome? { typed.take() }

  private func take(_ cut: CommandCut) {
    if !cut.statements.allSatisfy(\.isSpace) {
      carryOut(buffer.add(cut.statements, moreWaits: true))
    }
    if !buffer.isEmpty, cut.takesStatement {
      let outcome = buffer.finish()
      if outcome.waitsToAct { return forget(cut) }
      typed = outcome
      let gap = cut.statements.isEmpty ? [UInt8(ascii: "\n")] : []
      if let entry = typed?.entry.take() { remember(text: entry + gap + cut.text) }
      run(cut.call)
      typed = nil
    } else {
      if !buffer.isEmpty { carryOut(buffer.send()) }
      take(cut.call, typedAs: cut.text)
    }
  }

  /// What acts is no query that a command runs.
  private func forget(_ cut: CommandCut) {
    if let entry = buffer.forget() { remember(text: entry + cut.text) }
    streams.complain("error: \(Self.reminder), and not by '\\\(visible(cut.call.name))'")
  }

  private func take(_ call: CommandCall, typedAs text: [UInt8]) {
    remember(text)
    run(call)
  }
}

/// The first command in what was typed, which begins its line or stands behind a statement.
private struct CommandCut {
  /// What stands before it.
  let statements: [UInt8]
  let call: CommandCall
  /// As it was typed.
  let text: [UInt8]
  /// What stands behind its line.
  let rest: [UInt8]

  /// It runs a statement that stands before it.
  var takesStatement: Bool { ShellCommand.find(call.name)?.takesStatement ?? false }

  /// Nil where there is none. `pending` is what was typed before: it may end within quotes, in which
  /// a backslash is text.
  init?(in line: [UInt8], behind pending: [UInt8]) {
    let backslash = UInt8(ascii: "\\")
    guard line.contains(backslash) else { return nil }
    let start = pending.isEmpty ? 0 : pending.count + 1
    let text = (pending.isEmpty ? [] : pending + [UInt8(ascii: "\n")]) + line
    var previous: Token?
    for token in Lexer.tokens(of: text) {
      defer { previous = token }
      let offset = token.range.lower - start
      guard offset >= 0, offset < line.count, line[offset] == backslash,
        case .malformed = token.kind
      else { continue }
      let end = line[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? line.count
      guard let call = CommandCall(Array(line[offset..<end])) else { continue }
      let command = ShellCommand.find(call.name)
      let mayFollow =
        command?.takesStatement ?? false
        || command != nil && previous?.kind == .symbol(.semicolon)
      guard mayFollow || line.isBlankLine(upTo: offset) else { continue }
      statements = Array(line[..<offset])
      self.call = call
      self.text = Array(line[offset..<end])
      rest = Array(line[min(end + 1, line.count)...])
      return
    }
    return nil
  }
}

extension [UInt8] {
  /// Whether nothing but space stands between here and the beginning of the line.
  fileprivate func isBlankLine(upTo offset: Int) -> Bool {
    for byte in self[..<offset].reversed() {
      if byte == UInt8(ascii: "\n") { return true }
      if !byte.isSpace { return false }
    }
    return true
  }
}
