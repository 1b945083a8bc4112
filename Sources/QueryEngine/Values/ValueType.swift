/// The type of a value. Units are types: bytes and seconds do not compare.
package indirect enum ValueType: Hashable, Sendable {
  /// Of the literal `null` alone; it unifies with every type.
  case null
  case boolean
  case integer
  case real
  /// Bytes.
  case size
  case duration
  /// A moment.
  case time
  /// Unsigned, 64 bits.
  case address
  case text
  /// Bytes per second.
  case byteRate
  /// Anything counted, per second.
  case countRate
  case list(ValueType)
  /// From text to values of one type.
  case map(ValueType)
}
