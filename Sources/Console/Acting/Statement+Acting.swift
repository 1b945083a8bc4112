import QueryLanguage

extension Statement {
  /// Whether it does something to the rows that it finds.
  var acts: Bool {
    if case .action = kind { true } else { false }
  }

  /// Whether it keeps the rows that it finds in a file.
  var records: Bool {
    if case .record = kind { true } else { false }
  }
}

extension SourceText {
  /// Whether some statement of it acts, whatever is wrong with the others.
  package var hasAction: Bool {
    parseReportingAll(withoutCommands).script.statements.contains(where: \.acts)
  }

  /// Whether some statement of it records, likewise.
  package var hasRecording: Bool {
    parseReportingAll(withoutCommands).script.statements.contains(where: \.records)
  }
}
