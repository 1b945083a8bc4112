import CProc
import Glibc

/// With what priority the kernel serves a thread's transfers to and from disks: a class, and within it a
/// level from 0, which is served first, to 7. No file tells it; ioprio_get(2) does (Linux 2.6.13), which
/// takes no rights.
package struct IOPriority: Sendable, Equatable {
  /// As the kernel numbers them.
  private let number: Int
  private let level: Int

  /// As ioprio_get(2) packs them: 13 bits for the level and, since 6.5, hints above its 3 bits.
  init(packed: Int) {
    number = packed >> 13
    level = packed & 7
  }

  /// Of a thread by its id, or of a process's main thread, as the system counts ours.
  init(of thread: Int32) throws(Errno) {
    let packed = uninterrupted { cproc_io_priority(thread) }
    guard packed >= 0 else { throw .last }
    self.init(packed: Int(packed))
  }

  /// The classes in the words of ionice(1), by number. Who has set none is served by its niceness.
  private static let classes = ["none", "realtime", "best-effort", "idle"]

  /// `best-effort/6`. The class `idle` has no levels, and one without a name is its number.
  package var text: String {
    guard Self.classes.indices.contains(number) else { return "\(number)/\(level)" }
    let name = Self.classes[number]
    return name == "idle" ? name : "\(name)/\(level)"
  }

  /// All that the kernel knows, the first served first; a thread without a priority of its own has
  /// one of the last two.
  package static var words: [String] {
    let classes = [1, 2].flatMap { number in (0..<8).map { IOPriority(packed: number << 13 | $0) } }
    return classes.map(\.text) + ["idle", "none/0", "none/4"]
  }
}
