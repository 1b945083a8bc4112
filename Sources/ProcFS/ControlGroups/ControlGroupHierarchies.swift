/// The hierarchies of control groups that are mounted where we are: version 2's, version 1's, or both.
package final class ControlGroupHierarchies: Sendable {
  /// In the order of mounting. One may stand there several times, by mounts of different parts of it: a
  /// container may have its own part, and the host's whole.
  let all: [ControlGroupHierarchy]

  /// A mount that shows no more of its hierarchy than another is left out, and so is one whose mount
  /// point may not be opened, or leads elsewhere; what keeps all from being opened is thrown, as is a
  /// want of descriptors. `areProven`: their device numbers are not what the mount points have.
  init(_ mounts: [ControlGroupMount], areProven: Bool = false) throws(Errno) {
    var opened: [(order: Int, hierarchy: ControlGroupHierarchy)] = []
    var refusal: Errno?
    for (order, mount) in mounts.widestFirst {
      if opened.contains(where: { $0.hierarchy.mount.shows(mount) }) { continue }
      do throws(Errno) {
        if let hierarchy = try ControlGroupHierarchy(mount, isProven: areProven) {
          opened.append((order, hierarchy))
        }
      } catch {
        if error.isShortage { throw error }
        refusal = error
      }
    }
    if opened.isEmpty, let refusal, !refusal.isAbsence { throw refusal }
    all = opened.sorted { $0.order < $1.order }.map(\.hierarchy)
  }

  /// The group that a process is in, by its `cgroup`: what each hierarchy tells of its own group there.
  /// Where it is in the root of one, and its path says more, that one tells nothing. Nil where its
  /// groups are not mounted, or were removed while it, a zombie, is left in them.
  package func group(of lines: ControlGroups, counters: ReadCounters) -> ControlGroup? {
    let path = lines.path
    let places = all.compactMap { hierarchy in
      lines.lines.first(where: hierarchy.isTold).flatMap { line in
        line.path == path || line.path != [UInt8(ascii: "/")]
          ? hierarchy.place(of: line.path) : nil
      }
    }
    if DeletedPath.isMarked(path), !places.contains(where: \.exists) { return nil }
    return places.isEmpty ? nil : ControlGroup(path, at: places, counters: counters)
  }

  /// The group of this path in all hierarchies that have it; nil where none does.
  package func group(at path: [UInt8], counters: ReadCounters) -> ControlGroup? {
    let places = all.compactMap { hierarchy in
      hierarchy.place(of: path).flatMap { $0.exists ? $0 : nil }
    }
    return places.isEmpty ? nil : ControlGroup(path, at: places, counters: counters)
  }
}

extension ControlGroupHierarchy {
  /// Where it has a group, if it has it; nil of what lies outside of the mount.
  func place(of group: [UInt8]) -> ControlGroup.Place? {
    mount.place(of: group).map {
      ControlGroup.Place(hierarchy: self, group: group, directory: $0)
    }
  }
}

extension ControlGroup.Place {
  /// Where the system cannot say, it is taken to exist, so that reading it tells why.
  fileprivate var exists: Bool {
    do throws(Errno) {
      _ = try LongPath(path).status()
      return true
    } catch {
      return !error.isAbsence
    }
  }
}

extension [ControlGroupMount] {
  /// With their places: those first whose paths are as our processes have them, and of these the nearest
  /// to the root; else in the order of mounting.
  fileprivate var widestFirst: [(offset: Int, element: ControlGroupMount)] {
    enumerated().sorted { left, right in
      let (first, second) = (left.element.narrowness, right.element.narrowness)
      return first == second ? left.offset < right.offset : first < second
    }
  }
}

extension ControlGroupMount {
  /// Whether it is of the same hierarchy and the other's root lies in it.
  fileprivate func shows(_ other: ControlGroupMount) -> Bool {
    isSameHierarchy(as: other) && place(of: other.root) != nil
  }

  /// Of mounts from outside of our namespace more than of any other; the less, the more they show.
  fileprivate var narrowness: Int {
    let parts = root.split(separator: UInt8(ascii: "/"))
    let above = parts.prefix { $0 == Array("..".utf8)[...] }.count
    return above == 0 ? parts.count : (1 << 16) - above + parts.count - above
  }
}
