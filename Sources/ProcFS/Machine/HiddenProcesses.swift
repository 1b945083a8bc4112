import Glibc

extension MachineFiles {
  /// Whether the proc file system that the root is on hides processes from us: the first one cannot
  /// be looked at, and our own mountinfo says that it was mounted with hidepid, in lines such as
  /// `22 27 0:21 / /proc rw,relatime - proc proc rw,hidepid=invisible`. What cannot be told here
  /// costs a note and no row.
  func mountHidesProcesses() -> Bool {
    if (try? machine.root.status(of: "1/stat")) != nil { return false }
    guard let status = try? machine.root.descriptor.status() else { return false }
    let device = DeviceNumber(status.st_dev)
    return read(.mountinfo, "self/mountinfo") { $0.hasLine { $0.hides(on: device) } }.record
      ?? false
  }
}

extension ProcFS {
  /// Whether it lists the processes of the whole machine, as far as its mount does not hide any: it is
  /// of the first pid namespace, whose number is fixed (PROC_PID_INIT_INO, since 3.8). In another one
  /// there are processes that have no pid. Where its own first process may not be asked, ours is,
  /// which may be in a namespace below; where that may not be either, nobody knows.
  var isOfAllProcesses: Bool {
    guard facts.isLive else { return true }
    if let link = try? root.readLink("1/ns/pid") {
      return link.span.bracketed(after: "pid:") == Self.firstPidNamespace
    }
    guard ownPid != nil else { return false }
    var status = stat()
    return stat("/proc/self/ns/pid", &status) == 0 && status.st_ino == Self.firstPidNamespace
  }

  private static let firstPidNamespace: UInt64 = 0xEFFF_FFFC
}

extension Span where Element == UInt8 {
  fileprivate func hasLine(_ isMeant: (Span<UInt8>) -> Bool) -> Bool {
    var position = 0
    while let line = takeLine(&position) {
      if isMeant(extracting(line)) { return true }
    }
    return false
  }

  fileprivate func hides(on device: DeviceNumber) -> Bool {
    var position = 0
    guard takeNumber(&position) != nil, takeNumber(&position) != nil,
      takeNumber(&position) == UInt64(device.major), takes(UInt8(ascii: ":"), &position),
      takeNumber(&position) == UInt64(device.minor), let option = find("hidepid=", from: position)
    else { return false }
    // 0 and off hide nothing; 1, noaccess; 2, invisible; 4, ptraceable.
    let value = extracting(option..<count)
    return !value.starts(with: "hidepid=0") && !value.starts(with: "hidepid=off")
  }

  private func find(_ name: StaticString, from start: Int) -> Int? {
    (start..<count).first { extracting($0..<count).starts(with: name) }
  }
}
