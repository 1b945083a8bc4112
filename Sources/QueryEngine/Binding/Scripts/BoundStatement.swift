package import QueryLanguage

/// A statement that can be carried out. Lets and parameters leave none behind.
package struct BoundStatement: Sendable {
  /// What it does.
  package let kind: Kind
  /// How often it is run.
  package var repetition: Repetition
  /// The stretch of time that it is about; nil where it is about a moment.
  package let window: BoundWindow?
  /// The moment that it is about, or that its window ends at; nil: the last there is.
  package let moment: BoundMoment?
  /// Where it stands in the text.
  package let range: SourceRange

  /// The kinds of statements that come to something.
  package enum Kind: Sendable {
    case query(BoundQuery)
    case explain(analyze: Bool, BoundQuery)
    case describe(Description)
    case action(BoundAction)
    /// What an action would do, and how its rows are found.
    case explainAction(BoundAction)
    /// Rows that are kept in a file, again and again.
    case record(BoundRecord)
  }
}

/// The value that a script gives a parameter itself, without declaring it, for what follows in it.
package struct PlacedParameter: Hashable, Sendable {
  /// Where it stands in the text.
  package let place: Int
  /// The parameter and its value.
  package let parameter: ParameterArgument

  /// A value that holds from this place on.
  package init(place: Int, _ parameter: ParameterArgument) {
    self.place = place
    self.parameter = parameter
  }
}

/// The value that a script's parameter is given from outside: on the command line, by the shell.
package struct ParameterArgument: Hashable, Sendable {
  /// Without the dollar sign, in any case.
  package let name: String
  /// As it came; read as the parameter's default says.
  package let value: [UInt8]

  /// A parameter's value as bytes.
  package init(_ name: String, _ value: [UInt8]) {
    self.name = name
    self.value = value
  }
}
