import CProc
import Glibc

extension HeldProcess {
  /// Lets every thread run on these processors alone, of which there is one at least, in ascending order.
  package func setProcessors(
    _ processors: [UInt32], unless isCancelled: () -> Bool
  ) -> ActOutcome {
    setEveryThread(ProcessorSetting(processors: processors), unless: isCancelled)
  }
}

/// By sched_setaffinity(2). The kernel leaves out what is not on line or not in the thread's cpuset, without
/// a word, and fails with EINVAL where nothing is left.
struct ProcessorSetting: ThreadSetting {
  let processors: [UInt32]

  func isSet(of thread: Int32) -> Bool { (try? allowed(of: thread)) == processors }

  func set(of thread: Int32) -> ActOutcome {
    var mask = ProcessorMask(processors)
    if mask.withPointer({ cproc_set_thread_processors(thread, $0, ProcessorMask.size) }) == 0 {
      return outcome { () throws(Errno) in try allowed(of: thread) }
    }
    let error = Errno.last
    return switch error.code {
    case ESRCH: .ended
    case EINVAL: .refused(.withoutProcessors)
    case _: .refused(Refusal(error, without: .priorities))
    }
  }

  /// What has come of a call that has not failed, by the processors that the thread may run on then: what
  /// is left out is not told.
  func outcome(byThose allowed: () throws(Errno) -> [UInt32]) -> ActOutcome {
    do throws(Errno) {
      let allowed = try allowed()
      return allowed == processors ? .done : .refused(.keptTo(allowed))
    } catch {
      return error.code == ESRCH ? .ended : .refused(.failed(error))
    }
  }

  /// In ascending order.
  private func allowed(of thread: Int32) throws(Errno) -> [UInt32] {
    var mask = ProcessorMask([])
    let status = mask.withPointer { cproc_thread_processors(thread, $0, ProcessorMask.size) }
    guard status == 0 else { throw .last }
    return mask.members
  }
}

/// A bit for each processor of the largest machine, as the system takes them.
struct ProcessorMask {
  private var words: [UInt]

  /// In bytes.
  static let size = 8192

  init(_ processors: [UInt32]) {
    words = Array(repeating: 0, count: Self.size / MemoryLayout<UInt>.size)
    for processor in processors where processor < Self.size * 8 {
      words[Int(processor) / UInt.bitWidth] |= 1 << (UInt(processor) % UInt(UInt.bitWidth))
    }
  }

  /// In ascending order.
  var members: [UInt32] {
    words.indices.filter { words[$0] != 0 }.flatMap { word in
      (0..<UInt.bitWidth).filter { words[word] >> $0 & 1 == 1 }
        .map { UInt32(word * UInt.bitWidth + $0) }
    }
  }

  /// With the bits as the system takes and gives them.
  mutating func withPointer(_ body: (UnsafeMutableRawPointer?) -> CInt) -> CInt {
    words.withUnsafeMutableBytes { body($0.baseAddress) }
  }
}
