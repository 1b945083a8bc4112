/// `stat` of a process or a task: one line, the figures of its life.
///
/// The line is kept, and a field is read out of it when it is asked for: of the fifty few ever are. One
/// that is not there, or does not begin with a digit, is nil, and those before it are told all the
/// same. Its rss is left out: the kernel only estimates it there.
package struct Stat: Sendable {
  private let line: [UInt8]
  /// Where the name stands, between the parentheses.
  private let nameRange: Range<Int>
  /// What it is doing.
  package let state: ProcessState

  /// The name may hold anything, `) ` included: it ends at the last parenthesis.
  package init?(_ text: Span<UInt8>) {
    guard let open = text.index(of: UInt8(ascii: "("), from: 0),
      let close = text.lastIndex(of: UInt8(ascii: ")")), open < close
    else { return nil }
    var position = close + 1
    guard let state = text.takeWord(&position) else { return nil }
    self.line = text.array
    self.nameRange = (open + 1)..<close
    self.state = ProcessState(letter: text[state.lowerBound])
  }

  /// Up to 15 bytes (63 of a kernel thread), any but NUL.
  package var name: [UInt8] { Array(line[nameRange]) }

  /// PF_KTHREAD.
  package var isKernelThread: Bool? { flags.map { $0 & 0x0020_0000 != 0 } }

  /// It has ended, or all of it but some threads.
  package var isZombie: Bool { state == .zombie || state == .dead }

  /// It has ended, or is about to (PF_EXITING): calls of the system do not know it any more.
  var isEnding: Bool { isZombie || flags.map { $0 & 0x4 != 0 } ?? false }

  /// There is no memory behind it, and none of the files that tell of it.
  package var hasNoMemory: Bool { isKernelThread == true || isZombie && !hasThreads }

  /// The thread that gave the process its pid has ended, others live: they have its memory.
  package var isLeaderless: Bool { isZombie && hasThreads }

  /// More than one.
  private var hasThreads: Bool { threads.map { $0 > 1 } ?? false }
}

// The fields are numbered as in proc(5).
extension Stat {
  /// 0 for the first process and the first kernel thread.
  package var parent: Int32? { id(4) }
  /// The pid of its process group's leader.
  package var processGroup: Int32? { id(5) }
  /// The pid of its session's leader.
  package var session: Int32? { id(6) }
  /// Device number of the controlling terminal; 0 for none.
  package var terminal: UInt32? { id(7).map(UInt32.init(bitPattern:)) }
  /// Foreground process group of the terminal; -1 for none.
  package var terminalProcessGroup: Int32? { id(8) }
  /// The kernel's PF_ flags.
  package var flags: UInt64? { number(9) }
  /// Page faults that took no reading from disk.
  package var minorFaults: UInt64? { number(10) }
  /// Page faults that took reading from disk.
  package var majorFaults: UInt64? { number(12) }
  /// In its own code.
  package var userTime: Ticks? { ticks(14) }
  /// In the kernel on its behalf.
  package var systemTime: Ticks? { ticks(15) }
  /// In its own code and in the kernel.
  package var processorTime: Ticks? {
    guard let userTime, let systemTime else { return nil }
    return userTime + systemTime
  }
  /// Of children that ended and were waited for.
  package var childrenUserTime: Ticks? { ticks(16) }
  /// The same, of their time in the kernel.
  package var childrenSystemTime: Ticks? { ticks(17) }
  /// The kernel's; below 0 for real-time policies.
  package var priority: Int64? { signedNumber(18) }
  /// From -20 to 19.
  package var nice: Int64? { signedNumber(19) }
  /// How many it has.
  package var threads: Int64? { signedNumber(20) }
  /// Since boot.
  package var startTime: Ticks? { ticks(22) }
  /// Since 2.2.8.
  package var processor: Int64? { signedNumber(39) }
  /// Since 2.5.19.
  package var realTimePriority: Int64? { signedNumber(40) }
  /// Since 2.5.19.
  package var policy: Int64? { signedNumber(41) }
  /// Spent waiting for block devices. Since 2.6.18.
  package var blockDelay: Ticks? { ticks(42) }

  private func number(_ field: Int) -> UInt64? {
    var position = position(of: field)
    return line.span.takeNumber(&position)
  }

  private func signedNumber(_ field: Int) -> Int64? {
    var position = position(of: field)
    return line.span.takeSignedNumber(&position)
  }

  private func id(_ field: Int) -> Int32? { signedNumber(field).flatMap(Int32.init(exactly:)) }

  private func ticks(_ field: Int) -> Ticks? { number(field).map(Ticks.init) }

  /// Behind the fields before it: the second one is the name.
  private func position(of field: Int) -> Int {
    let text = line.span
    var position = nameRange.upperBound + 1
    for _ in 3..<field { _ = text.takeWord(&position) }
    return position
  }
}

/// What a process is doing, by the kernel's letters.
package enum ProcessState: Hashable, Sendable {
  case running, sleeping, diskSleep, stopped, tracingStop, zombie, dead, wakeKill, waking, parked
  case idle
  /// A letter that a newer kernel has; 0 where none was told.
  case other(letter: UInt8)

  /// Of the letter in `stat` and `status`.
  package init(letter: UInt8) {
    switch letter {
    case UInt8(ascii: "R"): self = .running
    case UInt8(ascii: "S"): self = .sleeping
    case UInt8(ascii: "D"): self = .diskSleep
    case UInt8(ascii: "T"): self = .stopped
    case UInt8(ascii: "t"): self = .tracingStop
    case UInt8(ascii: "Z"): self = .zombie
    case UInt8(ascii: "X"), UInt8(ascii: "x"): self = .dead
    case UInt8(ascii: "K"): self = .wakeKill
    case UInt8(ascii: "W"): self = .waking
    case UInt8(ascii: "P"): self = .parked
    case UInt8(ascii: "I"): self = .idle
    default: self = .other(letter: letter)
    }
  }
}
