import CProc
import Glibc

extension HeldProcess {
  /// Lets every thread run on these processors alone, of which there is one at least, in ascending order.
  package func setProcessors(_ processors: [UInt32]) -> ActOutcome {
    setEveryThread(ProcessorSetting(processors: processors))
  }
}

/// By sched_setaffinity(2). The kernel leaves out what is not on line or not in the thread's cpuset, without
/// a word, and fails with EINVAL where nothing is left.
private struct ProcessorSetting: ThreadSetting {
  let processors: [UInt32]

  func isSet(of thread: Int32) -> Bool { allowed(of: thread) == processors }

  func set(of thread: Int32) -> ActOutcome {
    var mask = ProcessorMask(processors)
    // It is asked what has come of it, since what is left out is not told.
    if mask.withPointer({ cproc_set_thread_processors(thread, $0, ProcessorMask.size) }) == 0 {
      guard let allowed = allowed(of: thread), allowed != processors else { return .done }
      return .refused(.keptTo(allowed))
    }
    let error = Errno.last
    return switch error.code {
    case ESRCH: .ended
    case EINVAL: .refused(.withoutProcessors)
    case _: .refused(Refusal(error, without: .priorities))
    }
  }

  /// In ascending order; nil where the system does not say.
  private func allowed(of thread: Int32) -> [UInt32]? {
    var mask = ProcessorMask([])
    let status = mask.withPointer { cproc_thread_processors(thread, $0, ProcessorMask.size) }
    return status == 0 ? mask.members : nil
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
    words.indices.flatMap { word in
      (0..<UInt.bitWidth).filter { words[word] >> $0 & 1 == 1 }
        .map { UInt32(word * UInt.bitWidth + $0) }
    }
  }

  /// With the bits as the system takes and gives them.
  mutating func withPointer(_ body: (UnsafeMutableRawPointer?) -> CInt) -> CInt {
    words.withUnsafeMutableBytes { body($0.baseAddress) }
  }
}
