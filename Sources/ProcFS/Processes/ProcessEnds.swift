import CProc
import Glibc

/// Processes whose ends are waited for, by descriptors that the system makes readable then, which costs
/// no time as long as nothing happens. As many are watched as there are descriptors for; without
/// pidfd_open (before Linux 5.3), in a copied root and in a /proc of another pid namespace none is.
package struct ProcessEnds: ~Copyable {
  private let budget: DescriptorBudget
  private var watched: [pollfd] = []
  /// One of them was gone already, and waited for.
  package private(set) var hasEnded = false

  /// Those that have ended and are still listed are left out: they would end every wait at once.
  /// `instance` is that of `ProcessFiles.instance`; a process that has another now is not watched.
  package init(
    of processes: [(pid: Int32, instance: UInt64)], in machine: ProcFS
  ) {
    budget = machine.descriptorBudget
    guard machine.sharesOurPids else { return }
    for (pid, instance) in processes {
      guard watched.count < Self.most, budget.take() else { break }
      guard add(pid, instance, in: machine) else {
        budget.giveBack()
        continue
      }
    }
    leaveOutEnded()
  }

  deinit {
    for process in watched {
      close(process.fd)
      budget.giveBack()
    }
  }

  /// How many are watched.
  package var count: Int { watched.count }

  /// Waits for so long, or until one ends; says whether one has. A signal ends it early.
  package mutating func wait(nanoseconds: Int64) -> Bool {
    let count = watched.count
    return hasEnded || cproc_poll(&watched, count, max(0, nanoseconds)) > 0
  }

  /// More would cost more than it helps to know of the first end.
  private static let most = 256

  /// The pid may be another's since it was seen: the directory is looked at once the descriptor is open.
  private mutating func add(
    _ pid: Int32, _ instance: UInt64, in machine: ProcFS
  ) -> Bool {
    let opened = cproc_open_process(pid)
    guard opened >= 0 else {
      if errno == ESRCH { hasEnded = true }
      return false
    }
    guard let status = try? machine.root.status(of: RelativePath(pid)),
      UInt64(status.st_ino) == instance
    else {
      close(opened)
      return false
    }
    watched.append(pollfd(fd: opened, events: Int16(POLLIN), revents: 0))
    return true
  }

  private mutating func leaveOutEnded() {
    let count = watched.count
    guard cproc_poll(&watched, count, 0) > 0 else { return }
    for process in watched where process.revents != 0 {
      close(process.fd)
      budget.giveBack()
    }
    watched.removeAll { $0.revents != 0 }
  }
}
