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

  /// Of a word that can be set; nil of any other.
  package init?(settable word: String) {
    guard let packed = Self.settable.first(where: { Self(packed: $0).text == word }) else {
      return nil
    }
    self.init(packed: packed)
  }

  /// Whether whoever was given the other has this one: of the class `none`, kernels tell any level.
  func isSame(as other: IOPriority) -> Bool { self == other || number == 0 && other.number == 0 }

  /// As ioprio_set(2) takes it.
  var packed: Int32 { Int32(number << 13 | level) }

  /// Whether it is served before all others.
  var isRealTime: Bool { number == 1 }

  /// `best-effort/6`, in the words of ionice(1). The class `idle` has no levels, and one without a name
  /// is its number. Who has set none is served by its niceness.
  package var text: String {
    switch number {
    case 0: "none/\(level)"
    case 1: Self.realTime[level]
    case 2: Self.bestEffort[level]
    case 3: "idle"
    default: "\(number)/\(level)"
    }
  }

  // By level, each written out, since every start makes them.
  private static let realTime = [
    "realtime/0", "realtime/1", "realtime/2", "realtime/3", "realtime/4", "realtime/5",
    "realtime/6",
    "realtime/7",
  ]
  private static let bestEffort = [
    "best-effort/0", "best-effort/1", "best-effort/2", "best-effort/3", "best-effort/4",
    "best-effort/5", "best-effort/6", "best-effort/7",
  ]

  /// All that the kernel knows, the first served first; a thread without a priority of its own has
  /// one of the last two.
  package static var words: [String] { realTime + bestEffort + ["idle", "none/0", "none/4"] }

  /// Those that can be set, the first served first; of one without a priority of its own the kernel takes
  /// no level.
  package static var settableWords: [String] { settable.map { Self(packed: $0).text } }

  private static var settable: [Int] {
    (0..<8).map { 1 << 13 | $0 } + (0..<8).map { 2 << 13 | $0 } + [3 << 13, 0]
  }
}
