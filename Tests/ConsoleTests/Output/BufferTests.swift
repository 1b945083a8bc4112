import Console
import ConsoleSupport
import Glibc
import Testing

@Suite struct BufferTests {
  /// Counts calls, and refuses from one on.
  final class CountingSink: ByteSink {
    private(set) var calls: [Int] = []
    private let refusal: ResultFailure?

    init(refusal: ResultFailure? = nil) {
      self.refusal = refusal
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(ResultFailure) {
      calls.append(bytes.count)
      if let refusal { throw refusal }
    }
  }

  @Test func aFirstRowLeavesAtOnce() throws {
    let sink = CountingSink()
    let output = OutputBuffer(sink)
    output.bytes += [1, 2, 3]
    try output.endRow()
    #expect(sink.calls == [3])
  }

  @Test func rowsThatComeFastLeaveTogether() throws {
    let sink = CountingSink()
    let output = OutputBuffer(sink)
    for _ in 0..<100_000 {
      output.bytes += [1, 2, 3, 4, 5, 6, 7, 8]
      try output.endRow()
    }
    try output.flush()
    #expect(sink.calls.reduce(0, +) == 800_000)
    #expect(sink.calls.count < 50_000)
    #expect(sink.calls.allSatisfy { $0 <= 40_000 })
  }

  @Test func somebodyWhoWatchesSeesEveryRow() throws {
    let sink = CountingSink()
    let output = OutputBuffer(sink, pace: .everyRow)
    for _ in 0..<3 {
      output.bytes.append(1)
      try output.endRow()
    }
    #expect(sink.calls == [1, 1, 1])
  }

  @Test func tablesStandABlankLineApart() throws {
    let sink = MemorySink()
    let output = OutputBuffer(sink)
    for (text, isTable) in [("", true), ("a\n", true), ("", true), ("[]\n", false), ("b\n", true)] {
      output.beginResult(isTable: isTable)
      output.bytes += Array(text.utf8)
      try output.flush()
    }
    let next = output.sibling()
    next.beginResult(isTable: true)
    next.bytes += Array("c\n".utf8)
    try next.flush()
    #expect(String(decoding: sink.bytes, as: UTF8.self) == "a\n[]\n\nb\n\nc\n")
  }

  @Test func nothingIsNotWritten() throws {
    let sink = CountingSink()
    try OutputBuffer(sink).flush()
    #expect(sink.calls.isEmpty)
  }

  @Test func aRefusalIsToldOnce() throws {
    let output = OutputBuffer(CountingSink(refusal: .unwritable(28)))
    output.bytes.append(1)
    #expect(throws: ResultFailure.unwritable(28)) { try output.flush() }
    #expect(output.bytes.isEmpty)
  }

  @Test func theSystemsReasonIsItsOwn() {
    #expect(ResultFailure(errno: 28).reason == "No space left on device")
    #expect(ResultFailure(errno: 32) == .closedPipe)
  }

  @Test func aDescriptorTakesEverything() throws {
    let path = "/tmp/procq-buffer-\(UInt64.random(in: 0 ... .max))"
    defer { unlink(path) }
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
    defer { close(descriptor) }
    let output = OutputBuffer(DescriptorSink(descriptor))
    output.bytes = Array(repeating: 7, count: 1 << 20)
    try output.flush()
    #expect(lseek(descriptor, 0, SEEK_END) == 1 << 20)
  }

  @Test func aFullDeviceSaysSo() {
    let descriptor = open("/dev/full", O_WRONLY)
    defer { close(descriptor) }
    let output = OutputBuffer(DescriptorSink(descriptor))
    output.bytes = [1]
    #expect(throws: ResultFailure.unwritable(ENOSPC)) { try output.flush() }
  }
}
