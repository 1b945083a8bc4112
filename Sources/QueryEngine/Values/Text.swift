/// Text as processes have it: bytes, most often but not always UTF-8. Ordered and compared by
/// bytes.
package struct Text: Hashable, Sendable {
  package var bytes: [UInt8]

  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  package init(bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  package init(_ string: some StringProtocol) {
    self.bytes = Array(string.utf8)
  }
}

extension Text: ExpressibleByStringLiteral {
  package init(stringLiteral string: String) {
    self.init(string)
  }
}

extension Text: Comparable {
  package static func < (left: Text, right: Text) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
