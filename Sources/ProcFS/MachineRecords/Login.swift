import Glibc

/// Somebody who is logged in: a record of /run/utmp, or a session of logind.
package struct Login: Sendable, Equatable {
  /// The user's name.
  package var name: [UInt8]
  /// Without `/dev/` in front: `pts/0`.
  package var terminal: [UInt8]?
  /// Where the user came from.
  package var host: [UInt8]?
  /// Since 1970, UTC.
  package var started: Nanoseconds?
  /// The process that the login began with.
  package var pid: Int64?

  /// Everyone who is logged in. A record that is cut off at the end is left out.
  package static func records(of text: Span<UInt8>) -> [Login] {
    let size = MemoryLayout<utmpx>.size
    var logins: [Login] = []
    text.withUnsafeBytes { bytes in
      for start in stride(from: 0, through: bytes.count - size, by: size) {
        let record = bytes.loadUnaligned(fromByteOffset: start, as: utmpx.self)
        if CInt(record.ut_type) == USER_PROCESS { logins.append(Login(record)) }
      }
    }
    return logins
  }
}

extension Login {
  private init(_ record: utmpx) {
    self.init(
      name: bytesUpToNul(record.ut_user), terminal: bytesUpToNul(record.ut_line).nonempty,
      host: bytesUpToNul(record.ut_host).nonempty,
      started: Nanoseconds(
        seconds: Int64(record.ut_tv.tv_sec), microseconds: Int64(record.ut_tv.tv_usec)),
      pid: Int64(record.ut_pid))
  }
}

extension [UInt8] {
  var nonempty: [UInt8]? { isEmpty ? nil : self }
}

extension Nanoseconds {
  fileprivate init?(seconds: Int64, microseconds: Int64) {
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (fraction, fractionOverflow) = microseconds.multipliedReportingOverflow(by: 1000)
    let (sum, carry) = whole.addingReportingOverflow(fraction)
    guard !overflow, !fractionOverflow, !carry else { return nil }
    self.init(sum)
  }
}
