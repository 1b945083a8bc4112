import CEditLine
import Glibc

/// Turns the bytes of a terminal into keys, and reports the signals that come meanwhile.
///
/// It reads byte by byte, so that what is typed ahead stays with the terminal for the program
/// that is started next.
struct Keyboard {
  private let descriptor: CInt
  /// Read already, and not yet given out.
  private var bytes: [UInt8] = []
  /// What came while the rest of a sequence was waited for.
  private var deferred: Event?

  enum Event: Hashable {
    /// A Unicode scalar.
    case character(UInt32)
    /// A sequence that `KeyBinding` knows, as its code.
    case key(UInt8)
    /// The text between the brackets of a paste, as the terminal sent it.
    case paste([UInt8])
    case signal(CInt)
    case end
    case failure
  }

  /// How long the rest of an escape sequence may take.
  private static let patience: CInt = 25

  init(_ descriptor: CInt) {
    self.descriptor = descriptor
  }

  /// Whether the next key is there already.
  var hasMore: Bool {
    if !bytes.isEmpty { return true }
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) > 0 && request.revents & Int16(POLLIN) != 0
  }

  /// The next event. `decodesKeys`: sequences of the list of key bindings come as their codes.
  mutating func next(decodesKeys: Bool) -> Event {
    while true {
      if let event = deferred.take() ?? fill() { return event }
      if bytes[0] == 0x1b, let event = takeSequence(decodesKeys: decodesKeys) { return event }
      if let event = takeCharacter() { return event }
    }
  }

  // MARK: - Characters

  /// A whole character; nil where the bytes are none, and were left out.
  private mutating func takeCharacter() -> Event? {
    let first = bytes[0]
    guard first >= 0x80 else {
      bytes.removeFirst()
      return .character(UInt32(first))
    }
    let length = first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1
    while bytes.count < length {
      // A character that breaks off is dropped with the next byte that does not go on with it.
      if let event = readByte(patience: -1) { return event }
      if bytes[bytes.count - 1] & 0xc0 != 0x80 { break }
    }
    let character = bytes.prefix(length)
    guard length > 1,
      let scalar = String(validating: character, as: UTF8.self)?.unicodeScalars.first
    else {
      bytes.removeFirst()
      return nil
    }
    bytes.removeFirst(length)
    return .character(scalar.value)
  }

  // MARK: - Sequences

  /// A paste or a known sequence at the front; nil where it is neither.
  private mutating func takeSequence(decodesKeys: Bool) -> Event? {
    guard let length = sequenceLength() else { return nil }
    let sequence = Array(bytes[1..<length])
    if sequence == KeyBinding.pasteStart {
      bytes.removeFirst(length)
      return takePaste()
    }
    guard decodesKeys, let code = KeyBinding.code(of: sequence) else { return nil }
    bytes.removeFirst(length)
    return .key(code)
  }

  /// How many bytes the escape sequence at the front has, `ESC [ … letter`, `ESC O letter` or an Enter
  /// with Alt; nil for an escape of its own.
  private mutating func sequenceLength() -> Int? {
    guard let kind = byte(at: 1) else { return nil }
    if kind == UInt8(ascii: "\r") || kind == UInt8(ascii: "\n") { return 2 }
    if kind == UInt8(ascii: "O") { return byte(at: 2) == nil ? nil : 3 }
    guard kind == UInt8(ascii: "[") else { return nil }
    for index in 2..<16 {
      guard let byte = byte(at: index) else { return nil }
      if (0x40...0x7e).contains(byte) { return index + 1 }
    }
    return nil
  }

  private mutating func byte(at index: Int) -> UInt8? {
    while bytes.count <= index {
      if let event = readByte(patience: Self.patience) {
        if event != .failure { deferred = event }
        return nil
      }
    }
    return bytes[index]
  }

  /// Up to the closing bracket, which is not the text's.
  private mutating func takePaste() -> Event {
    var text: [UInt8] = []
    while true {
      if let event = fill() { return event }
      text.append(bytes.removeFirst())
      if text.last == KeyBinding.pasteEnd.last, text.ends(with: KeyBinding.pasteEnd) {
        text.removeLast(KeyBinding.pasteEnd.count)
        return .paste(text)
      }
    }
  }

  // MARK: - Bytes

  /// Waits until a byte is there; gives the event that came instead.
  private mutating func fill() -> Event? {
    bytes.isEmpty ? readByte(patience: -1) : nil
  }

  /// Adds one byte; else what came instead, `.failure` also when it took too long.
  private mutating func readByte(patience: CInt) -> Event? {
    while true {
      let result = signals_wait(descriptor, patience)
      if result < 0 { return .signal(-result) }
      if result == 0 {
        if patience >= 0 { return .failure }
        continue
      }
      var byte: UInt8 = 0
      let count = read(descriptor, &byte, 1)
      if count == 1 {
        bytes.append(byte)
        return nil
      }
      if count == 0 || errno == EIO { return .end }
      if errno != EINTR && errno != EAGAIN { return .failure }
    }
  }
}

extension [UInt8] {
  fileprivate func ends(with bytes: [UInt8]) -> Bool {
    count >= bytes.count && self[(count - bytes.count)...].elementsEqual(bytes)
  }
}
