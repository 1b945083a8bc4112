/// 128 bits of what a row is known by, the same in every run, so many that no two are taken for one:
/// FNV-1a twice, from two beginnings.
struct StableHash {
  private(set) var low: UInt64 = 0xCBF2_9CE4_8422_2325
  private(set) var high: UInt64 = 0x9E37_79B9_7F4A_7C15

  init(_ bytes: [UInt8]) {
    for byte in bytes {
      low = (low ^ UInt64(byte)) &* 0x100_0000_01B3
      high = (high ^ UInt64(byte)) &* 0x100_0000_01B3
      high ^= high >> 29
    }
  }
}
