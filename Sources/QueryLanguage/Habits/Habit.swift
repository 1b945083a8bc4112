/// What is written by who comes from another language or program, and what is written here instead.
/// A habit is a row of a table; the parser looks there where it finds an error, and only there.
package struct Habit: Sendable {
  /// As it is written: words with a space between them, in lower case, or a run of signs.
  package let spellings: [String]
  /// What is said of it.
  package let remark: String
  /// A text of the language that shows how it is done here; a statement unless it stands for a part
  /// of one. The tests bind every statement.
  package let example: String?

  /// The spellings are separated by commas.
  init(_ spellings: String, _ remark: String, _ example: String? = nil) {
    self.spellings = spellings.split(separator: ",").map { word in
      String(word.drop { $0 == " " })
    }
    self.remark = remark
    self.example = example
  }

  /// A whole statement stands for a command of another program.
  static func written(_ spellings: String, _ statement: String) -> Habit {
    Habit(spellings, Hint.write, statement)
  }

  /// What stands behind the caret.
  package var hint: String { example.map { "\(remark): \($0)" } ?? remark }
}

/// The habits of one place, found by their spellings.
package struct HabitTable: Sendable {
  /// In the order in which they are declared.
  package let habits: [Habit]
  private let places: [String: Int]

  init(_ habits: [Habit]) {
    self.habits = habits
    var places: [String: Int] = [:]
    for (place, habit) in habits.enumerated() {
      for spelling in habit.spellings { places[spelling] = place }
    }
    self.places = places
  }

  /// The habit that is spelt so.
  package subscript(_ spelling: String) -> Habit? { places[spelling].map { habits[$0] } }
}

/// Where a habit shows.
package enum HabitPlace: CaseIterable, Sendable {
  /// Where a statement begins.
  case statement
  /// Where a query must begin: after `watch`, `explain`, `wait for`.
  case query
  /// Where an operand should begin.
  case operand
  /// Behind an operand, or an item of a list.
  case operandEnd
  /// Behind the name of a source.
  case sourceEnd
  /// Behind `is` or `is not`.
  case test

  /// What is found there.
  package var habits: HabitTable {
    switch self {
    case .statement: HabitTable.statements
    case .query: HabitTable.queries
    case .operand: HabitTable.operands
    case .operandEnd: HabitTable.operandEnds
    case .sourceEnd: HabitTable.sourceEnds
    case .test: HabitTable.tests
    }
  }
}
