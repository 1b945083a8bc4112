import CProc
import Glibc

/// A process, held by an open descriptor of its directory: as long as that is open it means this process
/// or nothing, whoever has its pid by then.
package final class HeldProcess {
  /// As the root, and the system, count pids.
  package let pid: Int32
  /// The root that it stands in.
  package let machine: ProcFS
  /// Of its directory: another process of the same pid has another.
  package let inode: UInt64
  /// Open to be read and not only to reach what is below it, since pidfd_send_signal(2) takes no other.
  let directory: Descriptor

  /// `directory` is proven to be the process's.
  fileprivate init(_ pid: Int32, _ directory: consuming Descriptor, of machine: ProcFS) {
    self.pid = pid
    self.machine = machine
    inode = directory.inode ?? 0
    self.directory = directory
  }

  /// Whether it has its pid still: it lives, or nobody has waited for it yet.
  package var isThere: Bool {
    do throws(Errno) {
      try directory.answer()
      return true
    } catch {
      return !error.isAbsence
    }
  }

  /// Whether it has ended: all of its threads, be it waited for or not. What cannot be told is taken to live.
  package var hasEnded: Bool {
    do throws(Errno) {
      return try directory.readStat().map { $0.isZombie && !$0.isLeaderless } ?? false
    } catch {
      return error.isAbsence
    }
  }

  /// What came of taking hold of a process.
  package enum Outcome {
    case held(HeldProcess)
    /// It has ended, or who has its pid now cannot be proven to be the one that was read.
    case ended
    /// No descriptor is left, but for those that reading takes.
    case short
    /// Its directory may not be opened.
    case refused(Refusal)
  }
}

extension ProcessFiles {
  /// Takes hold of the process that was listed or read. `instant` lies before it was first seen, in
  /// nanoseconds since boot (`ProcFS.sinceBoot`). One of another pid namespace's root is never held, nor is
  /// one that may be a kernel thread.
  package func hold(seenSince instant: Int64) -> HeldProcess.Outcome {
    guard !isGone else { return .ended }
    do throws(Errno) {
      guard try machine.pidNamespace == .ours else { return .ended }
      let opened = try machine.root.descriptor.openToHold(RelativePath(pid))
      guard opened.leavesRoom else { return .short }
      guard try directory.isSame(as: opened, seenSince: instant) else { return .ended }
      if let refusal = Refusal(toHold: try opened.readStat()) { return .refused(refusal) }
      let held = HeldProcess(pid, opened, of: machine)
      return held.hasEnded ? .ended : .held(held)
    } catch {
      if error.isShortage { return .short }
      return error.isAbsence ? .ended : .refused(Refusal(error, without: .tracing))
    }
  }
}

extension Refusal {
  /// Why a process with this stat is not held; nil of one that can be.
  init?(toHold stat: Stat?) {
    switch stat?.isKernelThread {
    case nil: self = .ofNoKnownKind
    case true?: self = .kernelThread
    case false?: return nil
    }
  }
}

extension ProcFS {
  /// Nanoseconds since boot, sleep included.
  package static var sinceBoot: Int64 { nanoseconds(of: CLOCK_BOOTTIME) }
}

extension Descriptor {
  /// Opens a directory to be read. It is not waited for a descriptor that another may close.
  fileprivate borrowing func openToHold(_ path: RelativePath) throws(Errno) -> Descriptor {
    let opened = path.withPointer { path in
      uninterrupted { cproc_openat(number, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    }
    guard opened >= 0 else { throw .last }
    return Descriptor(owning: opened)
  }

  /// Whether so many numbers are left above this one, which was the lowest, that several threads can read
  /// files.
  fileprivate var leavesRoom: Bool {
    let limit = DescriptorBudget.openFilesLimit
    return Int(number) < limit - min(256, limit / 3)
  }
}
