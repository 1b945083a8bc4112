package import QueryLanguage

/// A statement that can be carried out. Lets and parameters leave none behind.
package struct BoundStatement: Sendable {
  package let kind: Kind
  package let range: SourceRange

  package enum Kind: Sendable {
    case query(BoundQuery)
    case explain(analyze: Bool, BoundQuery)
    case describe(Description)
  }
}

/// A value handed to a script's parameter from outside: on the command line, by the shell.
package struct HandedParameter: Hashable, Sendable {
  package let name: String
  /// As it came; read as the parameter's default says.
  package let value: [UInt8]

  package init(_ name: String, _ value: [UInt8]) {
    self.name = name
    self.value = value
  }
}
