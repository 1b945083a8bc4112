import Testing

@testable import ProcFS

/// The unix sockets of a namespace: by the text of `net/unix`, and by the kernel's own messages.
@Suite struct UnixSocketTests {
  private static let heading = "Num       RefCount Protocol Flags    Type St Inode Path\n"

  private func line(_ inode: Int, _ path: String? = nil, type: Int = 1) -> String {
    "00000000b1c73cba: 00000002 00000000 00010000 000\(type) 01 \(inode)"
      + (path.map { " \($0)" } ?? "") + "\n"
  }

  private func sockets(_ text: String) -> [UInt64: Socket] {
    parsed(Self.heading + text) { SocketFile.unix.sockets(of: $0).sockets }
  }

  private func path(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test func whatOnlyResemblesALineIsPartOfAName() {
    for forged in [
      "0: 2 0 0 1 1 99 x", "00000000b1c73cba: 2 0 0 1 1 99",
      "00000000b1c73cba: 00000002 00000000 00010000 0001 01",
      "00000000b1c73cba: 00000002 00000000 00010000 0001 01 99x",
      "00000000b1c73cba: 00000002 00000000 00010000 01 01 99",
      "00000000b1c73cba  00000002 00000000 00010000 0001 01 99",
      " 00000000b1c73cba: 00000002 00000000 00010000 0001 01 99",
      "00000000b1c73cba: 000000002 00000000 00010000 0001 01 99", Self.heading.dropLast() + "",
      "\u{0}\u{1b}\u{7f}:::",
    ] {
      let sockets = sockets(line(7, "@\n\(forged)") + line(8, "/run/b"))
      #expect(sockets.keys.sorted() == [7, 8], "\(forged)")
      #expect(sockets[7]?.path == path("@\n\(forged)"))
      #expect(sockets[8]?.path == path("/run/b"))
    }
  }

  /// Of two that say they are one, it cannot be known which is true.
  @Test func whatIsToldTwiceIsNotBelieved() {
    let truth = line(8, "/run/b")
    let name = line(7, "@x\n" + line(8, "/run/c", type: 5).dropLast())
    for text in [truth + name, name + truth] {
      #expect(sockets(text)[8] == Socket(family: .unix))
    }
    #expect(sockets(line(7, "@x\n" + truth.dropLast()) + truth)[8]?.path == path("/run/b"))
    let thrice = name + truth + line(9, "@y\n" + line(8, "/run/c", type: 5).dropLast())
    #expect(sockets(thrice)[8] == Socket(family: .unix))
  }

  private func listed(_ text: String) -> ListedSockets {
    parsed(Self.heading + text) { SocketFile.unix.sockets(of: $0) }
  }

  /// A line is the kernel's own where no name can reach so far.
  @Test func whatMayBePartOfANameIsDoubtful() {
    // Nothing stands before them that has a name.
    #expect(listed(line(7) + line(8, "/run/b")).doubtful == [])
    #expect(listed(line(8, "/run/b") + line(7)).doubtful == [7])
    // A name has at most 108 bytes: of these the first leaves the second no room.
    let long = "/" + String(repeating: "x", count: 60)
    #expect(listed(line(8, long) + line(7) + line(9)).doubtful == [])
    #expect(listed(line(8, "/b") + line(7, long) + line(9)).doubtful == [])
    // The second may be a part of the first one's name, and the third too; or of its own.
    #expect(listed(line(8, "@") + line(7, "@") + line(9)).doubtful == [7, 9])
    #expect(listed(line(8, "@") + line(7) + line(9) + line(10)).doubtful == [7])
    // What else stands there goes on with a name.
    #expect(listed(line(8, "@x\n") + line(7)).doubtful == [7])
    #expect(listed(line(8, "@x\ny\nz") + line(7)).doubtful == [7])
    // One line that cannot be forged is enough.
    #expect(listed(line(7) + line(8, "@x\n" + line(7).dropLast())).doubtful == [])
  }

  @Test func whatHasNoInodeIsListedWhereItIsCertain() {
    let certain = listed(line(0, "/run/a") + line(7, "/run/b", type: 5))
    #expect(certain.nameless.map(\.path) == [path("/run/a")] && certain.doubtfulNameless == 0)
    let doubtful = listed(line(7, "@a\n" + line(0, "/run/a").dropLast()))
    #expect(doubtful.nameless == [] && doubtful.doubtfulNameless == 1)
    #expect(doubtful.sockets.keys.sorted() == [7])
  }

  @Test func noLineOfAnotherIsLostBesideHostileNames() {
    let names = [
      "@\n", "@\n\n\n", "@\n" + Self.heading, "/\u{1}\u{2}",
      "@" + String(repeating: "\n", count: 100),
    ]
    for name in names {
      let sockets = sockets(line(6, "/a") + line(7, name) + line(8, "/b"))
      #expect(sockets[6]?.path == path("/a") && sockets[8]?.path == path("/b"))
      #expect(sockets[7] != nil)
    }
  }

  private static func socket(
    _ inode: UInt32, type: UInt8, name: [UInt8]?, queues: [UInt32]? = nil
  ) -> [UInt8] {
    NetlinkBytes.message(
      20,
      [1, type, 10, 0] + NetlinkBytes.number(inode) + NetlinkBytes.number(UInt64(0))
        + (name.map { NetlinkBytes.attribute(0, $0) } ?? [])
        // UNIX_DIAG_RQLEN
        + (queues.map { NetlinkBytes.attribute(4, $0.flatMap { NetlinkBytes.number($0) }) } ?? [])
        // UNIX_DIAG_SHUTDOWN
        + NetlinkBytes.attribute(6, [0]))
  }

  private func dumped(_ bytes: [UInt8]) -> [UInt64: Socket] {
    var listed = ListedSockets()
    UnixSocketDump.take(&listed, NetlinkMessages(bytes))
    return listed.sockets
  }

  @Test func theKernelTellsNamesWithTheirLengths() {
    let sockets = dumped(
      Self.socket(5, type: 1, name: Array("/run/a\0".utf8))
        + Self.socket(6, type: 2, name: Array("\0x\0y\n7".utf8))
        + Self.socket(7, type: 5, name: nil) + Self.socket(0, type: 1, name: nil)
        + NetlinkBytes.end())
    #expect(sockets.keys.sorted() == [5, 6, 7])
    #expect(sockets[5]?.path == path("/run/a") && sockets[5]?.type == .stream)
    #expect(sockets[6]?.path == path("@x\0y\n7") && sockets[6]?.type == .dgram)
    #expect(sockets[7] == Socket(family: .unix, type: .seqpacket))
  }

  @Test func theKernelTellsQueues() {
    let sockets = dumped(
      Self.socket(5, type: 1, name: nil, queues: [3, 128])
        + Self.socket(6, type: 1, name: nil, queues: [3]) + Self.socket(7, type: 1, name: nil))
    #expect(sockets[5]?.receiveQueue == 3 && sockets[5]?.sendQueue == 128)
    #expect(sockets[6]?.receiveQueue == 3 && sockets[6]?.sendQueue == nil)
    #expect(sockets[7]?.receiveQueue == nil && sockets[7]?.sendQueue == nil)
  }

  /// What waits has no message of its own.
  @Test func theKernelTellsWhatWaitsToBeAccepted() {
    let content: [UInt8] =
      [1, 5, 10, 0] + NetlinkBytes.number(UInt32(5))
      + NetlinkBytes.number(UInt64(0)) + NetlinkBytes.attribute(0, Array("/run/a\0".utf8))
      // UNIX_DIAG_ICONS
      + NetlinkBytes.attribute(3, NetlinkBytes.number(UInt64(77)))
    var listed = ListedSockets()
    UnixSocketDump.take(&listed, NetlinkMessages(NetlinkBytes.message(20, content)))
    var waiting = Socket(family: .unix, type: .seqpacket)
    waiting.path = path("/run/a")
    #expect(listed.nameless == [waiting, waiting] && listed.sockets.keys.sorted() == [5])
  }

  @Test func noByteOfAnAnswerIsTrusted() {
    let whole = Self.socket(5, type: 1, name: Array("/run/a\0".utf8)) + NetlinkBytes.end()
    for index in whole.indices {
      #expect(dumped(Array(whole[..<index])).count <= 1)
      for byte: UInt8 in [0, 1, 3, 15, 127, 255] {
        var bytes = whole
        bytes[index] = byte
        #expect(dumped(bytes).count <= 1)
      }
    }
  }
}
