import Binding
import Execution
import QueryLanguage
import Testing
import Values

/// What a script came to, for comparing in tests.
struct Result {
  var columns: [String] = []
  /// Cells with spaces between: `1 Mercury -`.
  var rows: [String] = []
  var notes: [String] = []
  var statistics = Statistics()
  /// What ended the rows, if they did not end by themselves.
  var failure: Failure?

  /// `orbit 9, gravity 2`
  var reads: String {
    statistics.reads.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
  }
}

/// Runs a script and gives what its last statement came to, which is not expected to fail.
func ask(_ text: String, of source: any Source = Planets(), for mode: ExecutionMode = .rows)
  -> Result
{
  let result = askWhatMayFail(text, of: source, for: mode)
  if let failure = result.failure { Issue.record("\(text): \(failure.text)") }
  return result
}

/// Runs a script and gives what its last statement came to before it failed.
func askWhatMayFail(
  _ text: String, of source: any Source, for mode: ExecutionMode = .rows,
  at moment: Moment = .latest
) -> Result {
  var session = Session(source)
  var result = Result()
  do throws(PreparationError) {
    for statement in try session.prepare(SourceText(text)) {
      result = Result(statement.run(for: mode, at: moment))
    }
  } catch {
    Issue.record("\(text): \(error.diagnostics.map(\.message))")
  }
  return result
}

extension PreparationError {
  /// None of a preparation that was cancelled.
  var diagnostics: [Diagnostic] {
    switch self {
    case .wrong(let diagnostics): diagnostics
    case .cancelled: []
    }
  }
}

extension Result {
  init(_ answer: any Answer) {
    columns = answer.columns.map(\.name)
    do throws(Failure) {
      while let cells = try answer.next() {
        rows.append(cells.map(cellText).joined(separator: " "))
      }
    } catch {
      failure = error
    }
    notes = answer.notes
    statistics = answer.statistics
  }
}

/// Values without their types: null is `-`, denied `?`, as in tables.
func cellText(_ value: Value) -> String {
  switch value {
  case .null: "-"
  case .denied: "?"
  case .boolean(let value): "\(value)"
  case .integer(let number): "\(number)"
  case .real(let number), .byteRate(let number), .countRate(let number): "\(number)"
  case .size(let bytes): "\(bytes)B"
  case .duration(let nanoseconds), .time(let nanoseconds): "\(nanoseconds)ns"
  case .address(let number): "\(number)"
  case .text(let text): shown(text)
  case .list(let elements): "[\(elements.map(cellText).joined(separator: " "))]"
  case .map(let map):
    "{\(map.entries.map { "\(shown($0.key)):\(cellText($0.value))" }.joined(separator: " "))}"
  }
}
