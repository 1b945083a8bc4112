import Glibc
import TestSupport
import Testing

@testable import ProcFS

@Suite struct LineStreamTests {
  /// The lines of a file that holds `text`, read in pieces of at most `capacity` bytes.
  private func lines(_ text: String, capacity: Int) throws -> [String] {
    let fixture = try ProcFixture("-- lines --\n")
    try fixture.write("lines", text)
    let stream = LineStream(
      try Descriptor(directory: fixture.root).open("lines"), as: .other, capacity: capacity)
    var lines: [String] = []
    while let line = stream.next({ String(decoding: $0.array, as: UTF8.self) }) {
      lines.append(line)
    }
    #expect(stream.failure == nil)
    return lines
  }

  @Test(arguments: [1, 2, 3, 7, 4096])
  func piecesAreJoined(capacity: Int) throws {
    #expect(
      try lines("one\n\ntwo three\nfour\n", capacity: capacity) == ["one", "", "two three", "four"])
    #expect(
      try lines("one\nlast without an end", capacity: capacity) == ["one", "last without an end"])
    #expect(try lines("", capacity: capacity) == [])
    #expect(try lines("\n", capacity: capacity) == [""])
  }

  @Test func aLineMayBeLongerThanTheBuffer() throws {
    let long = String(repeating: "x", count: 100_000)
    #expect(try lines("a\n\(long)\nb\n", capacity: 16) == ["a", long, "b"])
  }

  @Test func aLineWithoutEndBreaksItOff() throws {
    let fixture = try ProcFixture("-- lines --\na\n")
    try #require(truncate(fixture.root + "/lines", 1 << 40) == 0)
    let stream = LineStream(try Descriptor(directory: fixture.root).open("lines"), as: .other)
    #expect(stream.next { $0.count } == 1)
    #expect(stream.next { $0.count } == nil)
    #expect(stream.failure == .tooLarge)
  }

  @Test func aFailureIsKept() throws {
    let stream = LineStream(try Descriptor(directory: "/").open("proc"), as: .other)
    #expect(stream.next { $0.count } == nil)
    #expect(stream.failure != nil)
  }
}
