import Execution
import ProcFS
import Schema

extension ProcessCatalog {
  /// What it read and wrote since it started.
  static let transferColumns: [Column<ProcessRow>] = [
    Column("read_count", from: .io, kind: .counter, "How many calls read.", read: \.readCalls),
    Column("write_count", from: .io, kind: .counter, "How many calls wrote.", read: \.writeCalls),
    Column(
      "read_bytes", from: .io, kind: .counter, "Bytes fetched from storage.", read: \.readBytes),
    Column(
      "write_bytes", from: .io, kind: .counter, "Bytes sent to storage.", read: \.writtenBytes),
    Column(
      "read_chars", from: .io, kind: .counter,
      "Bytes read by calls, from storage, cache, pipes and all else.",
      read: \.readCharacters),
    Column(
      "write_chars", from: .io, kind: .counter,
      "Bytes written by calls, to storage, cache, pipes and all else.",
      read: \.writtenCharacters),
    Column(
      "cancelled_write_bytes", from: .io, kind: .counter,
      "Bytes never sent, as their file was cut or removed.",
      read: \.cancelledBytes),
  ]
}
