/// `stat` of a process or a task: one line, the figures of its life.
///
/// Its rss is left out: the kernel only estimates it there.
package struct Stat: Sendable {
  package var pid: Int32
  /// Up to 15 bytes (63 of a kernel thread), any but NUL.
  package var name: [UInt8]
  package var state: ProcessState
  /// 0 for the first process and the first kernel thread.
  package var parent: Int32
  package var processGroup: Int32
  package var session: Int32
  /// Device number of the controlling terminal; 0 for none.
  package var terminal: UInt32
  /// Foreground process group of the terminal; -1 for none.
  package var terminalProcessGroup: Int32
  package var flags: UInt64
  package var minorFaults: UInt64
  package var majorFaults: UInt64
  package var userTime: Ticks
  package var systemTime: Ticks
  /// Of children that ended and were waited for.
  package var childrenUserTime: Ticks
  package var childrenSystemTime: Ticks
  package var priority: Int64
  package var nice: Int64
  package var threads: Int64
  /// Since boot.
  package var startTime: Ticks
  /// Since 2.2.8.
  package var processor: Int64?
  /// Since 2.5.19.
  package var realTimePriority: Int64?
  /// Since 2.5.19.
  package var policy: Int64?
  /// Spent waiting for block devices. Since 2.6.18.
  package var blockDelay: Ticks?

  /// PF_KTHREAD.
  package var isKernelThread: Bool { flags & 0x0020_0000 != 0 }

  /// It has ended, or all of it but some threads.
  package var isZombie: Bool { state == .zombie || state == .dead }

  /// There is no memory behind it, and none of the files that tell of it.
  package var hasNoMemory: Bool { isKernelThread || (isZombie && threads <= 1) }

  /// The thread that gave the process its pid has ended, others live: they have its memory.
  package var isLeaderless: Bool { isZombie && threads > 1 }

  /// The name may hold anything, `) ` included: it ends at the last parenthesis.
  package init?(_ text: Span<UInt8>) {
    var position = 0
    guard let pid = text.takeNumber(&position).flatMap(Int32.init(exactly:)),
      let open = text.index(of: UInt8(ascii: "("), from: position),
      let close = text.lastIndex(of: UInt8(ascii: ")")), open < close
    else { return nil }
    position = close + 1
    guard let state = text.takeWord(&position) else { return nil }
    self.pid = pid
    self.state = ProcessState(letter: text[state.lowerBound])
    name = text.extracting((open + 1)..<close).array

    var fields = StatFields(position: position)
    parent = fields.nextId(text)
    processGroup = fields.nextId(text)
    session = fields.nextId(text)
    terminal = UInt32(bitPattern: fields.nextId(text))
    terminalProcessGroup = fields.nextId(text)
    flags = fields.next(text)
    minorFaults = fields.next(text)
    fields.skip(text, 1)
    majorFaults = fields.next(text)
    fields.skip(text, 1)
    userTime = Ticks(fields.next(text))
    systemTime = Ticks(fields.next(text))
    childrenUserTime = Ticks(fields.next(text))
    childrenSystemTime = Ticks(fields.next(text))
    priority = fields.nextSigned(text)
    nice = fields.nextSigned(text)
    threads = fields.nextSigned(text)
    fields.skip(text, 1)
    startTime = Ticks(fields.next(text))
    guard !fields.failed else { return nil }

    fields.skip(text, 16)
    processor = text.takeSignedNumber(&fields.position)
    realTimePriority = text.takeSignedNumber(&fields.position)
    policy = text.takeSignedNumber(&fields.position)
    blockDelay = text.takeNumber(&fields.position).map(Ticks.init)
  }
}

/// The numbers after the state, one after the other.
private struct StatFields {
  var position: Int
  var failed = false

  mutating func next(_ text: Span<UInt8>) -> UInt64 {
    if let number = text.takeNumber(&position) { return number }
    failed = true
    return 0
  }

  mutating func nextSigned(_ text: Span<UInt8>) -> Int64 {
    if let number = text.takeSignedNumber(&position) { return number }
    failed = true
    return 0
  }

  mutating func nextId(_ text: Span<UInt8>) -> Int32 {
    if let number = Int32(exactly: nextSigned(text)) { return number }
    failed = true
    return 0
  }

  mutating func skip(_ text: Span<UInt8>, _ fields: Int) {
    for _ in 0..<fields { _ = text.takeWord(&position) }
  }
}

/// What a process is doing, by the kernel's letters.
package enum ProcessState: Sendable, CaseIterable {
  case running, sleeping, diskSleep, stopped, tracingStop, zombie, dead, wakeKill, waking, parked
  case idle
  case other

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
    default: self = .other
    }
  }
}
