/// Who has begun a recording.
protocol RecordingAudience: AnyObject {
  /// Says a line that is not about how far it is.
  func say(_ line: String)
  /// So many moments have been recorded, the last one with so many rows.
  func show(moments: Int, rows: Int)
  /// Stops the program as Ctrl-Z does, and returns when it goes on.
  func suspend()
}
