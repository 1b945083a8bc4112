import Glibc

/// `makedev(1, 3)`, on every Linux.
private let nullDevice: dev_t = 1 << 8 | 3

extension stat {
  /// Of what a path leads to; nil and `errno` where it leads nowhere.
  init?(of path: String) {
    self.init()
    guard stat(path, &self) == 0 else { return nil }
  }

  /// A plain file.
  var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
  /// A folder.
  var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
  /// A pipe that has a name.
  var isPipe: Bool { st_mode & S_IFMT == S_IFIFO }
  /// A socket that has a name.
  var isSocket: Bool { st_mode & S_IFMT == S_IFSOCK }
  /// A disk, or a part of one.
  var isBlockDevice: Bool { st_mode & S_IFMT == S_IFBLK }
  /// /dev/null.
  var isNullDevice: Bool { st_mode & S_IFMT == S_IFCHR && st_rdev == nullDevice }

  /// It belongs neither to this user nor to root, who can do everything anyway.
  var isAnothers: Bool { st_uid != geteuid() && st_uid != 0 }

  /// Its mode lets others write to it. Where each user has a group of their own, which has the user's
  /// number then, files may well be open to that group, and nobody else is in it.
  var isOpenToOthers: Bool {
    let isOwnGroup = st_gid == st_uid && st_uid != 0
    return st_mode & (isOwnGroup ? 0o002 : 0o022) != 0
  }
}

/// Why somebody else than this user and root could have written what stands in a file, so that to
/// carry it out would be to obey them; nil where nobody could.
extension RegularFile {
  /// `it belongs to another user`
  package var objection: String? {
    if status.isNullDevice { return nil }
    if status.isAnothers { return "it belongs to another user" }
    return status.isOpenToOthers ? "others may write to it (chmod go-w)" : nil
  }
}

/// The same of a folder in which somebody else could have put the file: `/tmp/x belongs to another
/// user`. In one such as /tmp nobody can replace another's file.
func objection(toFolder path: String) -> String? {
  guard let status = stat(of: path) else { return nil }
  if status.isAnothers { return "\(path) belongs to another user" }
  let isOpen = status.st_mode & 0o002 != 0 && status.st_mode & S_ISVTX == 0
  return isOpen ? "anybody may write to \(path)" : nil
}

/// The folder that a path's last part is in.
func folder(of path: String) -> String {
  guard let end = path.lastIndex(of: "/") else { return "." }
  return end == path.startIndex ? "/" : String(path[..<end])
}
