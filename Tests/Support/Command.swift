import CTestSupport
import Foundation
import Glibc
import Synchronization

/// Runs a program as a shell would, its arguments as bytes, and collects what it writes.
package struct Command {
  package var program: String
  package var arguments: [[UInt8]]
  package var environment: [String: String]
  package var input = Input.bytes([])
  package var output = Output.collected

  package enum Input: Sendable {
    /// Given, and then the end.
    case bytes([UInt8])
    /// Nothing comes, and no end either.
    case silent
    case file(String)
    case closed
  }

  package enum Output: Sendable {
    case collected
    case file(String)
    case closed
    /// A pipe that nobody reads.
    case unread
    /// A terminal of so many columns; its line ends are collected as they were written.
    case terminal(columns: UInt16)
  }

  /// How it ended, and what it said.
  package struct Outcome: Sendable {
    /// The exit status; where a signal ended it, that signal's number below zero.
    package let status: Int32
    package let output: [UInt8]
    package let errors: [UInt8]

    package var outputText: String { String(decoding: output, as: UTF8.self) }
    package var errorText: String { String(decoding: errors, as: UTF8.self) }
  }

  package struct SpawnFailure: Error {
    package let program: String
    package let number: Int32
  }

  package init(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:]
  ) {
    self.program = program
    self.arguments = arguments.map { Array($0.utf8) }
    self.environment = ["PATH": "/usr/bin:/bin", "TZ": "UTC"].merging(environment) { $1 }
  }

  /// The program of this name beside the tests' own.
  package static func built(_ name: String, _ arguments: [String] = []) -> Command {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let beside = tests.deletingLastPathComponent().appendingPathComponent(name).path
    let bundled = Bundle.allBundles.map {
      $0.bundleURL.deletingLastPathComponent().appendingPathComponent(name).path
    }
    let candidates = [beside] + bundled
    return Command(candidates.first { access($0, X_OK) == 0 } ?? beside, arguments)
  }

  /// With these bytes as arguments, UTF-8 or not.
  package func with(arguments: [[UInt8]]) -> Command {
    var command = self
    command.arguments = arguments
    return command
  }

  /// Runs it to its end.
  package func run() throws -> Outcome {
    try start().outcome()
  }

  /// Starts it, for who wants to send it a signal or watch its output come.
  package func start() throws -> RunningCommand {
    let streams = CommandStreams(input: input, output: output)
    let pid = try spawn(streams)
    return RunningCommand(pid: pid, streams: streams)
  }

  private func spawn(_ streams: CommandStreams) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    streams.addActions(&actions)
    // What other tests have open meanwhile is none of its business.
    ctest_close_from(&actions, 3)

    // Whoever runs the tests may ignore or block these; the program is to find them as a shell
    // leaves them.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var blocked = sigset_t()
    sigemptyset(&blocked)
    posix_spawnattr_setsigmask(&attributes, &blocked)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    let words = [Array(program.utf8)] + arguments
    let variables = environment.map { Array("\($0.key)=\($0.value)".utf8) }
    var pid: pid_t = 0
    let number = withCStrings(words) { words in
      withCStrings(variables) { variables in
        spawning.withLock { _ in
          posix_spawn(&pid, program, &actions, &attributes, words, variables)
        }
      }
    }
    streams.closeTheirEnds()
    guard number == 0 else { throw SpawnFailure(program: program, number: number) }
    return pid
  }
}

/// Lends the words as C has them: each with a zero behind it, and a null pointer after the last.
private func withCStrings<Result>(
  _ words: [[UInt8]], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = words.map { word in
    strdup(word.map { CChar(bitPattern: $0) } + [0])
  }
  defer { pointers.forEach { free($0) } }
  return body(pointers + [nil])
}
