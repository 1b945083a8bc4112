import Testing

@testable import ProcFS

/// What rtnetlink answers, as bytes.
@Suite struct RouteMessagesTests {
  private func bytes(_ number: some FixedWidthInteger) -> [UInt8] { NetlinkBytes.number(number) }

  private func attribute(_ type: UInt16, _ value: [UInt8]) -> [UInt8] {
    NetlinkBytes.attribute(type, value)
  }

  private func message(_ type: UInt16, _ body: [UInt8]) -> [UInt8] {
    NetlinkBytes.message(type, body)
  }

  private func link(_ index: Int32, _ name: [UInt8], _ attributes: [UInt8] = []) -> [UInt8] {
    let head = [0, 0, 0, 0] + bytes(index) + bytes(UInt32(0x40)) + bytes(UInt32(0))
    return message(16, head + attribute(3, name + [0]) + attributes)
  }

  private func address(
    _ family: UInt8, _ index: UInt32, _ attributes: [UInt8]
  ) -> [UInt8] {
    message(20, [family, 24, 0, 0] + bytes(index) + attributes)
  }

  private func links(_ links: [UInt8], _ addresses: [UInt8] = []) -> [[UInt8]: InterfaceLink] {
    InterfaceLink.all(
      links: RouteMessages(bytes: links), addresses: RouteMessages(bytes: addresses))
  }

  @Test func aLinkByItsBytes() throws {
    let name: [UInt8] = [0x6E, 0xFF]
    let found = links(
      link(7, name, attribute(4, bytes(UInt32(1280))) + attribute(1, [2, 0, 0xFC, 0, 0, 7])))
    let link = try #require(found[name])
    #expect(found.count == 1 && link.isUp && link.packetSize == 1280)
    #expect(link.hardwareAddress == Array("02:00:fc:00:00:07".utf8) && link.addresses == [])
  }

  @Test func anAddressBelongsToItsNumberAndNotToItsLabel() throws {
    let label = attribute(3, Array("lo:web\0".utf8))
    let found = links(
      link(1, Array("lo".utf8)) + link(2, Array("lo:web".utf8)),
      address(2, 1, attribute(1, [127, 0, 0, 1]) + attribute(2, [10, 9, 0, 5]) + label)
        + address(10, 1, attribute(1, [0xFE, 0x80] + Array(repeating: 0, count: 13) + [1]))
        + address(10, 1, attribute(1, Array(repeating: 0, count: 15) + [1]))
        + address(2, 3, attribute(1, [1, 2, 3, 4])) + address(9, 1, attribute(1, [1, 2, 3, 4])))
    #expect(
      found[Array("lo".utf8)]?.addresses
        == ["10.9.0.5", "fe80::1%lo", "::1"].map { Array($0.utf8) })
    #expect(found[Array("lo:web".utf8)]?.addresses == [])
  }

  @Test func anAnswerCutOffTellsWhatIsWhole() {
    let whole =
      link(1, Array("lo".utf8)) + link(2, Array("eth0".utf8), attribute(4, bytes(UInt32(9))))
    for length in 0..<whole.count {
      let found = links(Array(whole[..<length]))
      #expect(found.count == (length < link(1, Array("lo".utf8)).count ? 0 : 1))
    }
    #expect(links(bytes(UInt32(0)) + whole).isEmpty)
    #expect(links(bytes(UInt32.max) + whole).isEmpty)
  }

  @Test func anAttributeThatIsTooShortOrTooLongEndsTheList() {
    for size in [UInt16(0), 3, 200] {
      let broken = bytes(size) + bytes(UInt16(4)) + bytes(UInt32(9))
      #expect(links(link(1, Array("a".utf8), broken))[Array("a".utf8)]?.packetSize == nil)
    }
    let odd = attribute(4, [1, 2]) + attribute(1, [])
    let found = links(link(1, Array("a".utf8), odd))[Array("a".utf8)]
    #expect(found?.packetSize == nil && found?.hardwareAddress == nil)
  }
}
