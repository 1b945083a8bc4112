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

extension ReadFailure: CustomStringConvertible {
  /// `/proc/4242/smaps_rollup: Too many open files`
  package var description: String {
    "\(String(decoding: path, as: UTF8.self)): \(reason.text)"
  }
}
