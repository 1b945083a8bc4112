import Binding
import Execution
import ProcFS
import QueryLanguage
import Schema
import Testing
import Values

@testable import ProcessCatalog

/// What hints offer for the words of other programs is right: it means something here.
@Suite struct ForeignNameTests {
  private static let tables = ProcessCatalog.foreign.columns.map(\.table).sorted()

  private func errors(of text: String) throws -> [String] {
    let session = Session(ProcessSource(try ProcFS()))
    do throws(PreparationError) {
      _ = try session.check(SourceText(text))
      return []
    } catch {
      guard case .wrong(let diagnostics) = error else { return ["cancelled"] }
      return diagnostics.map(\.message)
    }
  }

  private func isStatement(_ meaning: String) -> Bool {
    ["from ", "select ", "describe", "watch ", "explain ", "let ", "where "].contains {
      meaning.hasPrefix($0)
    }
  }

  @Test(arguments: tables)
  func columnsMeanSomethingInTheirTable(_ table: String) throws {
    let known = try #require(ProcessCatalog.schema.table(named: table))
    let rows = try #require(ProcessCatalog.foreign.columns(of: table)).rows
    #expect(!rows.isEmpty)
    for row in rows {
      #expect(!row.meanings.isEmpty || row.remark != nil, "\(row.names)")
      for meaning in row.meanings {
        let text = isStatement(meaning) ? meaning : "select \(meaning) from \(table)"
        #expect(try errors(of: text) == [], "\(table): \(row.names): \(meaning)")
      }
      // A name that is a column already would never be hinted at.
      for name in row.names where !name.contains(".") {
        #expect(known.column(named: name, orAlias: true) == nil, "\(table): \(name)")
      }
    }
  }

  @Test func sourcesMeanSomething() throws {
    for row in ProcessCatalog.foreign.sources.rows {
      for meaning in row.meanings {
        let text = isStatement(meaning) || meaning == "describe" ? meaning : "from \(meaning)"
        #expect(try errors(of: text) == [], "\(row.names): \(meaning)")
      }
      for name in row.names {
        #expect(ProcessCatalog.schema.table(named: name) == nil, "\(name)")
      }
    }
  }

  @Test func namesOfNumbersAreColumns() throws {
    for row in ProcessCatalog.foreign.namesOfNumbers.rows {
      for name in row.names + row.meanings {
        #expect(try errors(of: "select \(name)") == [], "\(name)")
      }
    }
  }

  @Test func functionsMeanSomething() throws {
    let names =
      Set(ProcessCatalog.schema.scalarFunctions.map(\.name))
      .union(AggregateFunction.standard.map(\.name))
    for row in ForeignNames.functions.rows {
      for meaning in row.meanings where !names.contains(meaning) {
        let text = isStatement(meaning) ? meaning : "select \(meaning)"
        #expect(try errors(of: text) == [], "\(row.names): \(meaning)")
      }
      for name in row.names { #expect(!names.contains(name), "\(name)") }
    }
  }

  /// No name stands in two rows, of which the second would never be seen.
  @Test func everyNameStandsOnce() throws {
    let lists =
      ProcessCatalog.foreign.columns.map { ($0.table, $0.names) }
      + [("sources", ProcessCatalog.foreign.sources), ("functions", ForeignNames.functions)]
    for (title, list) in lists {
      var seen: Set<String> = []
      for name in list.rows.flatMap(\.names) {
        #expect(seen.insert(name).inserted, "\(title): \(name)")
      }
    }
  }

  @Test(arguments: HabitPlace.allCases)
  func examplesOfHabitsAreRight(_ place: HabitPlace) throws {
    #expect(!place.habits.habits.isEmpty)
    for habit in place.habits.habits {
      #expect(!habit.spellings.isEmpty && !habit.remark.isEmpty)
      guard let example = habit.example else { continue }
      // What is acted on is the machine's; the sentence is looked at alone.
      if let statement = try? parse(SourceText(example)).statements.first,
        case .action = statement.kind
      {
        continue
      }
      #expect(try errors(of: example) == [], "\(habit.spellings): \(example)")
    }
  }

  /// What acts, in the words of other programs, is shown as an action.
  @Test(arguments: ["pkill x", "killall x", "renice 5 1", "ionice -c3 -p 1", "taskset -p 3 1"])
  func actionsOfOtherPrograms(_ text: String) {
    let hint = parseReportingAll(SourceText(text)).diagnostics.first?.hint ?? ""
    #expect(hint.hasPrefix("write: kill ") || hint.hasPrefix("write: set "), "\(text): \(hint)")
  }
}
