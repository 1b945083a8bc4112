import CTestSupport
import Foundation
import Glibc

/// A process that keeps whoever reads its command line, environment or memory waiting for ever, and
/// a mount that does not answer. They go with this.
package final class Silence {
  private var silence = ctest_silence()
  private let place: String

  package struct NotPossible: Error {}

  /// Takes root and FUSE.
  package init() throws {
    var template = Array("/tmp/procq-silence.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw NotPossible() }
    place = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    guard ctest_start_silence(place, &silence) == 0 else {
      rmdir(place)
      throw NotPossible()
    }
  }

  deinit {
    ctest_end_silence(&silence)
    rmdir(place)
  }

  /// Whether there may be one: who reads all processes would wait for it, so that no other test may
  /// run beside those that have one. They are run if they are asked for by this variable.
  package static let isPossible =
    ProcessInfo.processInfo.environment["PROCQ_TEST_SILENCE"] != nil && (try? Silence()) != nil

  /// The process.
  package var pid: Int32 { silence.stuck }

  /// Where the file system is mounted, for those who see it.
  package var mountpoint: String { place }

  /// The command, started so that it sees the mount.
  package func seen(by command: Command) -> Command {
    var inside = command
    inside.program = "/usr/bin/nsenter"
    let words = ["-t", "\(silence.keeper)", "-m", command.program]
    inside.arguments = words.map { Array($0.utf8) } + command.arguments
    return inside
  }
}
