import Glibc
import QueryLanguage

/// A file that results go into. A plain one is written out of sight, and takes the place of the old
/// one when it is whole, so that no reader sees half; until then the old one stays, and whatever ends
/// the program leaves nothing beside it. Anything else, such as a pipe or a device, is written to
/// directly.
final class ResultFile {
  /// As the user has named it.
  let name: [UInt8]
  /// Open for writing.
  let descriptor: CInt
  /// Where it will stand; nil of one that is written to directly, or that stands there already.
  private var place: Place?
  /// It takes the place of another when it is whole.
  let isPlain: Bool

  /// A plain file's name once all links are followed, and the file that it has now.
  private struct Place {
    let path: [UInt8]
    let old: stat?

    var folder: [UInt8] { ResultFile.folder(of: path) }
  }

  /// It stands in its place.
  var isKept: Bool { place == nil }

  /// Begins a file. The one that is there stays as it is until `keep`.
  init(_ name: [UInt8]) throws(SystemError) {
    self.name = name
    if let number = Self.ownDescriptor(name) {
      descriptor = fcntl(number, F_DUPFD_CLOEXEC, 3)
      isPlain = false
    } else if let status = Self.status(name, followsLinks: true), !status.isRegular {
      descriptor = try Self.openDirectly(name, status)
      isPlain = false
    } else {
      let path = try Self.followed(name)
      let old = Self.status(path, followsLinks: false)
      descriptor = try Self.openUnnamed(Place(path: path, old: old), name)
      place = Place(path: path, old: old)
      isPlain = true
    }
    guard descriptor >= 0 else { throw Self.refusal(name) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// It is whole: it takes the place of the old one. What is written from here on is added to it.
  func keep() throws(ResultFailure) {
    guard let place else { return }
    try checkThatItIsKept()
    if let old = place.old {
      // Whose it is can be kept by root alone.
      _ = fchown(descriptor, old.st_uid, old.st_gid)
      fchmod(descriptor, old.st_mode & 0o777)
    } else if link(to: place.path) {
      self.place = nil
      return
    }
    let beside = try nameBeside(place)
    guard rename(beside.asPath, place.path.asPath) == 0 else {
      let number = errno
      unlink(beside.asPath)
      throw .unwritable(number)
    }
    self.place = nil
  }

  /// What was written since it was kept last, or at all, is not wanted.
  func drop() { place = nil }

  /// Some file systems tell only when a file is closed that it could not be kept.
  private func checkThatItIsKept() throws(ResultFailure) {
    let copy = dup(descriptor)
    guard copy < 0 || close(copy) == 0 || errno == EINTR else { throw .unwritable(errno) }
  }
}

// MARK: - Opening

extension ResultFile {
  /// `-`, `/dev/stdout`, `/dev/fd/3`: what is open already, where it stands.
  private static func ownDescriptor(_ name: [UInt8]) -> CInt? {
    let text = String(decoding: name, as: UTF8.self)
    switch text {
    case "-", "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default:
      let folder = ["/dev/fd/", "/proc/self/fd/"].first { text.hasPrefix($0) }
      return folder.flatMap { CInt(text.dropFirst($0.utf8.count)) }
    }
  }

  private static func openDirectly(_ name: [UInt8], _ status: stat) throws(SystemError) -> CInt {
    if status.isBlockDevice { throw refusal(name, because: "it is a disk") }
    if status.isSocket { throw refusal(name, because: "it is a socket") }
    return open(name.asPath, O_WRONLY | O_CLOEXEC | O_NOCTTY)
  }

  /// A file without a name in the folder where it will stand, so that nothing is left of it whatever
  /// happens; where the file system knows no such file, it is elsewhere until it is whole.
  private static func openUnnamed(_ place: Place, _ name: [UInt8]) throws(SystemError) -> CInt {
    // To replace a file takes no right to it, but who has none is not to change what it says.
    if place.old != nil, faccessat(AT_FDCWD, place.path.asPath, W_OK, AT_EACCESS) != 0 {
      throw refusal(name)
    }
    let descriptor = unnamedFile(in: place.folder)
    if descriptor >= 0 { return descriptor }
    guard errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL else {
      if errno == ENOENT { throw refusal(name) }
      throw refusal(name, because: "its folder: \(systemReason(errno))")
    }
    guard faccessat(AT_FDCWD, place.folder.asPath, W_OK | X_OK, AT_EACCESS) == 0 else {
      throw refusal(name, because: "its folder: \(systemReason(errno))")
    }
    let folders = [environmentValue("TMPDIR"), "/tmp", "/dev/shm"].compactMap { $0 }
    return folders.lazy.map { unnamedFile(in: Array($0.utf8)) }.first { $0 >= 0 } ?? -1
  }

  private static func unnamedFile(in folder: [UInt8]) -> CInt {
    // `__O_TMPFILE`, which Swift does not see.
    let unnamed: CInt = 0o20000000
    return open(folder.asPath, O_RDWR | O_CLOEXEC | O_DIRECTORY | unnamed, 0o666)
  }

  /// Where the links lead; the last need not lead to anything.
  private static func followed(_ name: [UInt8]) throws(SystemError) -> [UInt8] {
    var path = name
    for _ in 0..<40 {
      var target = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(path.asPath, &target, target.count)
      guard count > 0 else { return path }
      let link = target.prefix(count).map { UInt8(bitPattern: $0) }
      path = link.first == slash ? link : folder(of: path) + [slash] + link
    }
    throw refusal(name, because: systemReason(ELOOP))
  }

  fileprivate static func folder(of path: [UInt8]) -> [UInt8] {
    guard let end = path.lastIndex(of: slash) else { return [UInt8(ascii: ".")] }
    return end == 0 ? [slash] : Array(path[..<end])
  }

  private static let slash = UInt8(ascii: "/")

  private static func status(_ path: [UInt8], followsLinks: Bool) -> stat? {
    var status = Glibc.stat()
    let flags = followsLinks ? 0 : AT_SYMLINK_NOFOLLOW
    return fstatat(AT_FDCWD, path.asPath, &status, flags) == 0 ? status : nil
  }

  private static func refusal(_ name: [UInt8], because reason: String? = nil) -> SystemError {
    let number = errno
    return SystemError("write", visible(name), because: reason ?? systemReason(number), number)
  }
}

// MARK: - Standing in its place

extension ResultFile {
  /// Gives the file a name that nothing has, without a moment in which half of it could be seen.
  private func link(to path: [UInt8]) -> Bool {
    linkat(
      AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, path.asPath, AT_SYMLINK_FOLLOW) == 0
  }

  /// A name of the file in the folder of its place, from where it can be renamed.
  private func nameBeside(_ place: Place) throws(ResultFailure) -> [UInt8] {
    for _ in 0..<100 {
      let mark = String(UInt64.random(in: 0 ... .max), radix: 36)
      let path = place.folder + Array("/.procq-\(mark)".utf8)
      if link(to: path) { return path }
      if errno == EEXIST { continue }
      if try copy(to: path, place) { return path }
    }
    throw .unwritable(EEXIST)
  }

  /// Where the file cannot be given a name, another is written that has one from the beginning, and
  /// that stands for it from here on; false where the name is taken.
  private func copy(to path: [UInt8], _ place: Place) throws(ResultFailure) -> Bool {
    let named = open(path.asPath, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard named >= 0 else {
      if errno == EEXIST { return false }
      throw .unwritable(errno)
    }
    defer { close(named) }
    if let old = place.old {
      _ = fchown(named, old.st_uid, old.st_gid)
      fchmod(named, old.st_mode & 0o777)
    }
    var offset: off_t = 0
    var count = 1
    while count > 0 { count = sendfile(named, descriptor, &offset, 1 << 20) }
    let isWhole = count == 0 && dup2(named, descriptor) >= 0
    guard isWhole else {
      let number = errno
      unlink(path.asPath)
      throw .unwritable(number)
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return true
  }
}

extension [UInt8] {
  /// As the system takes a path.
  fileprivate var asPath: [CChar] { map { CChar(bitPattern: $0) } + [0] }
}
