import Glibc
import Testing

@testable import ProcFS

/// What is told by the pieces of an answer of netlink, and how the kernel is asked.
@Suite struct NetlinkTests {
  private func progress(_ bytes: [UInt8]) -> NetlinkMessages.Progress {
    NetlinkMessages(bytes).progress
  }

  private let thing = NetlinkBytes.message(20, [1, 2, 3, 4])

  @Test func anAnswerGoesOnUntilItsEnd() {
    #expect(progress([]) == .goesOn(inconsistent: false))
    #expect(progress(thing + thing) == .goesOn(inconsistent: false))
    #expect(progress(thing + NetlinkBytes.end()) == .isWhole(inconsistent: false))
    #expect(progress(NetlinkBytes.message(3, [])) == .isWhole(inconsistent: false))
  }

  @Test func whatChangedMeanwhileIsSaid() {
    let interrupted = NetlinkBytes.message(20, flags: 0x12, [1, 2, 3, 4])
    #expect(progress(interrupted + thing) == .goesOn(inconsistent: true))
    #expect(progress(interrupted + NetlinkBytes.end()) == .isWhole(inconsistent: true))
    #expect(progress(thing + NetlinkBytes.end(flags: 0x12)) == .isWhole(inconsistent: true))
  }

  @Test func anErrorHasItsReason() {
    let refusal = NetlinkBytes.message(2, NetlinkBytes.number(-ENOENT) + thing)
    #expect(progress(refusal) == .failed(Errno(ENOENT)))
    #expect(progress(thing + NetlinkBytes.end(-ENOMEM)) == .failed(Errno(ENOMEM)))
    for strange: Int32 in [0, 1, .min, .max] {
      #expect(
        progress(NetlinkBytes.message(2, NetlinkBytes.number(strange))) == .failed(Errno(EBADMSG)))
    }
    #expect(progress(NetlinkBytes.message(2, [])) == .failed(Errno(EBADMSG)))
  }

  @Test func whatIsCutOffIsNoAnswer() {
    let whole = thing + NetlinkBytes.end()
    for length in 1..<whole.count where length != thing.count {
      #expect(progress(Array(whole[..<length])) == .failed(Errno(EBADMSG)))
    }
    for length: UInt32 in [0, 15, .max] {
      #expect(progress(NetlinkBytes.number(length) + thing) == .failed(Errno(EBADMSG)))
    }
  }

  @Test func attributesAreFoundBehindTheHead() {
    let message = NetlinkBytes.message(
      20,
      [7, 0, 0, 0, 9] + [0, 0, 0] + NetlinkBytes.attribute(1, [5, 6, 7])
        + NetlinkBytes.attribute(0x8002, []) + NetlinkBytes.attribute(3, [8]))
    var count = 0
    NetlinkMessages(message).forEach(20, head: 5) { message in
      count += 1
      #expect(message.number(UInt8.self, at: 4) == 9 && message.number(UInt64.self, at: 900) == 0)
      #expect(message.attribute(1).map(Array.init) == [5, 6, 7])
      #expect(message.attribute(2).map(Array.init) == [])
      #expect(message.attribute(3).map(Array.init) == [8] && message.attribute(4) == nil)
      #expect(message.bytes(at: 0, count: 2) == [7, 0] && message.bytes(at: 20, count: 20).isEmpty)
    }
    #expect(count == 1)
  }

  /// Some sandboxes have no netlink.
  private static let isThere = ((try? NetlinkDump.connection(to: .sockets).number) ?? -1) >= 0

  @Test(.enabled(if: isThere)) func oneConnectionServesSeveralQuestions() throws {
    let dump = NetlinkDump(18, Array(repeating: 0, count: 16))
    let connection = try NetlinkDump.connection(to: .route)
    for _ in 0..<2 {
      var links = 0
      _ = try dump.answer(over: connection, from: ()) { _, messages in
        messages.forEach(16, head: 16) { _ in links += 1 }
      }
      #expect(links >= 1)
    }
  }

  @Test(.enabled(if: isThere)) func aQuestionThatNobodyKnowsIsRefused() throws {
    let connection = try NetlinkDump.connection(to: .sockets)
    let nobody = NetlinkDump(20, [255] + Array(repeating: 0, count: 55))
    #expect(throws: Errno.self) {
      try nobody.answer(over: connection, from: ()) { _, _ in }
    }
  }
}
