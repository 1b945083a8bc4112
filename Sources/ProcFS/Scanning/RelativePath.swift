/// A path below a directory's descriptor, put together without touching the heap: `4242/fd/3`.
package struct RelativePath: ExpressibleByStringLiteral {
  private var bytes: InlineArray<96, UInt8>
  private var count = 0

  package init() {
    bytes = InlineArray(repeating: 0)
  }

  package init(_ name: StaticString) {
    self.init()
    append(name)
  }

  init(bytes name: Span<UInt8>) {
    self.init()
    append(name)
  }

  package init(stringLiteral name: StaticString) {
    self.init(name)
  }

  init(_ number: Int32) {
    self.init()
    append(number)
  }

  /// `NUMBER/REST`.
  init(_ number: Int32, _ rest: RelativePath) {
    self.init(number)
    appendSlash()
    append(rest.bytes.span.extracting(0..<rest.count))
  }

  /// `NUMBER/NAME`.
  init(_ number: Int32, _ name: StaticString) {
    self.init(number)
    appendSlash()
    append(name)
  }

  /// `DIRECTORY/NUMBER/REST`, of `DIRECTORY/`.
  package init(_ directory: StaticString, _ number: Int32, _ rest: RelativePath) {
    self.init(directory)
    append(number)
    appendSlash()
    append(rest.bytes.span.extracting(0..<rest.count))
  }

  /// Whether it is this name and no more.
  func `is`(_ name: StaticString) -> Bool {
    guard name.utf8CodeUnitCount == count else { return false }
    return name.withUTF8Buffer { name in
      name.indices.allSatisfy { bytes[$0] == name[$0] }
    }
  }

  /// A path that outgrows its room ends there, and names nothing: ours are much shorter.
  package mutating func append(_ name: StaticString) {
    name.withUTF8Buffer { append(UnsafeRawBufferPointer($0)) }
  }

  /// Likewise.
  package mutating func append(_ name: Span<UInt8>) {
    name.withUnsafeBytes { append($0) }
  }

  /// Adds the decimal digits of a number, 0 of one below.
  package mutating func append(_ number: some BinaryInteger) {
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var rest = UInt64(clamping: number)
    var first = 20
    repeat {
      first -= 1
      digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    append(digits.span.extracting(first..<20))
  }

  /// Adds the hexadecimal digits of a number, without a prefix.
  mutating func append(hexadecimal number: UInt64) {
    append(Array(String(number, radix: 16).utf8).span)
  }

  private mutating func appendSlash() {
    guard count < bytes.count - 1 else { return }
    bytes[count] = UInt8(ascii: "/")
    count += 1
  }

  private mutating func append(_ name: UnsafeRawBufferPointer) {
    let length = min(name.count, bytes.count - 1 - count)
    var room = bytes.mutableSpan
    room.withUnsafeMutableBytes { room in
      UnsafeMutableRawBufferPointer(rebasing: room[count..<(count + length)])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: name[..<length]))
    }
    count += length
  }

  /// A copy of the path.
  var copy: [UInt8] { bytes.span.extracting(0..<count).array }

  /// With the path as the system takes it, a NUL at its end.
  func withPointer<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    bytes.span.withUnsafeBytes {
      body($0.baseAddress?.assumingMemoryBound(to: CChar.self) ?? empty)
    }
  }
}

private nonisolated(unsafe) let empty = StaticString("").utf8Start.withMemoryRebound(
  to: CChar.self, capacity: 1
) { $0 }
