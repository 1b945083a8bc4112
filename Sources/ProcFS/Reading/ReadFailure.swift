/// A file, link or listing that could not be read for another reason than that it is not there or
/// that we have not the rights: no descriptor was left, the device failed.
package final class ReadFailure: Error, Sendable {
  /// What the system gave as the reason.
  package let reason: Errno
  /// The kind of file; nil of the listing of processes.
  package let file: ProcFile?
  /// As a user would name it: the root as it was given, then the path below it.
  package let path: [UInt8]

  package init(_ reason: Errno, _ file: ProcFile?, at path: [UInt8]) {
    self.reason = reason
    self.file = file
    self.path = path
  }
}

extension ReadFailure {
  /// What it says about a fact, where no process may have ended meanwhile; counted.
  func reading<Record>(_ counters: ReadCounters) -> Reading<Record> {
    guard let file else { return .failed(self) }
    if reason.isDenial {
      counters.denied(file)
      return .denied(file)
    }
    if reason.isAbsence || saysAbsence(file) { return .absent }
    counters.failed(file)
    return .failed(self)
  }

  /// Whether the kernel says so that there is no such fact. In /sys an interface without a speed may
  /// answer with any error, so that there only a want of descriptors is a failure.
  private func saysAbsence(_ file: ProcFile) -> Bool {
    if file == .sysfs { return !reason.isShortage }
    return file.mayBeSwitchedOff && (reason == .noDevice || reason == .notSupported)
  }
}

extension ReadFailure: CustomStringConvertible {
  /// `/proc/4242/smaps_rollup: Too many open files`
  package var description: String {
    "\(String(decoding: shownPath, as: UTF8.self)): \(reason.text)"
  }

  /// Its path as messages have it: of one that nobody would read, the beginning and the end.
  package var shownPath: [UInt8] {
    guard path.count > 2 * Self.half + 20 else { return path }
    let head = path[..<Self.half].trimmedToCharacters
    let tail = path[(path.count - Self.half)...].drop { $0 & 0xC0 == 0x80 }
    return head + Array("\u{2026}".utf8) + tail
  }

  /// In bytes.
  private static let half = 150
}

extension ArraySlice<UInt8> {
  /// Without what may be the beginning of a character at its end.
  fileprivate var trimmedToCharacters: [UInt8] {
    guard let last = lastIndex(where: { $0 & 0xC0 != 0x80 }), self[last] >= 0x80 else {
      return Array(self)
    }
    return Array(self[..<last])
  }
}
