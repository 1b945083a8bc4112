/// Removes what is older than is kept, a little at a time, within the transaction of a moment. Freed pages
/// are used again; where there are many, the file gets shorter.
struct Retention {
  private let keep: Int64
  private let database: Database
  private let oldest: DatabaseStatement
  private let cut: DatabaseStatement
  private let processes: DatabaseStatement
  private let inForce: DatabaseStatement
  private let removals: [DatabaseStatement]
  private let moveFact: DatabaseStatement
  private let moveProcess: DatabaseStatement
  private let removeFacts: DatabaseStatement
  private let removeProcess: DatabaseStatement

  /// So much later than it might, since every removal looks at all processes: at most ten minutes.
  private var slack: Int64 { min(keep / 32, 600_000_000_000) }
  /// So that a transaction stays short, also after a recorder has not run for long.
  private static let mostMoments = 512
  /// So many processes are looked at with one moment; where there are more, the others wait for the next ones.
  static let mostProcesses = 4096

  init(
    _ keep: Int64, processesAtOnce: Int = Self.mostProcesses, in database: Database
  ) throws(DatabaseError) {
    self.keep = keep
    self.database = database
    oldest = try database.prepare("select id, instant from moment order by id limit 1")
    cut = try database.prepare(
      """
      select min(
        coalesce((select id from moment where instant >= ?1 order by instant limit 1), 0),
        coalesce((select id from moment order by id limit 1 offset \(Self.mostMoments)),
          9223372036854775807))
      """)
    processes = try database.prepare(
      "select id, last from process where first < ?1 order by first limit \(processesAtOnce)")
    inForce = try database.prepare(
      "select max(since) from fact where process = ?1 and since <= ?2")
    removeFacts = try database.prepare("delete from fact where process = ?1 and since < ?2")
    moveFact = try database.prepare(
      "update fact set since = ?3 where process = ?1 and since = ?2")
    moveProcess = try database.prepare("update process set first = ?2 where id = ?1")
    removeProcess = try database.prepare("delete from process where id = ?1")
    removals = try [
      "delete from moment where id < ?1",
      "delete from boot where id < (select boot from moment order by id limit 1) and ?1 > 0",
      "delete from machine where id < (select machine from moment order by id limit 1) and ?1 > 0",
      "delete from label where id in (select id from label where last < ?1 limit 4096)",
      "delete from text where id in (select id from text where last < ?1 limit 4096)",
    ].map { sql throws(DatabaseError) in try database.prepare(sql) }
  }

  /// Removes some of what lies further back from this instant than is kept. Moments go whole, and only then
  /// what is told of processes before the first that is left: nothing that can be asked lacks anything,
  /// however long that takes. Before labels and texts go, `forget` says of those that no moment needs from one
  /// on that this is so.
  func remove(
    before end: Int64, forget: (Int64) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    if let first = try cut(before: end) {
      try forget(first)
      for removal in removals { try removal.run([.integer(first)]) }
    }
    guard let first = try oldestMoment()?.id, try removeProcesses(before: first) else { return }
    try shorten()
  }

  /// The moment that is to be the first from now on; nil where none goes yet.
  private func cut(before end: Int64) throws(DatabaseError) -> Int64? {
    let (limit, overflows) = end.subtractingReportingOverflow(keep)
    guard !overflows, let start = try oldestMoment()?.instant, start < limit &- slack else {
      return nil
    }
    try cut.bind(.integer(limit), at: 1)
    var first: Int64 = 0
    while try cut.step() { first = cut.integer(0) }
    return first > 0 ? first : nil
  }

  private func oldestMoment() throws(DatabaseError) -> (id: Int64, instant: Int64)? {
    var found: (id: Int64, instant: Int64)?
    while try oldest.step() { found = (oldest.integer(0), oldest.integer(1)) }
    return found
  }

  /// What was told of processes before the first moment; of those that live on, what was in force then is
  /// told from that moment on. False where there was nothing.
  private func removeProcesses(before first: Int64) throws(DatabaseError) -> Bool {
    var found: [(id: Int64, last: Int64?)] = []
    try processes.bind(.integer(first), at: 1)
    while try processes.step() {
      found.append((processes.integer(0), processes.optionalInteger(1)))
    }
    for (id, last) in found {
      if let last, last < first {
        try removeFacts.run([.integer(id), .integer(.max)])
        try removeProcess.run([.integer(id)])
      } else {
        try cutProcess(id, at: first)
      }
    }
    return !found.isEmpty
  }

  private func cutProcess(_ id: Int64, at first: Int64) throws(DatabaseError) {
    try inForce.bind(.integer(id), at: 1)
    try inForce.bind(.integer(first), at: 2)
    var since: Int64 = first
    while try inForce.step() { since = inForce.optionalInteger(0) ?? first }
    try removeFacts.run([.integer(id), .integer(since)])
    if since < first { try moveFact.run([.integer(id), .integer(since), .integer(first)]) }
    try moveProcess.run([.integer(id), .integer(first)])
  }

  /// Gives pages back to the system where a quarter of the file is not used. Without that a file would stay
  /// as long as it was once, as after a storm of processes; to copy it anew would need as much again.
  private func shorten() throws(DatabaseError) {
    let free = try database.number("pragma freelist_count") ?? 0
    let all = try database.number("pragma page_count") ?? 0
    guard free > 256, free > all / 4 else { return }
    try database.execute("pragma incremental_vacuum(256)")
  }
}
