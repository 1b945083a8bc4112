import Glibc

/// Why a database could not be used.
package struct DatabaseError: Error, Hashable, Sendable {
  /// The extended number of SQLite; nil where the library itself is missing.
  package let code: Int32?
  /// SQLite's own words, and the system's where it was a call that failed: `unable to open database file:
  /// Permission denied`.
  package let message: String

  /// With what the system said, if it did.
  init(code: Int32?, message: String, systemError: Int32 = 0) {
    self.code = code
    self.message =
      systemError == 0 ? message : "\(message): \(String(cString: strerror(systemError)))"
  }

  /// There is no library.
  static let noLibrary = DatabaseError(code: nil, message: "libsqlite3 is not installed")

  /// What kind of failure it is; nil of one that nobody here looks for.
  package var kind: Kind? { code.flatMap { Kind(rawValue: $0 & 0xff) } }

  /// Failures by SQLite's number, without what its extended form adds.
  package enum Kind: Int32, Sendable {
    /// Another holds the database.
    case isBusy = 5
    case isReadOnly = 8
    /// The system failed to read or write.
    case failedToTransfer = 10
    /// Its pages are not what they should be.
    case isDamaged = 11
    /// The disk is.
    case isFull = 13
    case cannotOpen = 14
    case isNoDatabase = 26

    /// Whether it comes of a call to the system, whose words say more.
    fileprivate var isOfTheSystem: Bool { self == .failedToTransfer || self == .cannotOpen }
  }

  /// Whether a failure of this number comes of a call to the system.
  static func isOfTheSystem(code: Int32) -> Bool {
    Kind(rawValue: code & 0xff)?.isOfTheSystem ?? false
  }
}
