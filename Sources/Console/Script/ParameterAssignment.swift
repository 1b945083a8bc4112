package import Binding

extension ParameterArgument {
  /// Reads `NAME=VALUE`; nil where there is no sign or no name before it. The value may hold any
  /// bytes, further signs included.
  package init?(assignment bytes: [UInt8]) {
    guard let sign = bytes.firstIndex(of: UInt8(ascii: "=")), sign > 0 else { return nil }
    self.init(String(decoding: bytes[..<sign], as: UTF8.self), Array(bytes[(sign + 1)...]))
  }
}
