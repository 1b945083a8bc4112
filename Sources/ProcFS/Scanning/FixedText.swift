/// The text in a C array of fixed width: it ends at the first NUL, if one stands in it.
func bytesUpToNul<Field>(_ field: Field) -> [UInt8] {
  withUnsafeBytes(of: field) { bytes in Array(bytes.prefix { $0 != 0 }) }
}
