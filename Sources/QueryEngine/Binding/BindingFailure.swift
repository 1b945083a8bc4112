import QueryLanguage

/// Why something could not be bound.
enum BindingFailure: Error {
  case wrong(Diagnostic)
  /// What it uses could not be bound, and that has been or will be reported.
  case reportedElsewhere
}

extension String {
  /// For comparing names, which are the same in any case of ASCII letters.
  var folded: String {
    guard utf8.contains(where: { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }) else { return self }
    return String(decoding: utf8.map { $0.asciiLowercased }, as: UTF8.self)
  }
}

extension String {
  /// Whether both are the same name, in any case of ASCII letters.
  func isSame(as other: String) -> Bool {
    utf8.count == other.utf8.count
      && utf8.elementsEqual(other.utf8) { $0.asciiLowercased == $1.asciiLowercased }
  }
}

extension UInt8 {
  fileprivate var asciiLowercased: UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self ? self | 0x20 : self
  }
}
