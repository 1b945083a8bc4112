/// Why a recording could not be made, or not be asked.
package struct RecordingError: Error, Hashable {
  /// What the user is told, after `error: `.
  package let message: String

  package init(_ message: String) { self.message = message }
}

/// What a recorder tells at its end.
package struct RecordingSummary: Hashable, Sendable {
  /// Moments that were had and written, by this recorder alone.
  package var moments = 0
  /// Processes that were met with, each once, likewise.
  package var processes = 0
  /// Whether the log stays beside the file, since somebody else reads it or the disk is full.
  package var keepsLog = false
  /// Of the file, when it was closed.
  package var bytes: Int64 = 0
  /// Moments that could not be had, and so are recorded as failed.
  package var failed = 0
  /// Moments that could not be written.
  package var unwritten = 0

  package init() {}
}
