/// The processes that are alive at a moment, as `moment.present` holds them: their ids, ascending, each as
/// its distance from the one before in seven bits a byte, the lowest first, of which all but the last have
/// the eighth bit.
enum KeyFrame {
  /// Of ids that ascend and are not negative.
  static func bytes(of ids: [Int64]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(ids.count * 2)
    var last: Int64 = 0
    for id in ids {
      var rest = UInt64(bitPattern: id &- last)
      last = id
      while rest > 0x7F {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(truncatingIfNeeded: rest))
    }
    return bytes
  }

  /// Nil of bytes that are no such list.
  static func ids(in bytes: [UInt8]) -> [Int64]? {
    var ids: [Int64] = []
    var (last, distance, shift): (Int64, UInt64, UInt64) = (0, 0, 0)
    for byte in bytes {
      guard shift < 63 else { return nil }
      distance |= UInt64(byte & 0x7F) << shift
      shift += 7
      guard byte & 0x80 == 0 else { continue }
      guard distance > 0 || ids.isEmpty, let step = Int64(exactly: distance) else { return nil }
      let (id, overflows) = last.addingReportingOverflow(step)
      guard !overflows else { return nil }
      ids.append(id)
      (last, distance, shift) = (id, 0, 0)
    }
    return shift == 0 ? ids : nil
  }
}
