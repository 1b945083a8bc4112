import Glibc

/// The lines of a file that the kernel hands out in pieces, pulled one at a time.
///
/// However long the file is, no more of it is held than a piece: a process may have tens of
/// thousands of maps. A line that is longer than any file may be breaks it off.
final class LineStream {
  private let file: Descriptor
  private let subject: Wait.Subject
  private var buffer: UnsafeMutableRawBufferPointer
  /// What has been read and not been handed out yet.
  private var pending = 0..<0
  private var isAtEnd = false
  /// Why the file could not be read to its end.
  private(set) var failure: Errno?

  /// `subject` says what is read, while the system lets us wait for it.
  init(_ file: consuming Descriptor, as subject: Wait.Subject, capacity: Int = 32 * 1024) {
    self.file = file
    self.subject = subject
    buffer = .allocate(byteCount: max(capacity, 1), alignment: 1)
  }

  deinit {
    buffer.deallocate()
  }

  /// Whether there is nothing in it, or nothing more. Reads a piece if none is there.
  var isEmpty: Bool { pending.isEmpty && !fill() }

  /// The next line, without its line feed, with `body` over its bytes; nil at the end.
  func next<Result>(_ body: (Span<UInt8>) -> Result) -> Result? {
    var searched = 0
    while true {
      if let length = lineLength(from: searched) {
        defer { pending = (pending.lowerBound + length + 1)..<pending.upperBound }
        return body(line(length).span)
      }
      searched = pending.count
      guard fill() else { break }
    }
    guard !pending.isEmpty else { return nil }
    defer { pending = 0..<0 }
    return body(line(pending.count).span)
  }

  /// How long the first pending line is, if its end is there.
  private func lineLength(from start: Int) -> Int? {
    guard start < pending.count, let base = buffer.baseAddress else { return nil }
    let first = base + pending.lowerBound
    guard let end = memchr(first + start, CInt(UInt8(ascii: "\n")), pending.count - start) else {
      return nil
    }
    return UnsafeRawPointer(end) - UnsafeRawPointer(first)
  }

  private func line(_ length: Int) -> UnsafeBufferPointer<UInt8> {
    let bytes = buffer[pending.lowerBound..<(pending.lowerBound + length)]
    return UnsafeRawBufferPointer(rebasing: bytes).bindMemory(to: UInt8.self)
  }

  /// Reads another piece behind what is pending; false at the end.
  private func fill() -> Bool {
    guard !isAtEnd else { return false }
    guard makeRoom() else { return breakOff(.tooLarge) }
    let wait = Wait(for: subject)
    defer { wait.end() }
    let room = UnsafeMutableRawBufferPointer(rebasing: buffer[pending.upperBound...])
    let count = uninterrupted { read(file.number, room.baseAddress, room.count) }
    guard count >= 0 else { return breakOff(.last) }
    isAtEnd = count == 0
    pending = pending.lowerBound..<(pending.upperBound + count)
    return count > 0
  }

  /// What is pending is no whole line, and is not handed out.
  private func breakOff(_ error: Errno) -> Bool {
    failure = error
    isAtEnd = true
    if error == .tooLarge { pending = 0..<0 }
    return false
  }

  /// Brings what is pending to the front; where that fills the buffer, a line is longer than it.
  /// False where it is too long.
  private func makeRoom() -> Bool {
    if pending.count == buffer.count {
      guard buffer.count < Descriptor.most else { return false }
      let larger = UnsafeMutableRawBufferPointer.allocate(
        byteCount: buffer.count * 2, alignment: 1)
      larger.copyBytes(from: buffer)
      buffer.deallocate()
      buffer = larger
    } else if pending.lowerBound > 0 {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[pending]))
      pending = 0..<pending.count
    }
    return true
  }
}
