import ProcFS
import Schema
import Values

/// A Swift type that may fill a column. It fixes the column's type and unit.
protocol ColumnValue: Sendable {
  /// The type, with its unit, of a column that these fill.
  static var type: ValueType { get }
  /// Of a map: how a message asks for one of its entries.
  static var entry: ColumnSchema.Entry? { get }
  /// The same as a cell: never denied; null only where it is no number.
  var value: Value { get }
}

extension ColumnValue {
  static var entry: ColumnSchema.Entry? { nil }
}

extension Bool: ColumnValue {
  static var type: ValueType { .boolean }
  var value: Value { .boolean(self) }
}

extension Int64: ColumnValue {
  static var type: ValueType { .integer }
  var value: Value { .integer(self) }
}

extension Int32: ColumnValue {
  static var type: ValueType { .integer }
  var value: Value { .integer(Int64(self)) }
}

extension UInt32: ColumnValue {
  static var type: ValueType { .integer }
  var value: Value { .integer(Int64(self)) }
}

/// Past the largest signed number it stays that number: the kernel's counters do not get there.
extension UInt64: ColumnValue {
  static var type: ValueType { .integer }
  var value: Value { .integer(Int64(clamping: self)) }
}

extension Double: ColumnValue {
  static var type: ValueType { .real }
  var value: Value { isFinite ? .real(self) : .null }
}

extension Bytes: ColumnValue {
  static var type: ValueType { .size }
  var value: Value { .size(count) }
}

extension Text: ColumnValue {
  static var type: ValueType { .text }
  var value: Value { .text(self) }
}

extension Array: ColumnValue where Element: ColumnValue {
  static var type: ValueType { .list(Element.type) }
  var value: Value { .list(map(\.value)) }
}

/// Bytes per second.
struct ByteRate: ColumnValue {
  /// May lie below 0, as a change may.
  var bytesPerSecond: Double

  static var type: ValueType { .byteRate }
  var value: Value { .byteRate(bytesPerSecond) }
}

/// A stretch of time.
struct Elapsed: ColumnValue {
  /// Reaches to 292 years.
  var nanoseconds: Int64

  static var type: ValueType { .duration }
  var value: Value { .duration(nanoseconds) }
}

extension Nanoseconds: ColumnValue {
  static var type: ValueType { .duration }
  var value: Value { .duration(count) }
}

/// A place in a process's memory.
struct Address: ColumnValue {
  /// Unsigned, since `[vsyscall]` lies above the largest signed number.
  var number: UInt64

  static var type: ValueType { .address }
  var value: Value { .address(number) }
}

/// A point in time.
struct Timestamp: ColumnValue {
  /// Since 1970, UTC.
  var nanoseconds: Int64

  static var type: ValueType { .time }
  var value: Value { .time(nanoseconds) }
}
