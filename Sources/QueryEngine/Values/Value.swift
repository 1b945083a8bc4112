/// What a cell holds.
///
/// Three answers that are no value are told apart: `null` (there is no such fact), `denied`
/// (there is one, and it may not be read); a process that is gone has no row at all.
package enum Value: Sendable {
  case null
  case denied(Denial)
  case boolean(Bool)
  case integer(Int64)
  case real(Double)
  /// Bytes; a difference may be negative.
  case size(Int64)
  /// Nanoseconds.
  case duration(Int64)
  /// Nanoseconds since 1970-01-01T00:00:00Z.
  case time(Int64)
  case address(UInt64)
  case text(Text)
  /// Bytes per second.
  case byteRate(Double)
  /// Per second.
  case countRate(Double)
  case list([Value])
  case map(MapValue)
}

/// Why a value could not be had.
package enum Denial: Sendable {
  /// The file, link or listing that may not be read.
  case origin(Origin)
  /// A match given up: the pattern passed its limit of steps or memory.
  case pattern
}
