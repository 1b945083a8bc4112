import CTestSupport
import Glibc

/// A process of the test's own that something is done to; it is ended and waited for when it goes.
package final class PlantedProcess {
  package let pid: Int32
  private var isWaitedFor = false

  package struct Failure: Error {}

  /// Whether the kernel lets us choose the pid of a process.
  package static let canChoosePids: Bool = {
    guard let first = try? PlantedProcess() else { return false }
    first.end()
    return another(with: first.pid) != nil
  }()

  private init(_ pid: Int32) throws {
    guard pid > 0 else { throw Failure() }
    self.pid = pid
  }

  /// One that waits for signals, and obeys them.
  package convenience init() throws { try self.init(ignoring: SIGWINCH) }

  /// Ignores a signal; it is there once it does.
  package convenience init(ignoring signal: Int32) throws {
    try self.init(ctest_start_ignoring(signal))
    try wait { file("status").ignores(signal) && isAsleep }
  }

  /// With so many threads beside its leader, who may end.
  package convenience init(threads: Int, leaderEnds: Bool = false) throws {
    try self.init(ctest_start_threads(CInt(threads), leaderEnds ? 1 : 0))
    try wait { tasks.count > threads && (!leaderEnds || isZombie) }
  }

  /// One that starts threads without an end.
  package static func restless() throws -> PlantedProcess {
    let process = try PlantedProcess(ctest_start_restless())
    try process.wait { process.file("stat").contains(") ") }
    return process
  }

  /// Another with the pid of one that has ended; nil where that is not to be had.
  package static func another(with pid: Int32) -> PlantedProcess? {
    guard let process = try? PlantedProcess(ctest_start_with_pid(pid)),
      (try? process.wait { process.isAsleep }) != nil
    else { return nil }
    return process
  }

  /// One of another user and group.
  package static func of(user: Int32) throws -> PlantedProcess {
    let process = try PlantedProcess(ctest_start_as(user))
    try process.wait {
      process.file("status").contains("Uid:\t\(user)\t\(user)\t\(user)") && process.isAsleep
    }
    return process
  }

  deinit { end() }

  /// Waits until it is what it is to be; fails where it ends before, or a minute is over.
  private func wait(until isSo: () -> Bool) throws {
    for _ in 0..<60_000 {
      if isSo() { return }
      if isZombie, tasks.count <= 1 { throw Failure() }
      usleep(1000)
    }
    throw Failure()
  }

  private var isAsleep: Bool { file("stat").contains(") S ") }

  /// Its threads, those that have ended and are not yet gone among them.
  package var tasks: [Int32] {
    guard let directory = opendir("/proc/\(pid)/task") else { return [] }
    defer { closedir(directory) }
    var found: [Int32] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let task = Int32(name) { found.append(task) }
    }
    return found.sorted()
  }

  /// A file of it as text; empty where there is none.
  package func file(_ name: String) -> String {
    (try? readWhole("/proc/\(pid)/\(name)")).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// Whether it has ended and is not waited for.
  package var isZombie: Bool { file("stat").contains(") Z ") }

  /// Waits for its end, and lets its pid go; the signal that ended it.
  @discardableResult package func awaitEnd() -> Int32 {
    guard !isWaitedFor else { return 0 }
    isWaitedFor = true
    var status: CInt = 0
    waitpid(pid, &status, 0)
    return status & 0x7F
  }

  /// Ends it, and lets its pid go.
  package func end() {
    guard !isWaitedFor else { return }
    kill(pid, SIGKILL)
    awaitEnd()
  }

  /// Ends it, and leaves it a zombie.
  package func becomeZombie() {
    kill(pid, SIGKILL)
    while !isZombie { usleep(1000) }
  }
}

extension String {
  fileprivate func ignores(_ signal: Int32) -> Bool {
    for line in split(separator: "\n") where line.hasPrefix("SigIgn:") {
      let mask = UInt64(line.dropFirst(8), radix: 16) ?? 0
      return mask >> UInt64(signal - 1) & 1 == 1
    }
    return false
  }
}
