/// `status`: names and values, one a line. What the kernel left out is nil: a kernel thread has no
/// memory, an older kernel not all lines.
package struct Status: Sendable {
  /// What it is doing.
  package var state = ProcessState.other(letter: 0)
  /// The pid of the process; of a thread's own `status`, not its id.
  package var process: Int32?
  /// Its pid in its own pid namespace, the innermost: the last number of the line `NSpid`. Since 4.1.
  package var innermostPid: Int32?
  /// The pid of its parent; 0 for the first process.
  package var parent: Int32?
  /// Who follows it with ptrace; 0 for nobody.
  package var tracer: Int32?
  /// Its user ids.
  package var user: Identities?
  /// Its group ids.
  package var group: Identities?
  /// The lines on memory.
  package var memory = Memory()
  /// How many it has.
  package var threads: Int64?
  /// Since 3.8.
  package var seccomp: Int64?
  /// Since 4.10.
  package var noNewPrivileges: Bool?
  /// By bit, as `CapEff` has them.
  package var effectiveCapabilities: UInt64?
  /// Since 2.6.26. Some processor is always among them.
  package var allowedProcessors: ProcessorSet?
  /// Since 2.6.23.
  package var voluntarySwitches: UInt64?
  /// How often a processor was taken from it.
  package var involuntarySwitches: UInt64?

  /// The four ids of a user or a group.
  package struct Identities: Sendable {
    /// Who started it.
    package var real: UInt32
    /// Whose rights it has.
    package var effective: UInt32
    /// Whose rights it may take again.
    package var saved: UInt32
    /// Whose rights to files it has.
    package var fileSystem: UInt32
  }

  /// The lines that tell of memory, which the threads of a process share.
  package struct Memory: Sendable {
    /// The line `VmPeak`.
    package var peakSize: Bytes?
    /// The line `VmSize`: statm's size, in bytes of every machine.
    package var size: Bytes?
    /// The line `VmPin`. Since 3.2.
    package var pinned: Bytes?
    /// The line `VmHWM`.
    package var peakResident: Bytes?
    /// The line `VmRSS`: statm's resident, in bytes of every machine.
    package var resident: Bytes?
    /// Since 4.5, as the next two.
    package var residentAnonymous: Bytes?
    /// The line `RssFile`.
    package var residentFile: Bytes?
    /// The line `RssShmem`.
    package var residentShared: Bytes?
    /// The line `VmStk`.
    package var stack: Bytes?
    /// The line `VmPTE`.
    package var pageTables: Bytes?
    /// Since 2.6.34.
    package var swap: Bytes?
    /// Since 4.4.
    package var hugePages: Bytes?
  }

  /// Lines that are not known are passed over.
  package init(_ text: Span<UInt8>) {
    Self.keys.forEachLine(of: text) { key, value in take(key, value) }
  }

  /// The thread that gave the process its pid has ended, others live.
  package var isLeaderless: Bool {
    (state == .zombie || state == .dead) && (threads ?? 0) > 1
  }

  private static let keys = KeyTable<Key>()

  /// The lines up to Linux 6.18 in the kernel's order; those that are not used keep the place.
  private enum Key: String, CaseIterable {
    case name = "Name"
    case umask = "Umask"
    case state = "State"
    case tgid = "Tgid"
    case ngid = "Ngid"
    case pid = "Pid"
    case ppid = "PPid"
    case tracerPid = "TracerPid"
    case uid = "Uid"
    case gid = "Gid"
    case fdSize = "FDSize"
    case groups = "Groups"
    case nsTgid = "NStgid"
    case nsPid = "NSpid"
    case nsPgid = "NSpgid"
    case nsSid = "NSsid"
    case kthread = "Kthread"
    case vmPeak = "VmPeak"
    case vmSize = "VmSize"
    case vmLck = "VmLck"
    case vmPin = "VmPin"
    case vmHWM = "VmHWM"
    case vmRSS = "VmRSS"
    case rssAnon = "RssAnon"
    case rssFile = "RssFile"
    case rssShmem = "RssShmem"
    case vmData = "VmData"
    case vmStk = "VmStk"
    case vmExe = "VmExe"
    case vmLib = "VmLib"
    case vmPTE = "VmPTE"
    case vmSwap = "VmSwap"
    case hugetlbPages = "HugetlbPages"
    case coreDumping = "CoreDumping"
    case thpEnabled = "THP_enabled"
    case untagMask = "untag_mask"
    case threads = "Threads"
    case sigQ = "SigQ"
    case sigPnd = "SigPnd"
    case shdPnd = "ShdPnd"
    case sigBlk = "SigBlk"
    case sigIgn = "SigIgn"
    case sigCgt = "SigCgt"
    case capInh = "CapInh"
    case capPrm = "CapPrm"
    case capEff = "CapEff"
    case capBnd = "CapBnd"
    case capAmb = "CapAmb"
    case noNewPrivs = "NoNewPrivs"
    case seccomp = "Seccomp"
    case seccompFilters = "Seccomp_filters"
    case speculationStoreBypass = "Speculation_Store_Bypass"
    case speculationIndirectBranch = "SpeculationIndirectBranch"
    case cpusAllowed = "Cpus_allowed"
    case cpusAllowedList = "Cpus_allowed_list"
    case memsAllowed = "Mems_allowed"
    case memsAllowedList = "Mems_allowed_list"
    case voluntarySwitches = "voluntary_ctxt_switches"
    case involuntarySwitches = "nonvoluntary_ctxt_switches"
  }

  private mutating func take(_ key: Key, _ value: Span<UInt8>) {
    var start = 0
    switch key {
    case .state:
      guard let letter = value.takeWord(&start) else { return }
      state = ProcessState(letter: value[letter.lowerBound])
    case .tgid: process = value.number.flatMap(Int32.init(exactly:))
    case .nsPid: innermostPid = value.lastNumber.flatMap(Int32.init(exactly:))
    case .ppid: parent = value.number.flatMap(Int32.init(exactly:))
    case .tracerPid: tracer = value.number.flatMap(Int32.init(exactly:))
    case .uid: user = Identities(value)
    case .gid: group = Identities(value)
    case .vmPeak: memory.peakSize = value.kibibytes
    case .vmSize: memory.size = value.kibibytes
    case .vmPin: memory.pinned = value.kibibytes
    case .vmHWM: memory.peakResident = value.kibibytes
    case .vmRSS: memory.resident = value.kibibytes
    case .rssAnon: memory.residentAnonymous = value.kibibytes
    case .rssFile: memory.residentFile = value.kibibytes
    case .rssShmem: memory.residentShared = value.kibibytes
    case .vmStk: memory.stack = value.kibibytes
    case .vmPTE: memory.pageTables = value.kibibytes
    case .vmSwap: memory.swap = value.kibibytes
    case .hugetlbPages: memory.hugePages = value.kibibytes
    case .threads: threads = value.number.flatMap(Int64.init(exactly:))
    case .capEff: effectiveCapabilities = value.takeHexadecimal(&start)
    case .noNewPrivs: noNewPrivileges = value.number.map { $0 != 0 }
    case .seccomp: seccomp = value.number.flatMap(Int64.init(exactly:))
    case .cpusAllowedList: allowedProcessors = ProcessorSet(nonempty: value)
    case .voluntarySwitches: voluntarySwitches = value.number
    case .involuntarySwitches: involuntarySwitches = value.number
    case .name, .umask, .ngid, .pid, .fdSize, .groups, .nsTgid, .nsPgid, .nsSid, .kthread,
      .vmLck, .vmData, .vmExe, .vmLib, .coreDumping, .thpEnabled,
      .untagMask, .sigQ, .sigPnd, .shdPnd, .sigBlk, .sigIgn, .sigCgt, .capInh, .capPrm, .capBnd,
      .capAmb, .seccompFilters, .speculationStoreBypass, .speculationIndirectBranch, .cpusAllowed,
      .memsAllowed, .memsAllowedList:
      break
    }
  }
}

extension Status.Identities {
  fileprivate init?(_ text: Span<UInt8>) {
    var position = 0
    guard let real = text.takeIdentity(&position), let effective = text.takeIdentity(&position),
      let saved = text.takeIdentity(&position), let fileSystem = text.takeIdentity(&position)
    else { return nil }
    self.init(real: real, effective: effective, saved: saved, fileSystem: fileSystem)
  }
}

extension Span where Element == UInt8 {
  fileprivate func takeIdentity(_ position: inout Int) -> UInt32? {
    takeNumber(&position).flatMap(UInt32.init(exactly:))
  }

  /// Of numbers with blanks between them the last one.
  fileprivate var lastNumber: UInt64? {
    var position = 0
    var last: UInt64?
    while let number = takeNumber(&position) { last = number }
    return last
  }

  /// The number that the bytes begin with.
  var number: UInt64? {
    var start = 0
    return takeNumber(&start)
  }

  /// Of `   1504 kB`.
  var kibibytes: Bytes? { number.map(Bytes.init(kibibytes:)) }
}
