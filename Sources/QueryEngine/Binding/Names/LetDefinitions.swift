import QueryLanguage
import Schema

/// A query that a let has named: bound once, since no row around it means anything to it.
struct NamedQuery {
  /// As it is run wherever it is named.
  let query: BoundQuery
  /// Its columns read the query's cells.
  let table: TableSchema
  /// How many queries stand inside one another, this one included.
  let depth: Int
  /// What it says of the statement's window, and asks for, wherever it is used.
  let window: StatementWindow
}

/// What one `let` defined. A class, since its uses leave a mark on it.
final class LetDefinition {
  /// What a let can stand for.
  enum Content {
    /// Bound where it is used.
    case expression(Expression)
    case query(NamedQuery)
    /// Could not be bound.
    case broken
  }

  /// As it was written.
  let name: Name
  /// What the name stands for.
  let content: Content
  /// What stands for the expression while lets are looked at, for rows of tables, by table, as far
  /// as it was bound there.
  var standIns: [String: BoundExpression] = [:]
  /// Why the expression means nothing for any table that is known.
  var failure: Diagnostic?
  /// Some query could make use of it, so that it means something after all.
  var isUsed = false
  /// Some query could not be bound because of the failure.
  var isToBlame = false

  init(_ name: Name, _ content: Content) {
    self.name = name
    self.content = content
  }
}

/// The lets in the order of their definition. A later one of the same name hides the earlier.
struct LetDefinitions {
  /// All of them, the hidden ones too.
  private(set) var definitions: [LetDefinition] = []
  /// Those that are queries.
  private(set) var queries: [NamedQuery] = []
  private var indices: [String: [Int]] = [:]
  /// The names that the script in hand defines, each with the place that its first definition has,
  /// and the place of the one that is being defined: for better messages.
  var coming: [String: Int] = [:]
  /// The place of the one that is being defined.
  var defining: Int?

  /// How many there are: the limit that lets the latest be used.
  var count: Int { definitions.count }

  subscript(_ index: Int) -> LetDefinition { definitions[index] }

  /// Adds a definition, which hides earlier ones of its name.
  mutating func append(_ definition: LetDefinition) {
    indices[definition.name.text.folded, default: []].append(definitions.count)
    definitions.append(definition)
    if case .query(let query) = definition.content { queries.append(query) }
  }

  /// The latest definition of the name among the first `limit`.
  func index(of name: String, before limit: Int) -> Int? {
    indices[name.folded]?.last { $0 < limit }
  }

  /// The names that are not hidden by a later definition, in the order of definition.
  var names: [String] { names(ofLast: count) }

  /// Of the last so many definitions: a misspelt name need not be compared with more.
  func names(ofLast count: Int) -> [String] {
    definitions.indices.suffix(count)
      .filter { indices[definitions[$0].name.text.folded]?.last == $0 }
      .map { definitions[$0].name.text }
  }
}
