/// Why a database could not be used.
package struct DatabaseError: Error, Hashable {
  /// The extended number of SQLite; nil where the library itself is missing.
  package let code: Int32?
  /// SQLite's own words: `database disk image is malformed`.
  package let message: String

  /// What kind of failure it is, without what the extended number adds.
  package var kind: Int32? { code.map { $0 & 0xff } }

  /// There is no library.
  static let noLibrary = DatabaseError(code: nil, message: "libsqlite3 is not installed")
}
