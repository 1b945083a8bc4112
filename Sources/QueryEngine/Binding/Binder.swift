package import QueryLanguage

/// Finds what every name in a script means and checks every type, before anything is read.
///
/// It goes on from script to script: in a shell, lets and parameters live on. A script with an
/// error leaves nothing behind.
package struct Binder {
  private var environment: BindingEnvironment
  private var handed: [HandedParameter]

  /// The parameters are those of the first script that is bound.
  package init(catalog: Catalog, parameters: [HandedParameter] = []) {
    environment = BindingEnvironment(catalog: catalog)
    handed = parameters
  }

  /// Gives a parameter a value for all scripts to come. It need not be declared by any of them:
  /// `$name` is known from here on, and read as whatever it stands beside.
  package mutating func set(_ parameter: HandedParameter) {
    environment.parameters.set(parameter.name, to: parameter.value)
  }

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
  /// error.
  package mutating func bind(
    _ script: Script, with parameters: [HandedParameter] = []
  ) -> (statements: [BoundStatement], diagnostics: [Diagnostic]) {
    let before = environment
    let handed = handed + parameters
    var binding = ScriptBinding(environment, script, with: handed)
    for statement in script.statements { binding.bind(statement) }
    binding.finish()
    guard binding.diagnostics.isEmpty else {
      environment = before
      return ([], binding.diagnostics.sorted { $0.range.lower < $1.range.lower })
    }
    self.handed = []
    environment = binding.environment
    return (binding.statements, [])
  }
}
