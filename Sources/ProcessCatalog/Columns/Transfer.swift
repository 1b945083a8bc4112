import Execution
import ProcFS
import Schema

extension ProcessCatalog {
  /// What it read and wrote since it started, and in a window.
  static let transferColumns: [Column<ProcessRow>] = [
    Column("read_count", from: .io, kind: .counter, "How many calls read.", read: \.readCalls)
      .changingByWorkAlone(),
    Column("write_count", from: .io, kind: .counter, "How many calls wrote.", read: \.writeCalls)
      .changingByWorkAlone(),
    bytesRead, bytesWritten,
    Column(
      "read_chars", from: .io, kind: .counter,
      "Bytes read by calls, from storage, cache, pipes and all else.",
      read: \.readCharacters
    )
    .changingByWorkAlone(),
    Column(
      "write_chars", from: .io, kind: .counter,
      "Bytes written by calls, to storage, cache, pipes and all else.",
      read: \.writtenCharacters
    )
    .changingByWorkAlone(),
    Column(
      "cancelled_write_bytes", from: .io, kind: .counter,
      "Bytes never sent, as their file was cut or removed.",
      read: \.cancelledBytes),
    .derived(
      "read_rate", as: "rate(read_bytes)", of: bytesRead, ByteRate.self,
      "Bytes fetched from storage per second of the window."),
    .derived(
      "write_rate", as: "rate(write_bytes)", of: bytesWritten, ByteRate.self,
      "Bytes sent to storage per second of the window."),
  ]

  private static let bytesRead = Column<ProcessRow>(
    "read_bytes", from: .io, kind: .counter, "Bytes fetched from storage.", read: \.readBytes
  ).changingByWorkAlone()
  private static let bytesWritten = Column<ProcessRow>(
    "write_bytes", from: .io, kind: .counter, "Bytes sent to storage.", read: \.writtenBytes
  ).changingByWorkAlone()
}
