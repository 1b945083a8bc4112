import Foundation
import Glibc
import TestSupport
import Testing

/// `--stats` tells every file that is opened, as somebody who watches the system calls counts them.
@Suite struct ReadsTests {
  private static let strace = "/usr/bin/strace"
  private static let hasStrace: Bool = {
    let trial = try? Command(strace, ["-o", "/dev/null", "/bin/true"]).run()
    return trial?.status == 0
  }()

  private static let queries = [
    "select pid, uss, pss, rss, args order by uss desc",
    "select identity.*, ids.*, cpu.*", "select io.*, place.*, other.*", "select memory.*, env",
    "select pid where uss > 1M or comm = 'nginx'", "select pid, uss order by uss desc limit 2",
    "from files", "from threads", "from maps", "from environ", "from sockets",
    "select pid, parent.name, count(children), any(files where deleted)",
  ]

  @Test(.enabled(if: hasStrace), arguments: queries, ["1", "2"])
  func everyFileIsCounted(_ query: String, jobs: String) throws {
    let server = try ProcFixture(named: "small-server")
    let trace = server.root + "/trace"
    let tool = Command.built(
      "procq", ["--procfs", server.root, "--jobs", jobs, "--stats", "-fcsv", "-e", query])
    var watched = Command(
      Self.strace, ["-f", "-o", trace, "-e", "trace=openat,readlinkat", tool.program])
    watched.arguments += tool.arguments
    let outcome = try watched.run()
    #expect(outcome.status == 0)
    let line = outcome.errorText.split(separator: "\n").first { $0.hasPrefix("{") }
    let statistics = Data(try #require(line).utf8)
    let told = try #require(JSONSerialization.jsonObject(with: statistics) as? [String: Any])
    var reads = try #require(told["reads"] as? [String: Int])
    // A bound reads it while the statement is planned, before anything is counted.
    reads["meminfo"] = nil
    let seen = seenReads(try String(contentsOfFile: trace, encoding: .utf8), below: server.root)
    #expect(seen == reads, "\(query)")
  }

  /// The system makes the table of descriptors of several threads larger only after long waits.
  @Test(.enabled(if: hasStrace)) func thereIsRoomForDescriptorsBeforeThereAreThreads() throws {
    let many = (1...40).map { "-- \($0)/smaps_rollup --\nRss: 8 kB\nPrivate_Dirty: 4 kB\n" }
    let host = try ProcFixture(many.joined())
    let trace = host.root + "/trace"
    let tool = Command.built(
      "procq", ["--procfs", host.root, "--jobs", "2", "-e", "select pid, uss"])
    var watched = Command(
      Self.strace, ["-f", "-o", trace, "-e", "trace=fcntl,clone,clone3", tool.program])
    watched.arguments += tool.arguments
    #expect(try watched.run().status == 0)
    let calls = calls(try String(contentsOfFile: trace, encoding: .utf8))
    let thread = try #require(calls.firstIndex { $0.hasPrefix("clone") })
    #expect(calls[..<thread].contains { $0.contains("F_DUPFD_CLOEXEC, 511") })
  }

  /// What was opened below the directories of processes, by the names of `--stats`, and of the
  /// machine's files those that its processes are judged by. What tells the kernel and the size of
  /// a page (`auxv`) belongs to the root and to no statement.
  private func seenReads(_ trace: String, below root: String) -> [String: Int] {
    var counts: [String: Int] = [:]
    var rootNumber: Substring?
    var ofProcesses: Set<Substring> = []
    for call in calls(trace) {
      guard
        let match = call.firstMatch(of: /^(openat|readlinkat)\((\w+), "([^"]+)".* = (\d+)/)
      else { continue }
      let (_, name, directory, path, result) = match.output
      var steps = path.split(separator: "/")
      let isOfProcess = ofProcesses.contains(directory) && !path.hasPrefix("/")
      if name == "openat" { ofProcesses.remove(result) }
      if directory == "AT_FDCWD", path == root { rootNumber = result }
      if directory == rootNumber {
        let first = steps.removeFirst()
        if steps.isEmpty, ["stat", "uptime"].contains(first) {
          counts[String(first), default: 0] += 1
        }
        guard Int(first) != nil else { continue }
        if steps.isEmpty { ofProcesses.insert(result) }
      } else if !isOfProcess {
        continue
      }
      if steps.count > 2, steps[0] == "task" { steps.removeFirst(2) }
      guard let kind = steps.first, kind != ".", kind != "auxv" else { continue }
      counts[name == "readlinkat" && kind == "fd" ? "fdlink" : String(kind), default: 0] += 1
    }
    return counts
  }

  /// A call that another thread's interrupted is put together again.
  private func calls(_ trace: String) -> [String] {
    var begun: [Substring: String] = [:]
    return trace.split(separator: "\n").compactMap { line in
      guard let space = line.firstIndex(of: " ") else { return nil }
      let thread = line[..<space]
      let call = String(line[space...].drop { $0 == " " })
      if call.hasSuffix("<unfinished ...>") {
        begun[thread] = String(call.dropLast("<unfinished ...>".count))
        return nil
      }
      guard let resumed = call.firstMatch(of: /^<\.\.\. \w+ resumed>/) else { return call }
      return (begun.removeValue(forKey: thread) ?? "") + call[resumed.range.upperBound...]
    }
  }
}
