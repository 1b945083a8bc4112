package import Execution
import QueryLanguage
package import Recordings
import Schema
import Values

/// The machine that the shell runs on, or another root of it.
package struct LiveMachine: Sendable {
  /// Begins to ask it.
  let open: @Sendable () throws(Unavailable) -> any Source

  /// Why it cannot be asked.
  package struct Unavailable: Error {
    let message: String

    /// The message stands after `error: `.
    package init(_ message: String) { self.message = message }
  }

  /// It is opened when it is asked, or asked again.
  package init(_ open: @escaping @Sendable () throws(Unavailable) -> any Source) {
    self.open = open
  }
}

/// What is asked: this machine, or what was recorded of one.
extension ShellSession {
  /// The word of `\replay` that leads back.
  static let offWord = "off"

  /// `\replay`
  func replay(_ words: [String]) throws(CommandFailure) {
    switch words.first {
    case nil: tellWhatIsAsked()
    case Self.offWord?: try replayNothing()
    case let path?: try replay(withHome(path))
    }
  }

  private func tellWhatIsAsked() {
    let sentence = recording.map(\.sentence) ?? "this machine is asked"
    streams.say(wrapped(sentence, width: streams.columns))
  }

  private func replay(_ path: String) throws(CommandFailure) {
    let opened: Result<AskedRecording, RecordingError>
    do throws(SystemError) {
      opened = try FileWork(verb: "read", path: path).run {
        Result { () throws(RecordingError) in try AskedRecording(path) }
      }
    } catch {
      throw CommandFailure(error)
    }
    do throws(RecordingError) {
      let recording = try opened.get()
      ask(recording.source, recording: recording)
      confirm(recording.sentence)
    } catch {
      throw CommandFailure(visible(error.message))
    }
  }

  private func replayNothing() throws(CommandFailure) {
    if recording != nil {
      let source: any Source
      do throws(LiveMachine.Unavailable) {
        source = try live.open()
      } catch {
        throw CommandFailure(error.message)
      }
      ask(source, recording: nil)
    }
    confirm("this machine is asked")
  }

  /// What was defined means what it says of the new source, if that has what it names.
  private func ask(_ source: any Source, recording: AskedRecording?) {
    self.recording = recording
    session = Session(source)
    lastQuerySession = nil
    parameters.forEach { session.set($0) }
    var lost: [String] = []
    for (name, text) in definitions {
      lost.removeAll { $0.isSame(as: name) }
      do throws(PreparationError) {
        _ = try session.prepare(SourceText(bytes: text))
      } catch {
        lost.append(name)
      }
    }
    guard !lost.isEmpty else { return }
    let names = lost.map { "'\($0)'" }.joined(separator: ", ")
    tell(notes: ["without a meaning here, since what they name is not there: \(names)"])
  }
}

/// A recording that the shell asks.
package struct AskedRecording: Sendable {
  let source: RecordedSource
  /// The path of its file.
  private let path: String
  /// When its first and its last moment were, in nanoseconds since 1970; nil where it has none.
  private let stretch: (first: Int64, last: Int64)?

  /// Of a file; it is thrown why it cannot be asked.
  package init(_ path: String) throws(RecordingError) {
    self.init(path, try RecordedSource.open(Array(path.utf8)))
  }

  /// Of one that is open already.
  package init(_ path: String, _ source: RecordedSource) {
    self.source = source
    self.path = path
    stretch = source.stretch
  }

  /// For the prompt: the file's own name, as far as there is room.
  var shortName: String {
    cut(visible(path.split(separator: "/").last.map(String.init) ?? path), toWidth: 24)
  }

  /// `the recording day.db is asked, of 2026-11-26 10:00:00 to 2026-11-27 09:59:50`
  var sentence: String {
    let times = stretch.map {
      ", of \(HumanText.time($0.first)) to \(HumanText.time($0.last))"
    }
    return "the recording \(visible(path)) is asked\(times ?? "")"
  }
}

extension Source {
  /// When the first and the last of its moments were; nil where it has none.
  fileprivate var stretch: (first: Int64, last: Int64)? {
    do throws(Failure) {
      let last = try snapshot(at: .latest)
      guard let instant = try moments(from: .min, to: last.instant).first else { return nil }
      return (try snapshot(at: .instant(instant)).time, last.time)
    } catch {
      return nil
    }
  }
}
