/// Why a recording could not be made, or not be asked.
package struct RecordingError: Error, Hashable {
  /// What the user is told, after `error: `. It may have several lines, and nothing in it has to be made
  /// visible any more.
  package let message: String
  /// Whether nothing more can be written to the file, which is not there any more or damaged.
  package let isFinal: Bool

  package init(_ message: String, isFinal: Bool = false) {
    self.message = message
    self.isFinal = isFinal
  }
}

/// What a recorder tells at its end.
package struct RecordingSummary: Hashable, Sendable {
  /// Moments that were had and written, by this recorder alone.
  package var moments = 0
  /// Processes that were met with, each once, likewise.
  package var processes = 0
  /// Why the log stays beside the file; nil where it does not.
  package var keptLog: KeptLog?
  /// Of the file, when it was closed.
  package var bytes: Int64 = 0
  /// Moments that could not be had, and so are recorded as failed.
  package var failed = 0
  /// Moments that could not be written.
  package var unwritten = 0

  package init() {}

  /// Why a log could not be taken into its file.
  package enum KeptLog: Sendable {
    /// Another reads the file.
    case isRead
    /// There is no room for it.
    case noRoom
  }
}
