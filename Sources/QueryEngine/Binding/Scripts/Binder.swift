// Binding finds what every name in a script means and checks its types, before anything is read.

package import QueryLanguage
package import Schema

/// Finds what every name in a script means and checks every type, before anything is read.
///
/// It goes on from script to script: in a shell, lets and parameters live on. A script with an
/// error leaves nothing behind.
package struct Binder {
  private var environment: BindingEnvironment
  private var arguments: [ParameterArgument]

  /// The parameters are those of the first script that is bound. `isNameOfUser` tells what the
  /// machine calls its users and groups; `hasPast`, whether a moment that has passed may be asked;
  /// `actions`, what can be done to its rows; `end`, the latest time that its clock has shown, in
  /// nanoseconds since 1970, where there is one.
  package init(
    schema: Schema, parameters: [ParameterArgument] = [],
    hasPast: Bool = false, isNameOfUser: @escaping @Sendable (String) -> Bool = { _ in false },
    actions: (@Sendable () -> OfferedActions)? = nil,
    end: @escaping @Sendable () -> Int64? = { nil }
  ) {
    environment = BindingEnvironment(schema: schema, isNameOfUser: isNameOfUser)
    environment.hasPast = hasPast
    environment.end = end
    if let actions { environment.actions = actions }
    arguments = parameters
  }

  /// Gives a parameter a value for all scripts to come. It need not be declared by any of them:
  /// `$name` is known from here on, and read as whatever it stands beside.
  package mutating func set(_ parameter: ParameterArgument) {
    environment.parameters.set(parameter.name, to: parameter.value)
  }

  /// Takes a parameter its value, for all scripts to come.
  package mutating func unset(_ name: String) { environment.parameters.unset(name) }

  /// Whether parameters without a default need not be given, as scripts are only looked at. Then a
  /// statement that uses one is looked at up to its first use.
  package var allowsMissingParameters: Bool {
    get { environment.parameters.mayBeMissing }
    set { environment.parameters.mayBeMissing = newValue }
  }

  /// What lets have defined, for completion.
  package var letNames: [String] { environment.lets.names }

  /// Binds all statements. There are no statements if there is an error, and at most one error of
  /// each statement. The parameters are for this script alone; one that it does not declare is an
  /// error. Those of `settings`, which are in the order of the text, are as given by `set` at their
  /// places. As soon as `isCancelled` is true, it ends with neither statements nor errors, and
  /// leaves nothing behind.
  package mutating func bind(
    _ script: Script, with parameters: [ParameterArgument] = [],
    setting settings: [PlacedParameter] = [],
    unless isCancelled: @escaping () -> Bool = { false }
  ) -> BoundScript {
    let before = environment
    var binding = ScriptBinding(
      environment, script, with: arguments + parameters, unless: isCancelled)
    var settings = settings[...]
    for statement in script.statements where !binding.isCancelled {
      while let next = settings.first, next.place <= statement.range.lower {
        binding.environment.parameters.set(next.parameter.name, to: next.parameter.value)
        settings.removeFirst()
      }
      binding.bind(statement)
    }
    binding.finish()
    guard binding.diagnostics.isEmpty, !binding.isCancelled else {
      environment = before
      return BoundScript(
        statements: [],
        diagnostics: binding.isCancelled
          ? [] : binding.diagnostics.sorted { $0.range.lower < $1.range.lower },
        warnings: [], isCancelled: binding.isCancelled)
    }
    arguments = []
    environment = binding.environment
    environment.budget = BindingBudget(forTextOf: 0)
    return BoundScript(
      statements: binding.statements, diagnostics: [], warnings: binding.warnings,
      isCancelled: false)
  }
}

/// What binding a script came to.
package struct BoundScript: Sendable {
  /// None if something is wrong.
  package let statements: [BoundStatement]
  /// In the order of the text.
  package let diagnostics: [Diagnostic]
  /// What may be meant otherwise, in the order of the text; none if something is wrong.
  package let warnings: [Diagnostic]
  /// Whether it was given up before its end, since nobody wants the result any more.
  package let isCancelled: Bool
}
