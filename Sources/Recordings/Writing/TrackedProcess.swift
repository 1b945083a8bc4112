/// What the writer knows of a process that has not been seen to end.
struct TrackedProcess {
  /// Its row in `process`.
  let id: Int64
  /// What is in force of it: labels, then facts; empty where it was alive and not among the rows, or is
  /// new.
  var cells: [StoredCell] = []
  /// Its row in `label`; nil where it was alive and not among the rows, or is new.
  var label: Int64?
  /// The texts that say why some of its labels, and of its facts, are not known.
  var labelReason: Int64?
  var factReason: Int64?
  /// The moment at which it was among the rows last.
  var lastRow: Int64 = 0
  /// The moment at which this recorder met with it; 0 where it has not.
  var met: Int64 = 0
}
