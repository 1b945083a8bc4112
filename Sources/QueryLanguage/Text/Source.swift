/// The text of a script and the name it goes by.
package struct Source: Sendable {
  /// The file's name as the user gave it; nil for text from the command line or the prompt,
  /// which is its own context.
  package let name: String?
  /// The text, byte for byte as it came: a byte-order mark, CRLF and invalid UTF-8 included.
  package let bytes: [UInt8]

  package init(name: String? = nil, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  package init(name: String? = nil, _ text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }
}
