package import QueryLanguage

/// What lives on from script to script: lets and parameters.
package struct Session {
  private let catalog: Catalog
  private var binder: Binder

  package init(catalog: Catalog) {
    self.catalog = catalog
    self.binder = Binder(catalog: catalog)
  }

  /// Gives a parameter a value for all scripts to come, whether or not they declare it.
  package mutating func set(_ parameter: HandedParameter) {
    binder.set(parameter)
  }

  /// What lets have defined, for completion.
  package var letNames: [String] { binder.letNames }

  /// Parses and binds a script whole, before anything is read. A script with an error is refused
  /// whole, with every error that can be told, and leaves nothing behind.
  package mutating func prepare(
    _ source: Source, parameters: [HandedParameter] = []
  ) throws(PreparationError) -> [PreparedStatement] {
    let parsing = parseReportingAll(source)
    guard parsing.diagnostics.isEmpty else {
      throw PreparationError(diagnostics: everyError(of: parsing, in: source, parameters))
    }
    let (statements, diagnostics) = binder.bind(parsing.script, with: parameters)
    guard diagnostics.isEmpty else { throw PreparationError(diagnostics: diagnostics) }
    return statements.map { PreparedStatement($0, catalog: catalog) }
  }

  /// Looks for errors only: as `prepare`, but a parameter without a default need not be given.
  package func check(
    _ source: Source, parameters: [HandedParameter] = []
  ) throws(PreparationError) {
    var trial = self
    trial.binder.allowsMissingParameters = true
    _ = try trial.prepare(source, parameters: parameters)
  }

  /// The errors of form, and those of meaning in the statements without one; behind an error of form
  /// only if nothing that they may name is among what could not be parsed.
  private func everyError(
    of parsing: Parsing, in source: Source, _ parameters: [HandedParameter]
  ) -> [Diagnostic] {
    var trial = binder
    var (_, diagnostics) = trial.bind(parsing.script, with: parameters)
    if let first = parsing.diagnostics.first, parsing.mayLackDefinitions(in: source) {
      diagnostics.removeAll { $0.range == .nowhere || $0.range.lower > first.range.lower }
    }
    return (parsing.diagnostics + diagnostics).sorted { $0.range.lower < $1.range.lower }
  }
}

/// Why a script cannot be run.
package struct PreparationError: Error {
  /// In the order of the text; never empty.
  package let diagnostics: [Diagnostic]
}

extension Parsing {
  /// Whether the text between the statements that were parsed holds the word `let` or `param`.
  fileprivate func mayLackDefinitions(in source: Source) -> Bool {
    var gaps: [ArraySlice<UInt8>] = []
    var end = 0
    for statement in script.statements {
      gaps.append(source.bytes[end..<max(end, statement.range.lower)])
      end = max(end, statement.range.upper)
    }
    gaps.append(source.bytes[end...])
    return gaps.contains { gap in
      gap.split { !$0.isLetter }.contains { word in
        ["let", "param"].contains(String(decoding: word, as: UTF8.self).folded)
      }
    }
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}
