/// When the files were read whose counters are read again after a while, in nanoseconds of
/// CLOCK_MONOTONIC; 0 of what was not read. What is read once needs none.
struct ReadingInstants: Sendable {
  var stat: Int64 = 0
  var status: Int64 = 0
  var io: Int64 = 0
  var clock: Int64 = 0
  var schedstat: Int64 = 0

  /// Nil of what was not read, and of files that hold no counters.
  subscript(_ file: ProcFile) -> Int64? {
    let instant =
      file == .clock
      ? clock
      : file == .stat
        ? stat
        : file == .io ? io : file == .status ? status : file == .schedstat ? schedstat : 0
    return instant == 0 ? nil : instant
  }
}
