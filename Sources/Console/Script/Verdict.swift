/// What one statement, or all of them together, came to.
struct Verdict {
  /// Some statement gave a row.
  private(set) var someRowCame = false
  /// As they are shown.
  private(set) var notes: [String] = []
  private var someRowIsUnjudged = false
  /// Some statement has to do with whether rows come.
  private var isAboutRows = false
  /// What statements say that end by one status or another of themselves.
  private var ownStatus = ExitStatus.done
  /// The last statement did not come to what it was for, so that nothing is to follow.
  private(set) var endsScript = false
  /// Nobody reads the results any more.
  var isUnread = false

  /// Of no statement.
  init() {}

  /// Of a statement that answers with rows.
  init(someRowCame: Bool, someRowIsUnjudged: Bool, _ notes: [String]) {
    self.someRowCame = someRowCame
    self.someRowIsUnjudged = someRowIsUnjudged
    self.notes = notes
    isAboutRows = true
  }

  /// Of a statement that says itself how it ended, and whether anything is to follow; by itself, what has
  /// failed is the end.
  init(of status: ExitStatus, _ notes: [String] = [], endsScript: Bool? = nil) {
    ownStatus = status
    self.notes = notes
    self.endsScript = endsScript ?? (status == .failed || status == .interrupted)
  }

  /// The next statement has come to this.
  mutating func add(_ other: Verdict) {
    someRowCame = someRowCame || other.someRowCame
    someRowIsUnjudged = someRowIsUnjudged || other.someRowIsUnjudged
    isAboutRows = isAboutRows || other.isAboutRows
    ownStatus = .worst(ownStatus, other.ownStatus)
    endsScript = endsScript || other.endsScript
    isUnread = isUnread || other.isUnread
    notes += other.notes
  }

  /// How the program ends by it; `judgingRows`: it is asked whether some row came.
  func status(judgingRows: Bool) -> ExitStatus {
    guard judgingRows, isAboutRows else { return ownStatus }
    return .worst(ownStatus, someRowCame ? .done : someRowIsUnjudged ? .unjudged : .failed)
  }
}
