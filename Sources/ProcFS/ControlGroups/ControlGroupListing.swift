import Glibc

/// The control groups of all hierarchies, each before those below it, pulled as they are asked for.
/// What several hierarchies have under one path is one group.
package final class ControlGroupListing {
  private let hierarchies: [ControlGroupHierarchy]
  private let counters: ReadCounters
  /// The hierarchies whose mount was not come to.
  private var unvisited: [Int]
  /// What is to be given, the next one last.
  private var pending: [Node] = []
  /// What was given last: what is below it is listed when more is asked for.
  private var last: Node?
  /// The first of the hierarchies that are the same as each.
  private let first: [Int]
  /// The directories that were come to of hierarchies which stand there several times: by one mount a
  /// group has another path than by another.
  private var visited: Set<Directory> = []
  /// Whether some directory may not be listed, so that there may be groups which are not given.
  package private(set) var isRefused = false
  /// Why some directory could not be listed, the first of several: likewise.
  package private(set) var failure: ReadFailure?

  /// A path, and which of the hierarchies have it.
  private struct Node {
    let path: [UInt8]
    let hierarchies: [Int]
  }

  /// A group in one hierarchy, however it is reached.
  private struct Directory: Hashable {
    let hierarchy: Int
    let inode: UInt64
  }

  /// From the mount points down.
  package init(of hierarchies: ControlGroupHierarchies, counters: ReadCounters) {
    let all = hierarchies.all
    self.hierarchies = all
    self.counters = counters
    unvisited = Array(all.indices)
    first = all.map { one in
      all.firstIndex { $0.mount.isSameHierarchy(as: one.mount) } ?? 0
    }
  }

  /// The next group; nil at the end. A want of descriptors is thrown, which would hide any number of
  /// groups; what else keeps one directory from being listed is noted.
  package func next() throws(ReadFailure) -> ControlGroup? {
    if let last { try expand(last) }
    last = pending.popLast() ?? takeRoot()
    return last.map { node in
      ControlGroup(
        node.path, at: node.hierarchies.compactMap { hierarchies[$0].place(of: node.path) },
        counters: counters)
    }
  }

  /// The mount points of the shortest path that was not come to.
  private func takeRoot() -> Node? {
    while let path = unvisited.map({ hierarchies[$0].mount.root }).min(by: { $0.count < $1.count })
    {
      let found = takeRoots(path)
      if !found.isEmpty { return Node(path: path, hierarchies: found) }
    }
    return nil
  }

  /// The hierarchies that are mounted from this path, and whose directory there is new.
  private func takeRoots(_ path: [UInt8]) -> [Int] {
    let found = unvisited.filter { hierarchies[$0].mount.root == path }
    unvisited.removeAll { found.contains($0) }
    return found.filter { index in
      let status = try? LongPath(hierarchies[index].mount.mountpoint).status()
      return isNew(index, inode: status.map { UInt64($0.st_ino) } ?? 0)
    }
  }

  /// Whether a directory was not come to by another mount.
  private func isNew(_ index: Int, inode: UInt64) -> Bool {
    guard first.count(where: { $0 == first[index] }) > 1 else { return true }
    return visited.insert(Directory(hierarchy: first[index], inode: inode)).inserted
  }

  /// Lists what is below a group, in the order of the names' bytes.
  private func expand(_ node: Node) throws(ReadFailure) {
    var below: [[UInt8]: [Int]] = [:]
    for index in node.hierarchies {
      for entry in try entries(below: node.path, in: hierarchies[index])
      where isNew(index, inode: entry.inode) {
        below[entry.name, default: []].append(index)
      }
    }
    let slash = UInt8(ascii: "/")
    let prefix = node.path.last == slash ? node.path : node.path + [slash]
    for name in below.keys.sorted(by: { $1.lexicographicallyPrecedes($0) }) {
      let path = prefix + name
      pending.append(
        Node(path: path, hierarchies: (below[name, default: []] + takeRoots(path)).sorted()))
    }
  }

  /// The directories in a group's directory; none where it was removed, or cannot be listed.
  private func entries(
    below path: [UInt8], in hierarchy: ControlGroupHierarchy
  ) throws(ReadFailure) -> [(name: [UInt8], inode: UInt64)] {
    guard let place = hierarchy.place(of: path) else { return [] }
    switch list(place) {
    case .read(let entries): return entries
    case .absent, .gone: return []
    case .denied:
      isRefused = true
      return []
    case .failed(let failure):
      if failure.reason.isShortage { throw failure }
      self.failure = self.failure ?? failure
      return []
    }
  }

  private func list(_ place: ControlGroup.Place) -> Reading<[(name: [UInt8], inode: UInt64)]> {
    let path = place.path
    let wait = Wait(at: path)
    defer { wait.end() }
    do throws(Errno) {
      let directory = try LongPath(path).open()
      counters.opened(.groupListing)
      return .read(try directories(in: directory, at: path))
    } catch {
      return ReadFailure(error, .groupListing, at: path).reading(counters)
    }
  }

  private func directories(
    in directory: consuming Descriptor, at path: [UInt8]
  ) throws(Errno) -> [(name: [UInt8], inode: UInt64)] {
    var listing = DirectoryListing(directory, as: .other)
    var entries: [(name: [UInt8], inode: UInt64)] = []
    while let name = try listing.next({ $0.array }) {
      guard name != [UInt8(ascii: ".")], name != Array("..".utf8) else { continue }
      let isDirectory =
        listing.kind == DT_UNKNOWN
        ? isDirectory(path + [UInt8(ascii: "/")] + name)
        : listing.kind == DT_DIR
      if isDirectory { entries.append((name, listing.inode)) }
    }
    return entries
  }

  private func isDirectory(_ path: [UInt8]) -> Bool {
    ((try? LongPath(path).status()).map { $0.st_mode & S_IFMT == S_IFDIR }) ?? false
  }
}
