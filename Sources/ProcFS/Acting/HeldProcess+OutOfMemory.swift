import CProc
import Glibc

extension HeldProcess {
  /// Writes its `oom_score_adj`, from -1000 to 1000. The file is its owner's; below the lowest value that
  /// was written with CAP_SYS_RESOURCE the kernel refuses the writing.
  package func setOOMScoreAdjustment(_ value: Int32) -> ActOutcome {
    let path: RelativePath = "oom_score_adj"
    let opened = path.withPointer { path in
      DescriptorShortage.outlasting { cproc_openat(directory.number, path, O_WRONLY | O_CLOEXEC) }
    }
    guard opened >= 0 else { return outcome(of: .last, without: .overridingModes) }
    let file = Descriptor(owning: opened)
    let text = Array("\(value)\n".utf8)
    let count = uninterrupted { write(file.number, text, text.count) }
    if count == text.count { return .done }
    return count < 0
      ? outcome(of: .last, without: .resources) : .refused(.failed(Errno(EIO)))
  }

  private func outcome(of error: Errno, without right: Right) -> ActOutcome {
    if error.code == ESRCH || error.code == ENOENT, !isThere { return .ended }
    return .refused(Refusal(error, without: right))
  }
}
