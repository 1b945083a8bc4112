import Glibc

extension [UInt8] {
  /// As a name that the system takes.
  func withCharacters<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { characters in
      var nothing: CChar = 0
      return characters.baseAddress.map(body) ?? body(&nothing)
    }
  }
}

/// The system's words for one of its numbers.
func systemReason(_ number: CInt) -> String { String(cString: strerror(number)) }
