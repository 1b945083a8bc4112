// Schema says what can be asked, as plain data: tables, columns, relations, functions, types.
//
// It holds no closure and needs no machine. The binder, the planner, completion and the reference
// work from it alone.

/// Everything that queries of one source can name, but for the functions of the language itself.
package struct Schema: Sendable {
  /// The first is the one that a query without `from` asks.
  package let tables: [TableSchema]
  /// What is read to know a fact; found by its `AccessID`.
  package let accesses: [Access]
  /// Functions that need the source, besides those of the language.
  package let functions: [FunctionSchema]
  /// Names that are true or false of the system as a whole.
  package let constants: [ConstantSchema]
  /// What others call all of these, for hints.
  package let foreign: ForeignVocabulary
  /// What a machine tells and this recording of it does not; nil of what is no recording.
  package let unrecorded: UnrecordedNames?

  /// `accesses` stand at the places that their ids say, the first being `Access.known`.
  package init(
    tables: [TableSchema], accesses: [Access] = [.known], functions: [FunctionSchema] = [],
    constants: [ConstantSchema] = [], foreign: ForeignVocabulary = .none,
    unrecorded: UnrecordedNames? = nil
  ) {
    self.tables = tables
    self.accesses = accesses
    self.functions = functions
    self.constants = constants
    self.foreign = foreign
    self.unrecorded = unrecorded
  }

  /// Whether it is of what was recorded, and not of a machine.
  package var isRecording: Bool { unrecorded != nil }

  package subscript(_ id: AccessID) -> Access {
    accesses.indices.contains(id.index) ? accesses[id.index] : .known
  }
}

/// A name that stands for the same truth wherever it is asked on one system: `linux`.
package struct ConstantSchema: Hashable, Sendable {
  /// As psutil has it, in lower case: `linux`.
  package let name: String
  /// The same on every machine that the source knows.
  package let value: Bool
  /// One sentence.
  package let summary: String

  package init(_ name: String, _ value: Bool, _ summary: String) {
    self.name = name
    self.value = value
    self.summary = summary
  }
}
