import Execution
import Schema
import Synchronization
import Values

/// The database of a recording that nobody uses just now, for the next statement: it need not open the file
/// again unless that has changed. One that a recorder may be writing to is not kept open: a recorder that ends
/// folds the log in only if nobody else has the file.
final class RecordingOpenings: Sendable {
  private let file: RecordingFile
  private let recording: Recording
  private let idle = Mutex<Opening?>(nil)

  /// A database, and what the file was when it was opened.
  private struct Opening: @unchecked Sendable {
    /// Used by who has taken it, and by nobody else.
    let database: Database
    let state: RecordingFile.State
  }

  init(_ file: RecordingFile, _ recording: Recording) {
    self.file = file
    self.recording = recording
  }

  /// Takes a database that is not used any more.
  func giveBack(_ database: Database, _ state: RecordingFile.State) {
    guard state.isAlone else { return }
    let opening = Opening(database: database, state: state)
    idle.withLock { $0 = opening }
  }

  /// A look at the file as it is now.
  func reader() throws(Failure) -> RecordingReader {
    let opening: Opening
    do throws(RecordingError) {
      opening = try take()
    } catch {
      throw Failure(error.message, at: "", of: RecordingAccess.moment.id)
    }
    let state = opening.state
    return try RecordingReader(recording, opening.database) { [weak self] database in
      self?.giveBack(database, state)
    }
  }

  private func take() throws(RecordingError) -> Opening {
    let state = try file.state()
    let idle = idle.withLock { idle in
      defer { idle = nil }
      return idle
    }
    if let idle, idle.state == state { return idle }
    try file.check(state)
    let database = try file.database(state)
    guard try file.recording(database, state).schemaText == recording.schemaText else {
      throw file.error("it is another recording than it was")
    }
    return Opening(database: database, state: state)
  }
}
