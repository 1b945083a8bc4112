import Glibc

/// This machine's database of users, whatever it is kept in.
struct SystemUsers: UserDatabase {
  func user(_ id: UInt32) -> [UInt8]? {
    withScratch { scratch, size in
      var entry = passwd()
      var found: UnsafeMutablePointer<passwd>?
      let status = getpwuid_r(id, &entry, scratch, size, &found)
      return (status, found.flatMap { bytes($0.pointee.pw_name) })
    }
  }

  func group(_ id: UInt32) -> [UInt8]? {
    withScratch { scratch, size in
      var entry = Glibc.group()
      var found: UnsafeMutablePointer<group>?
      let status = getgrgid_r(id, &entry, scratch, size, &found)
      return (status, found.flatMap { bytes($0.pointee.gr_name) })
    }
  }

  func isUserOrGroup(_ name: String) -> Bool { isUser(name) || isGroup(name) }

  private func isUser(_ name: String) -> Bool {
    withScratch { scratch, size in
      var entry = passwd()
      var found: UnsafeMutablePointer<passwd>?
      let status = getpwnam_r(name, &entry, scratch, size, &found)
      return (status, found.map { _ in [] })
    } != nil
  }

  private func isGroup(_ name: String) -> Bool {
    withScratch { scratch, size in
      var entry = Glibc.group()
      var found: UnsafeMutablePointer<Glibc.group>?
      let status = getgrnam_r(name, &entry, scratch, size, &found)
      return (status, found.map { _ in [] })
    } != nil
  }
}

/// Calls with more and more memory as long as the database asks for it: a group's members are part
/// of its entry.
private func withScratch(
  _ lookUp: (UnsafeMutablePointer<CChar>, Int) -> (CInt, [UInt8]?)
) -> [UInt8]? {
  var size = 4096
  while size <= 1 << 22 {
    let scratch = UnsafeMutablePointer<CChar>.allocate(capacity: size)
    defer { scratch.deallocate() }
    let (status, name) = lookUp(scratch, size)
    if status != ERANGE { return name }
    size *= 4
  }
  return nil
}

private func bytes(_ name: UnsafeMutablePointer<CChar>?) -> [UInt8]? {
  name.map { UnsafeBufferPointer(start: $0, count: strlen($0)).map(UInt8.init(bitPattern:)) }
}
