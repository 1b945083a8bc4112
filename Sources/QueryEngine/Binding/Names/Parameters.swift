import QueryLanguage
import Schema
import Values

/// A parameter with the value that it has.
struct DeclaredParameter {
  /// Of no row.
  var expression: BoundExpression
  /// It has neither a default nor another type: its text is read as whatever it stands beside.
  var isUntyped = false
  /// How many nodes the expression has: each use causes as much work.
  var weight = 1
}

/// The parameters that were declared, and the values that they were given from outside.
struct Parameters {
  /// By folded name, like everything here. Nil: declared, but without a proper value.
  private var declared: [String: DeclaredParameter?] = [:]
  /// Values that hold for every script.
  private var sessionValues: [String: [UInt8]] = [:]
  /// Values that hold for one script.
  var arguments: [ParameterArgument] = []
  /// One without a default need not be given: the script is only looked at, not run.
  var mayBeMissing = false
  /// What the script in hand declares, so that nothing is declared twice.
  private(set) var ofScript: Set<String> = []
  /// What it declares further on: for better messages.
  private(set) var coming: Set<String> = []

  enum Lookup {
    case found(DeclaredParameter)
    case broken
    case unknown
  }

  /// What `$name` stands for.
  func lookup(_ name: String) -> Lookup {
    switch declared[name.folded] {
    case .some(.some(let parameter)): .found(parameter)
    case .some(.none): .broken
    case .none: .unknown
    }
  }

  /// Of all that are declared, folded.
  var names: [String] { declared.keys.sorted() }

  /// The value from outside: of this script, else the one that stands.
  func value(given name: String) -> [UInt8]? {
    arguments.last { $0.name.folded == name.folded }?.value ?? sessionValues[name.folded]
  }

  /// Whether the script in hand declares it further on.
  func isComing(_ name: String) -> Bool { coming.contains(name.folded) }

  /// Whether the script in hand has declared it.
  func isDeclaredByScript(_ name: String) -> Bool { ofScript.contains(name.folded) }

  /// Forgets what belonged to the script before.
  mutating func beginScript(declaring names: [String], with arguments: [ParameterArgument]) {
    self.arguments = arguments
    ofScript = []
    coming = Set(names.map(\.folded))
  }

  /// Makes a parameter known; nil if its value is not a proper one.
  mutating func declare(_ name: String, _ parameter: DeclaredParameter?) {
    declared[name.folded] = .some(parameter)
    ofScript.insert(name.folded)
  }

  /// The script has come to the declaration.
  mutating func reach(_ name: String) { coming.remove(name.folded) }

  /// Takes its value from every later script.
  mutating func unset(_ name: String) {
    sessionValues[name.folded] = nil
    declared[name.folded] = nil
  }

  /// Gives every later script a value, and declares the parameter without a type.
  mutating func set(_ name: String, to value: [UInt8]) {
    sessionValues[name.folded] = value
    declared[name.folded] = .some(.untyped(value, at: SourceRange(0, 0)))
  }
}

extension DeclaredParameter {
  /// Of a text that is read as whatever it stands beside.
  static func untyped(_ bytes: [UInt8], at range: SourceRange) -> DeclaredParameter {
    DeclaredParameter(
      expression: .constant(.text(Text(bytes: bytes)), .text, at: range), isUntyped: true)
  }
}
