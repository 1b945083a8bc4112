/// One process: each of its files is read when it is first asked for, and kept.
///
/// This type also decides what it means that a file is missing, empty or refused: the process has no
/// such fact, it may not be read, or the process has ended.
package final class ProcessFiles {
  /// As the root counts pids.
  package let pid: Int32
  /// The root that it stands in.
  package let machine: ProcFS
  /// The process ended; nothing more is read.
  package internal(set) var isGone = false
  /// Open while files of it are likely to be asked for.
  var directory: ProcessDirectory
  /// What is opened is counted here, for the whole statement.
  let counters: ReadCounters
  private var readFiles: UInt64 = 0
  /// A task that lives on where the leader has ended; nil as long as none was needed.
  var livingTask: Int32?
  /// Whether the link exe may not be read; nil as long as it was not tried.
  var exeIsRefused: Bool?

  /// What it was when it first refused a file; nil as long as it has not.
  var livenessAtRefusal: Liveness?

  /// When those were read whose counters may be read again.
  var instants = ReadingInstants()

  /// Kept here, since liveness is told by it too.
  var heldStat: Reading<Stat>?
  private var heldProcessorTime: Reading<Nanoseconds>?
  private var heldIOPriority: Reading<IOPriority>?
  private var heldStatm: Reading<Statm>?
  private var heldStatus: Reading<Status>?
  private var heldName: Reading<[UInt8]>?
  private var heldCommandLine: Reading<CommandLine>?
  private var heldEnvironment: Reading<Environment>?
  private var heldRollup: Reading<SmapsRollup>?
  private var heldIO: Reading<IO>?
  private var heldControlGroups: Reading<ControlGroups>?
  private var heldLimits: Reading<Limits>?
  private var heldLoginUser: Reading<UInt32>?
  private var heldOOMScore: Reading<Int64>?
  private var heldOOMAdjustment: Reading<Int64>?
  private var heldWaitChannel: Reading<[UInt8]>?
  private var heldSecurityLabel: Reading<[UInt8]>?
  private var heldExecutable: Reading<[UInt8]>?
  private var heldWorkingDirectory: Reading<[UInt8]>?
  private var heldRoot: Reading<[UInt8]>?
  private var heldOwner: Reading<Owner>?
  private var heldDescriptorCount: Reading<Int64>?
  private var heldNamespaces: [Reading<UInt64>?] = []

  /// Opens nothing yet. Where it is sure that two files will be read, `together` are those; `listed` is
  /// what the listing told, where the process came from there.
  package init(
    pid: Int32, of machine: ProcFS, counters: ReadCounters, together: FilePair? = nil,
    listed: ListedProcess? = nil
  ) {
    self.pid = pid
    self.machine = machine
    self.counters = counters
    directory = ProcessDirectory(
      pid: pid, of: machine, counters: counters, together: together, listed: listed)
  }

  /// Of a process that is held: every file is opened in its directory, and none by its pid.
  package init(_ held: HeldProcess, counters: ReadCounters) {
    pid = held.pid
    machine = held.machine
    self.counters = counters
    directory = ProcessDirectory(of: held, counters: counters)
  }

  /// Whether the root has a directory by this pid, which may be a thread's.
  /// Where the system cannot say, the process is taken to exist, so that reading it tells why.
  package static func exists(_ pid: Int32, in machine: ProcFS) -> Bool {
    do throws(Errno) {
      _ = try machine.root.status(of: RelativePath(pid))
      return true
    } catch {
      return !error.isAbsence
    }
  }

  /// Whether a file has been asked for already, so that its facts cost nothing more.
  package func holds(_ file: ProcFile) -> Bool { readFiles & file.bit != 0 }

  /// When a file was read whose counters may be read again after a while (stat, status, io and the
  /// clock), in nanoseconds of CLOCK_MONOTONIC; nil of what was not read, and of other files.
  package func instant(of file: ProcFile) -> Int64? { instants[file] }

  /// What tells this process from another that has its pid at another moment: the inode of its
  /// directory, which the kernel keeps unless it is short of memory. Nil where that cannot be looked at.
  package var instance: UInt64? {
    do throws(Errno) {
      return try directory.instance()
    } catch {
      return nil
    }
  }

  /// Whether the directory's owner has been asked for already.
  package var holdsOwner: Bool { heldOwner != nil }

  /// Where both are exact, what statm told before is to bound what the rollup tells.
  private func compareResidentSizes(_ rollup: Reading<SmapsRollup>) {
    guard machine.facts.hasExactResidentSizes, case .read(let statm)? = heldStatm, !statm.isEmpty,
      let resident = rollup.record?.resident, let pageSize = machine.facts.pageSize
    else { return }
    counters.compared(Bytes(pages: statm.resident, of: pageSize), withRollup: resident)
  }

  /// Keeps what `read` finds, the first time.
  private func keep<Record>(
    _ slot: inout Reading<Record>?, _ file: ProcFile, _ read: () -> Reading<Record>
  ) -> Reading<Record> {
    if let slot { return slot }
    let reading = isGone ? .gone : read()
    slot = reading
    readFiles |= file.bit
    return reading
  }
}

extension ProcFile {
  /// In a set of kinds of files.
  var bit: UInt64 { 1 << UInt64(rawValue) }
}

/// Who owns a process's directory: its effective user and group.
package struct Owner: Sendable {
  /// The effective user's id.
  package var user: UInt32
  /// The effective group's id.
  package var group: UInt32
}

extension ProcessFiles {
  /// Reads `stat`.
  package var stat: Reading<Stat> {
    keep(&heldStat, .stat) {
      let reading = readStat()
      instants.stat = monotonicInstant()
      return reading
    }
  }

  /// Processor time of all its threads, those that ended among them, by the system's clock of the
  /// process; to be asked only where `ProcFS.hasProcessClocks`.
  package var processorTime: Reading<Nanoseconds> {
    keep(&heldProcessorTime, .clock) { readProcessorTime() }
  }

  /// Asks for the priority of the main thread's transfers; absent where our pids are not the root's.
  package var ioPriority: Reading<IOPriority> {
    keep(&heldIOPriority, .ioPriority) { readIOPriority() }
  }

  /// Reads `statm`. A kernel thread's and a zombie's figures are 0.
  package var statm: Reading<Statm> {
    keep(&heldStatm, .statm) { readStatm() }
  }

  /// Reads `status`.
  package var status: Reading<Status> {
    keep(&heldStatus, .status) {
      let reading = readStatus()
      instants.status = monotonicInstant()
      return reading
    }
  }

  /// Reads `comm`, the name without its newline.
  package var name: Reading<[UInt8]> {
    keep(&heldName, .comm) {
      read(.comm) { $0.withoutLineFeed }
    }
  }

  /// Reads `cmdline`. A kernel thread's and a zombie's is empty.
  package var commandLine: Reading<CommandLine> {
    keep(&heldCommandLine, .cmdline) {
      let reading = readMemory(.cmdline) { CommandLine($0) }
      if case .absent = reading { return .read(CommandLine(bytes: [])) }
      return reading
    }
  }

  /// Reads `environ`.
  package var environment: Reading<Environment> {
    keep(&heldEnvironment, .environ) { readMemory(.environ) { Environment($0) } }
  }

  /// Reads `smaps_rollup`, or adds up `smaps` where the kernel (before 4.14) has no rollup.
  package var rollup: Reading<SmapsRollup> {
    keep(&heldRollup, .smapsRollup) {
      let rollup = readRollup()
      compareResidentSizes(rollup)
      return rollup
    }
  }

  /// Reads `io`.
  package var io: Reading<IO> {
    keep(&heldIO, .io) {
      let reading = read(.io) { IO($0) }
      instants.io = monotonicInstant()
      return reading
    }
  }

  /// Reads `cgroup`.
  package var controlGroups: Reading<ControlGroups> {
    keep(&heldControlGroups, .cgroup) { read(.cgroup) { ControlGroups($0) } }
  }

  /// Reads `limits`.
  package var limits: Reading<Limits> {
    keep(&heldLimits, .limits) { read(.limits) { Limits($0) } }
  }

  /// Reads `loginuid`: the user who logged in; absent for none.
  package var loginUser: Reading<UInt32> {
    keep(&heldLoginUser, .loginuid) {
      read(.loginuid) { $0.number.flatMap(UInt32.init(exactly:)).flatMap { $0 == .max ? nil : $0 } }
    }
  }

  /// Reads `oom_score`.
  package var oomScore: Reading<Int64> {
    keep(&heldOOMScore, .oomScore) { read(.oomScore) { $0.signedNumber } }
  }

  /// Reads `oom_score_adj`.
  package var oomScoreAdjustment: Reading<Int64> {
    keep(&heldOOMAdjustment, .oomScoreAdjustment) { read(.oomScoreAdjustment) { $0.signedNumber } }
  }

  /// Reads `wchan`: the kernel's function it waits in; absent where it does not wait.
  package var waitChannel: Reading<[UInt8]> {
    keep(&heldWaitChannel, .wchan) { readWaitChannel() }
  }

  /// Reads `attr/current`: the context that a security module (SELinux, AppArmor, Smack) confines it
  /// by; absent where there is none. The NUL or line feed at its end is no part of it.
  package var securityLabel: Reading<[UInt8]> {
    keep(&heldSecurityLabel, .securityLabel) {
      read(.securityLabel) { text in
        let label = text.array.prefix { $0 != 0 && $0 != UInt8(ascii: "\n") }
        return label.isEmpty ? nil : Array(label)
      }
    }
  }

  /// Reads the link `exe`.
  package var executable: Reading<[UInt8]> {
    keep(&heldExecutable, .exe) { readExecutable() }
  }

  /// Whether the program's file has no name left in any directory. Reads the link `exe`, and where
  /// that ends as the kernel marks what was deleted, asks the system: a file may truly be called
  /// so, or have other names. Of another root the mark is all there is.
  package var executableIsDeleted: Reading<Bool> {
    executable.flatMap { path in
      guard DeletedPath.isMarked(path) else { return .read(false) }
      guard machine.facts.isLive else { return .read(true) }
      return askWhetherExecutableIsDeleted()
    }
  }

  /// Reads the link `cwd`.
  package var workingDirectory: Reading<[UInt8]> {
    keep(&heldWorkingDirectory, .cwd) { readLink(.cwd, "cwd") }
  }

  /// Reads the link `root`.
  package var rootDirectory: Reading<[UInt8]> {
    keep(&heldRoot, .root) { readLink(.root, "root") }
  }

  /// Reads a link in `ns`: the inode number that names the namespace.
  package func namespace(_ kind: Namespace) -> Reading<UInt64> {
    if heldNamespaces.isEmpty {
      heldNamespaces = Array(repeating: nil, count: Namespace.allCases.count)
    }
    if let held = heldNamespaces[kind.rawValue] { return held }
    let reading = isGone ? .gone : readNamespace(kind)
    heldNamespaces[kind.rawValue] = reading
    return reading
  }

  /// Asks for the owner of the process's directory, which opens no file.
  package var owner: Reading<Owner> {
    if let heldOwner { return heldOwner }
    let reading = isGone ? .gone : readOwner()
    heldOwner = reading
    return reading
  }

  /// How many descriptors it has open: the size of `fd` since 6.2, its listing before.
  package var descriptorCount: Reading<Int64> {
    keep(&heldDescriptorCount, .fd) { readDescriptorCount() }
  }
}
