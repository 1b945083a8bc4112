/// `io`: what a process has read and written, its waited-for children included.
package struct IO: Sendable {
  /// By read calls, from wherever it came.
  package var readCharacters: Bytes?
  /// By write calls, to wherever it went.
  package var writtenCharacters: Bytes?
  /// The line `syscr`.
  package var readCalls: UInt64?
  /// The line `syscw`.
  package var writeCalls: UInt64?
  /// From and to the storage.
  package var readBytes: Bytes?
  /// Sent to the storage, now or later.
  package var writtenBytes: Bytes?
  /// Not written in the end, for the file was cut or removed.
  package var cancelledBytes: Bytes?

  private enum Key: String, CaseIterable {
    case rchar
    case wchar
    case syscr
    case syscw
    case readBytes = "read_bytes"
    case writeBytes = "write_bytes"
    case cancelledWriteBytes = "cancelled_write_bytes"
  }

  private static let keys = KeyTable<Key>()

  /// Lines that are not known are passed over.
  package init(_ text: Span<UInt8>) {
    Self.keys.forEachLine(of: text) { key, value in
      let number = value.number
      let size = number.map { Bytes(Int64(clamping: $0)) }
      switch key {
      case .rchar: readCharacters = size
      case .wchar: writtenCharacters = size
      case .syscr: readCalls = number
      case .syscw: writeCalls = number
      case .readBytes: readBytes = size
      case .writeBytes: writtenBytes = size
      case .cancelledWriteBytes: cancelledBytes = size
      }
    }
  }
}
