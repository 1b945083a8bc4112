import CProc
import Glibc

/// The users of the machine that a root was taken from, by its own `etc/passwd` and `etc/group`:
/// below `1/root`, which is the root directory of its first process, else beside the root. Each is
/// read when a name is first asked for. Where it has none, nobody has a name.
final class RootUsers: UserDatabase {
  private let root: RootDirectory
  private let users = Once<[UInt32: [UInt8]]>()
  private let groups = Once<[UInt32: [UInt8]]>()

  init(_ root: RootDirectory) {
    self.root = root
  }

  func user(_ id: UInt32) -> [UInt8]? { knownUsers[id] }
  func group(_ id: UInt32) -> [UInt8]? { knownGroups[id] }

  func isUserOrGroup(_ name: String) -> Bool {
    let name = Array(name.utf8)
    return knownUsers.values.contains(name) || knownGroups.values.contains(name)
  }

  private var knownUsers: [UInt32: [UInt8]] { users.value { names("etc/passwd") } }
  private var knownGroups: [UInt32: [UInt8]] { groups.value { names("etc/group") } }

  /// Whatever keeps a file from being read, numbers are told in place of its names.
  private func names(_ path: RelativePath) -> [UInt32: [UInt8]] {
    if let place = root.firstProcessRoot, let names = place.namesByNumber(path) { return names }
    guard let beside = try? root.openPlace("..") else { return [:] }
    return beside.namesByNumber(path) ?? [:]
  }
}

extension RootDirectory {
  /// In a copy `1/root` is a directory, or a link that stays in the copy: one to `/` would lead to
  /// our own machine. In a proc file system it leads to where that process lives.
  fileprivate var firstProcessRoot: Descriptor? {
    if isProcFileSystem { return try? openPlace("1/root") }
    let opened = RelativePath("1/root").withPointer {
      cproc_open_place_below(descriptor.number, $0)
    }
    return opened >= 0 ? Descriptor(owning: opened) : nil
  }
}

extension Descriptor {
  /// Of a file below this directory; nil of what is no file, cannot be read, or is larger than any
  /// list of users: somebody else may have made it.
  fileprivate func namesByNumber(_ path: RelativePath) -> [UInt32: [UInt8]]? {
    let opened = path.withPointer { cproc_open_in_root(number, $0) }
    guard opened >= 0 else { return nil }
    let file = Descriptor(owning: opened)
    guard let status = try? file.status(), status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= 64 << 20
    else { return nil }
    return try? file.readWhole(inPieces: true) { $0.namesByNumber }
  }
}

extension Span where Element == UInt8 {
  /// Of lines such as `root:x:0:0:root:/root:/bin/sh` and `root:x:0:`; of several names of one
  /// number the first, as the C library has it.
  var namesByNumber: [UInt32: [UInt8]] {
    var names: [UInt32: [UInt8]] = [:]
    var position = 0
    while let range = takeLine(&position) {
      let line = extracting(range)
      guard let name = line.index(of: UInt8(ascii: ":"), from: 0), name > 0,
        let password = line.index(of: UInt8(ascii: ":"), from: name + 1)
      else { continue }
      let end = line.index(of: UInt8(ascii: ":"), from: password + 1) ?? line.count
      guard line[0] != UInt8(ascii: "+"), line[0] != UInt8(ascii: "-"),
        line[0] != UInt8(ascii: "#"),
        let id = line.extracting((password + 1)..<end).exactNumber.flatMap(UInt32.init(exactly:))
      else { continue }
      if names[id] == nil { names[id] = line.extracting(..<name).array }
    }
    return names
  }
}
