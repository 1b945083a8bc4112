import Glibc

/// Whether the proc file system that a root is on hides processes from us: the first one cannot be
/// read, and our own mountinfo says that it was mounted with hidepid: lines such as `22 27 0:21 / /proc rw,relatime - proc proc rw,hidepid=invisible`.
func mountHidesProcesses(_ root: borrowing Descriptor) -> Bool {
  if (try? root.status(of: "1/stat")) != nil { return false }
  guard let device = root.device, let own = try? Descriptor(directory: "/proc/self"),
    let file = try? own.open("mountinfo")
  else { return false }
  let hides = try? file.readWhole(inPieces: true) { text in
    var position = 0
    while let line = text.takeLine(&position) {
      if text.extracting(line).hides(on: device) { return true }
    }
    return false
  }
  return hides ?? false
}

extension Span where Element == UInt8 {
  fileprivate func hides(on device: (major: UInt64, minor: UInt64)) -> Bool {
    var position = 0
    guard takeNumber(&position) != nil, takeNumber(&position) != nil,
      takeNumber(&position) == device.major, position < count
    else { return false }
    position += 1
    guard takeNumber(&position) == device.minor, let option = find("hidepid=", from: position)
    else {
      return false
    }
    // 0 and off hide nothing; 1, noaccess; 2, invisible; 4, ptraceable.
    let value = extracting(option..<count)
    return !value.starts(with: "hidepid=0") && !value.starts(with: "hidepid=off")
  }

  private func find(_ name: StaticString, from start: Int) -> Int? {
    (start..<count).first { extracting($0..<count).starts(with: name) }
  }
}

extension Descriptor {
  /// The numbers of the device that it is on.
  fileprivate var device: (major: UInt64, minor: UInt64)? {
    var status = stat()
    guard fstat(number, &status) == 0 else { return nil }
    let device = UInt64(status.st_dev)
    return ((device >> 8) & 0xFFF, (device & 0xFF) | ((device >> 12) & 0xFFF00))
  }
}
