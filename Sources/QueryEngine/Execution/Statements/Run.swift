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
  /// The stretch of time that the statement is about; nil where it is about a moment.
  let window: BoundWindow?
  /// Where a statement that is run again and again leaves off.
  let chain: WindowChain?
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
  /// What was kept when the window began; nil where nothing was.
  var beginning: WindowBeginning?
  /// The readings that the statement asks for; nil where it asks for none.
  var timeline: ReadingTimeline?
  /// Whether a row of some reading could not be judged.
  var hasUnjudgedReadings = false
  /// Whether what the readings come to is kept until the end.
  var keepsReadings = false
  /// How many bytes are kept of the readings so far, roughly.
  var keptBytes = 0
  /// What rows are known by from round to round; nil where nobody asks.
  var identities: RowIdentities?
  /// Whether the rows above each row are told.
  var tellsAncestors = false
  /// Whether other threads may read what rows will be asked for.
  var readsAhead = true
  /// Whether what the answer's rows were read of is kept, since something is to be done to it.
  var keepsSources = false
  /// The rows that could not be judged, where somebody asks.
  var unjudgedRows: Set<RowKey> = []
  /// What `now()` is where it is not the time of the snapshot: of a statement of readings, the end of
  /// the window.
  var end: Int64?
  /// Nanoseconds that were waited; nil where nothing was waited for.
  var waited: Int64?
  /// Whether it was cancelled while it waited.
  var isPausing = false
  /// Rows that were there when the window began and are no more; nil where nobody has looked.
  var ended: Int?
  /// Of which table those are.
  var endedTable: TableSchema?
  /// What the readings at the beginning of the window came to, for `explain analyze`.
  var reports: [WindowReport] = []
  /// What the readings before all else at its end came to, likewise.
  var lastReports: [WindowReport] = []
  private var earlier = Statistics()
  private var openSnapshot: (any Snapshot)?
  private var members: [ObjectIdentifier: KnownMembers] = [:]

  /// Held by the operators that ask for them, which hold the run.
  private struct KnownMembers {
    weak var members: SubqueryMembers?
  }

  init(
    _ source: any Source, at moment: Moment, over window: BoundWindow? = nil,
    after chain: WindowChain? = nil, cancellation: Cancellation, meter: Meter? = nil
  ) {
    self.source = source
    self.schema = source.schema
    self.moment = moment
    self.window = window
    self.chain = chain
    self.cancellation = cancellation
    self.meter = meter
    self.notes = Notes(schema) { source.remedyOfRefusals }
  }

  /// A run of one moment of the statement, whose notes are its own.
  func child(of snapshot: any Snapshot) -> Run {
    let child = Run(source, at: moment, cancellation: cancellation)
    child.openSnapshot = snapshot
    child.end = end
    child.notes.add { [unowned snapshot] in snapshot.notes }
    return child
  }

  /// When the snapshot was made, by the clock of windows; 0 before it is.
  var instant: Int64 { openSnapshot?.instant ?? 0 }

  /// The time of the snapshot; nil before there is one.
  var time: Int64? { openSnapshot?.time }

  /// Counts what was read at an earlier moment.
  func add(_ statistics: Statistics) {
    earlier.add(statistics)
  }

  /// The moment that is asked; the same for all queries of the statement.
  func snapshot() throws(Failure) -> any Snapshot {
    if let openSnapshot { return openSnapshot }
    let snapshot = try source.snapshot(at: moment)
    openSnapshot = snapshot
    notes.add { snapshot.notes }
    meter?.statistics = { [unowned self] in statistics }
    return snapshot
  }

  /// Makes the plans of the statement's queries.
  func planner() throws(Failure) -> Planner {
    if let knownPlanner { return knownPlanner }
    let snapshot = try snapshot()
    var capabilities = snapshot.capabilities
    capabilities.readsAhead = capabilities.readsAhead && readsAhead
    let planner = Planner(
      PlanningFacts(
        schema: schema, capabilities: capabilities,
        upperBound: { snapshot.upperBound(for: $0) },
        functionValue: { [unowned self] in snapshotValue(of: $0, $1) },
        isCancelled: { [cancellation] in cancellation.isRequested }))
    knownPlanner = planner
    return planner
  }

  private var knownPlanner: Planner?

  /// What a function that needs the snapshot comes to, for arguments that are known.
  func snapshotValue(of function: String, _ arguments: [Value]) -> Value {
    if function == "now", let end { return .time(end) }
    return openSnapshot.map { Execution.snapshotValue(of: function, arguments, in: $0) } ?? .null
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
    notes.tellOfUnjudgedRows || hasUnjudgedReadings || hiddenRows != nil
  }

  /// Why a table may have rows that it could not give; nil where nothing is hidden.
  var hiddenRows: Denial? { openSnapshot?.hiddenRows }

  /// What has been read so far; all zero before anything is.
  var statistics: Statistics {
    guard let openSnapshot else {
      var statistics = earlier
      statistics.waited = waited
      return statistics
    }
    var statistics = openSnapshot.statistics
    statistics.add(earlier)
    statistics.waited = waited
    statistics.ended = ended
    statistics.vanished = Swift.max(statistics.vanished, dropped)
    if patterns.givenUp > 0 { statistics.failed.append(("pattern", patterns.givenUp)) }
    return statistics
  }
}

/// Where a statement that is run again and again leaves off.
final class WindowChain {
  /// What the last round has kept; nil before the first.
  var beginning: WindowBeginning?
}

/// The time is the same for every source; the other functions are the source's own.
private func snapshotValue(
  of function: String, _ arguments: [Value], in snapshot: any Snapshot
) -> Value {
  function == "now" ? .time(snapshot.time) : snapshot.value(of: function, arguments)
}
