/// The hierarchies of control groups that are mounted where we are: version 2's, version 1's, or both.
package final class ControlGroupHierarchies: Sendable {
  /// In the order of mounting.
  let all: [ControlGroupHierarchy]

  /// Of several mounts of a hierarchy that is taken which shows most of it. One whose mount point may
  /// not be opened, or leads elsewhere, is left out; what keeps all from being opened is thrown, as is a
  /// want of descriptors. `areProven`: their device numbers are not what the mount points have.
  init(_ mounts: [ControlGroupMount], areProven: Bool = false) throws(Errno) {
    var opened: [ControlGroupHierarchy] = []
    var refusal: Errno?
    for mount in mounts.widestFirst {
      if opened.contains(where: { $0.mount.isSameHierarchy(as: mount) }) { continue }
      do throws(Errno) {
        if let hierarchy = try ControlGroupHierarchy(mount, isProven: areProven) {
          opened.append(hierarchy)
        }
      } catch {
        if error.isShortage { throw error }
        refusal = error
      }
    }
    if opened.isEmpty, let refusal, !refusal.isAbsence { throw refusal }
    all = mounts.compactMap { mount in opened.first { $0.mount == mount } }
  }

  /// The group that a process is in, by its `cgroup`: what each hierarchy tells of its own group there.
  /// Where it is in the root of one, and its path says more, that one tells nothing. Nil where its
  /// groups are not mounted.
  package func group(of lines: ControlGroups, counters: ReadCounters) -> ControlGroup? {
    let path = lines.path
    let places = all.compactMap { hierarchy in
      lines.lines.first(where: hierarchy.isTold).flatMap { line in
        line.path == path || line.path != [UInt8(ascii: "/")]
          ? hierarchy.place(of: line.path) : nil
      }
    }
    return places.isEmpty ? nil : ControlGroup(path, at: places, counters: counters)
  }

  /// The group of this path in all hierarchies that have it; nil where none does.
  package func group(at path: [UInt8], counters: ReadCounters) -> ControlGroup? {
    let places = all.compactMap { hierarchy in
      hierarchy.place(of: path).flatMap { hierarchy.exists($0) ? $0 : nil }
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

  /// Where the system cannot say, it is taken to exist, so that reading it tells why.
  fileprivate func exists(_ place: ControlGroup.Place) -> Bool {
    do throws(Errno) {
      _ = try status(of: place.directory)
      return true
    } catch {
      return !error.isAbsence
    }
  }
}

extension [ControlGroupMount] {
  /// Those first whose paths are as our processes have them, and of these the nearest to the root; else
  /// in the order of mounting.
  fileprivate var widestFirst: [ControlGroupMount] {
    enumerated().sorted { left, right in
      let (first, second) = (left.element.narrowness, right.element.narrowness)
      return first == second ? left.offset < right.offset : first < second
    }.map(\.element)
  }
}

extension ControlGroupMount {
  /// Of mounts from outside of our namespace more than of any other.
  fileprivate var narrowness: Int {
    let parts = root.split(separator: UInt8(ascii: "/"))
    return parts.count + (parts.first == Array("..".utf8)[...] ? 1 << 16 : 0)
  }
}
