import Binding
import Planning
import Schema
import Values

/// What the parts of one statement's run share.
final class Run {
  /// What is asked.
  let source: any Source
  /// The source's schema.
  let schema: Schema
  /// Which of the source's moments the statement is about.
  let moment: Moment
  /// Looked at for each row, and while planning.
  let cancellation: Cancellation
  /// Nil where nobody measures the operators.
  let meter: Meter?
  /// What could not be told, for standard error.
  let notes: Notes
  /// The regular expressions of the statement, each compiled once, with what their matches may cost
  /// together.
  let patterns = StatementPatterns()
  /// Rows dropped because they ended.
  var dropped = 0
  /// What an expression met with that no value can tell; the statement ends with it.
  var failure: Failure?
  private var openSnapshot: (any Snapshot)?
  private var members: [ObjectIdentifier: KnownMembers] = [:]

  /// Held by the operators that ask for them, which hold the run.
  private struct KnownMembers {
    weak var members: SubqueryMembers?
  }

  init(
    _ source: any Source, at moment: Moment, cancellation: Cancellation, meter: Meter? = nil
  ) {
    self.source = source
    self.schema = source.schema
    self.moment = moment
    self.cancellation = cancellation
    self.meter = meter
    self.notes = Notes(schema)
  }

  /// The moment that is asked; the same for all queries of the statement.
  func snapshot() throws(Failure) -> any Snapshot {
    if let openSnapshot { return openSnapshot }
    let snapshot = try source.snapshot(at: moment)
    openSnapshot = snapshot
    notes.add { snapshot.notes }
    meter?.statistics = { snapshot.statistics }
    return snapshot
  }

  /// Makes the plans of the statement's queries.
  func planner() throws(Failure) -> Planner {
    if let knownPlanner { return knownPlanner }
    let snapshot = try snapshot()
    let planner = Planner(
      PlanningFacts(
        schema: schema, capabilities: snapshot.capabilities,
        upperBound: { snapshot.upperBound(for: $0) },
        functionValue: { [unowned self] in snapshotValue(of: $0, $1) },
        isCancelled: { [cancellation] in cancellation.isRequested }))
    knownPlanner = planner
    return planner
  }

  private var knownPlanner: Planner?

  /// What a function that needs the snapshot comes to, for arguments that are known.
  func snapshotValue(of function: String, _ arguments: [Value]) -> Value {
    openSnapshot.map { Execution.snapshotValue(of: function, arguments, in: $0) } ?? .null
  }

  /// The values of a subquery, the same wherever it is asked.
  func members(of subquery: Subquery) -> SubqueryMembers {
    let identity = ObjectIdentifier(subquery)
    if let known = members[identity]?.members { return known }
    let found = SubqueryMembers(of: subquery, in: self)
    members[identity] = KnownMembers(members: found)
    return found
  }

  /// Whether rows may be missing from the answer because something could not be told of them.
  var hasUnjudgedRows: Bool {
    notes.tellOfUnjudgedRows || hiddenRows != nil
  }

  /// Why a table may have rows that it could not give; nil where nothing is hidden.
  var hiddenRows: Denial? { openSnapshot?.hiddenRows }

  /// What has been read so far; all zero before anything is.
  var statistics: Statistics {
    guard let openSnapshot else { return Statistics() }
    var statistics = openSnapshot.statistics
    statistics.vanished = Swift.max(statistics.vanished, dropped)
    if patterns.givenUp > 0 { statistics.failed.append(("pattern", patterns.givenUp)) }
    return statistics
  }
}

/// The time is the same for every source; the other functions are the source's own.
private func snapshotValue(
  of function: String, _ arguments: [Value], in snapshot: any Snapshot
) -> Value {
  function == "now" ? .time(snapshot.time) : snapshot.value(of: function, arguments)
}
