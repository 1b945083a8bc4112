// Execution runs statements: it makes an operator of each step of a plan, and pulls rows of a source
// through them.
//
// It knows no /proc: what a source is, the protocols in `Sources` say.

package import Binding
package import QueryLanguage
package import Schema

/// What lives on from script to script: lets and parameters.
package struct Session {
  private let source: any Source
  private var binder: Binder

  package init(_ source: any Source) {
    self.source = source
    self.binder = Binder(
      schema: source.schema, hasPast: source.hasPast,
      isNameOfUser: { source.isNameOfUser($0) }, actions: { source.actions },
      end: { source.end })
  }

  /// What its source can be asked.
  package var schema: Schema { source.schema }

  /// What its source is capable of now.
  package var capabilities: Capabilities { source.capabilities }

  /// What can be done to its rows.
  package var actions: OfferedActions { source.actions }

  /// Looks from now on at what its source waits for.
  package func observeWaits() -> (any WaitObserver)? { source.observeWaits() }

  /// Gives a parameter a value for all scripts to come, whether or not they declare it.
  package mutating func set(_ parameter: ParameterArgument) {
    binder.set(parameter)
  }

  /// Takes a parameter its value, for all scripts to come.
  package mutating func unset(_ name: String) { binder.unset(name) }

  /// What lets have defined, for completion.
  package var letNames: [String] { binder.letNames }

  /// Parses and binds a script whole, before anything is read. A script with an error is refused
  /// whole, with every error that can be told, and leaves nothing behind. `settings` are what the
  /// script gives parameters itself, at their places in the text.
  package mutating func prepare(
    _ text: SourceText, parameters: [ParameterArgument] = [],
    setting settings: [PlacedParameter] = [],
    unless cancellation: Cancellation = Cancellation()
  ) throws(PreparationError) -> PreparedScript {
    let parsing = parseReportingAll(text)
    guard parsing.diagnostics.isEmpty else {
      throw .wrong(everyError(of: parsing, in: text, parameters, settings, unless: cancellation))
    }
    let bound = binder.bind(
      parsing.script, with: parameters, setting: settings, unless: { cancellation.isRequested })
    if bound.isCancelled { throw .cancelled }
    guard bound.diagnostics.isEmpty else { throw .wrong(bound.diagnostics) }
    return PreparedScript(
      statements: bound.statements.map { PreparedStatement($0, of: source) },
      warnings: bound.warnings)
  }

  /// Looks for errors only: as `prepare`, but a parameter without a default
  /// need not be given.
  package func check(
    _ text: SourceText, parameters: [ParameterArgument] = [],
    setting settings: [PlacedParameter] = []
  ) throws(PreparationError) -> PreparedScript {
    var trial = self
    trial.binder.allowsMissingParameters = true
    return try trial.prepare(text, parameters: parameters, setting: settings)
  }

  /// The errors of form, and those of meaning in the statements without one; behind an error of form
  /// only if nothing that they may name is among what could not be parsed.
  private func everyError(
    of parsing: Parsing, in text: SourceText, _ parameters: [ParameterArgument],
    _ settings: [PlacedParameter], unless cancellation: Cancellation
  ) -> [Diagnostic] {
    var trial = binder
    var diagnostics = trial.bind(
      parsing.script, with: parameters, setting: settings, unless: { cancellation.isRequested }
    ).diagnostics
    if let first = parsing.diagnostics.first, parsing.mayLackDefinitions(in: text) {
      diagnostics.removeAll { $0.range == .nowhere || $0.range.lower > first.range.lower }
    }
    return (parsing.diagnostics + diagnostics).sorted { $0.range.lower < $1.range.lower }
  }
}

/// Why a script cannot be run.
package enum PreparationError: Error {
  /// Errors in the order of the text; never empty.
  case wrong([Diagnostic])
  /// Nobody waited for it any more.
  case cancelled
}

extension Parsing {
  /// Whether the text between the statements that were parsed holds the word `let` or `param`.
  fileprivate func mayLackDefinitions(in text: SourceText) -> Bool {
    var gaps: [ArraySlice<UInt8>] = []
    var end = 0
    for statement in script.statements {
      gaps.append(text.bytes[end..<max(end, statement.range.lower)])
      end = max(end, statement.range.upper)
    }
    gaps.append(text.bytes[end...])
    return gaps.contains { gap in
      gap.split { !$0.isLetter }.contains { word in
        ["let", "param"].contains(String(decoding: word, as: UTF8.self).folded)
      }
    }
  }
}
