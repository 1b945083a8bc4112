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

    let fields = StatFields(text, from: position)
    guard fields.count > StatFields.sinceEver, let parent = fields.id(4),
      let processGroup = fields.id(5), let session = fields.id(6), let terminal = fields.id(7),
      let terminalProcessGroup = fields.id(8)
    else { return nil }
    self.parent = parent
    self.processGroup = processGroup
    self.session = session
    self.terminal = UInt32(bitPattern: terminal)
    self.terminalProcessGroup = terminalProcessGroup
    flags = fields[9]
    minorFaults = fields[10]
    majorFaults = fields[12]
    userTime = Ticks(fields[14])
    systemTime = Ticks(fields[15])
    childrenUserTime = Ticks(fields[16])
    childrenSystemTime = Ticks(fields[17])
    priority = Int64(bitPattern: fields[18])
    nice = Int64(bitPattern: fields[19])
    threads = Int64(bitPattern: fields[20])
    startTime = Ticks(fields[22])
    processor = fields.told(39).map(Int64.init(bitPattern:))
    realTimePriority = fields.told(40).map(Int64.init(bitPattern:))
    policy = fields.told(41).map(Int64.init(bitPattern:))
    blockDelay = fields.told(42).map(Ticks.init)
  }
}

/// The numbers after the state, by their places in proc(5); a negative one as its bits.
private struct StatFields {
  /// The last field that every kernel has: the start time.
  static let sinceEver = 22
  private static let last = 42
  private var numbers = InlineArray<43, UInt64>(repeating: 0)
  /// How many fields there are, the pid, the name and the state included.
  private(set) var count = 4

  init(_ text: Span<UInt8>, from position: Int) {
    text.withUnsafeBytes { bytes in
      var position = position
      while count <= Self.last, let number = takeField(bytes, &position) {
        numbers[count] = number
        count += 1
      }
    }
  }

  subscript(field: Int) -> UInt64 { numbers[field] }

  /// Nil where it is no number of 32 bits.
  func id(_ field: Int) -> Int32? { Int32(exactly: Int64(bitPattern: numbers[field])) }

  /// Nil where the kernel is too old to tell.
  func told(_ field: Int) -> UInt64? { field < count ? numbers[field] : nil }
}

/// A number after blanks, which may have a sign; nil at the end of the line, and where something else
/// stands or more than 64 bits hold.
@inline(__always)
private func takeField(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) -> UInt64? {
  while position < bytes.count, bytes[position] == UInt8(ascii: " ") { position += 1 }
  let isNegative = position < bytes.count && bytes[position] == UInt8(ascii: "-")
  if isNegative { position += 1 }
  let start = position
  var value: UInt64 = 0
  while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10 {
    value = value &* 10 &+ UInt64(digit)
    position += 1
  }
  guard position > start else { return nil }
  // Nineteen digits always fit.
  if position - start > 19 {
    guard let exact = checkedNumber(bytes[start..<position]) else { return nil }
    value = exact
  }
  return isNegative ? 0 &- value : value
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
