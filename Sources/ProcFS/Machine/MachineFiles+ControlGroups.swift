import Synchronization

// What control groups are mounted, how much memory ours may use, and what the machine has too little of.
extension MachineFiles {
  /// Reads our own `mountinfo`. Absent where no control groups are mounted, and of a root that is not of
  /// the running kernel.
  package var controlGroups: Reading<ControlGroupHierarchies> {
    held.hierarchies.value {
      guard machine.facts.isLive else { return .absent }
      return read(.mountinfo, "self/mountinfo") { ControlGroupMount.lines(of: $0) }
        .flatMap { open($0) }
    }
  }

  private func open(_ mounts: [ControlGroupMount]) -> Reading<ControlGroupHierarchies> {
    do throws(Errno) {
      let hierarchies = try ControlGroupHierarchies(mounts)
      return hierarchies.all.isEmpty ? .absent : .read(hierarchies)
    } catch {
      let path = mounts.first?.mountpoint ?? []
      return ReadFailure(error, .groupListing, at: path).reading(counters)
    }
  }

  /// The least of the limits of our own control group and of those above it; absent where none has one.
  package var memoryLimit: Reading<Bytes> {
    held.memoryLimit.value {
      controlGroups.flatMap { hierarchies in
        read(.cgroup, "self/cgroup") { ControlGroups($0) }
          .flatMap { hierarchies.memoryLimit(of: $0, counters: counters) }
      }
    }
  }

  /// Reads `pressure/cpu` and its kin; absent where the kernel does not count.
  package func pressure(_ stall: Stall) -> Reading<Pressure> {
    if let held = held.pressures.withLock({ $0[stall] }) { return held }
    var path: RelativePath = "pressure/"
    path.append(stall.name)
    let reading = read(.pressure, path) { Pressure($0) }
    held.pressures.withLock { $0[stall] = reading }
    return reading
  }
}

extension ControlGroupHierarchies {
  /// What a process may use that is in these groups.
  func memoryLimit(of lines: ControlGroups, counters: ReadCounters) -> Reading<Bytes> {
    var least: Bytes?
    for hierarchy in all where hierarchy.mount.isUnified || hierarchy.has("memory") {
      guard let line = lines.lines.first(where: hierarchy.isTold) else { continue }
      for place in hierarchy.placesUp(from: line.path) {
        let group = ControlGroup(place.group, at: [place], counters: counters)
        let ofAll = group.memoryLimitOfAll
        switch ofAll.isAbsent ? group.memoryLimit : ofAll {
        case .read(let limit): least = min(least ?? limit, limit)
        case .absent, .gone: continue
        case .denied(let file): return .denied(file)
        case .failed(let failure): return .failed(failure)
        }
      }
    }
    return least.map(Reading.read) ?? .absent
  }
}

extension ControlGroupHierarchy {
  /// The group and those above it, as far as they are mounted. Where the mount is of a group above our
  /// namespace, what lies between has no names, and the mounted group is above ours for certain.
  fileprivate func placesUp(from group: [UInt8]) -> [ControlGroup.Place] {
    guard let own = place(of: group) else {
      let isAbove = mount.root.starts(with: "/..".utf8)
      return isAbove ? place(of: mount.root).map { [$0] } ?? [] : []
    }
    let slash = UInt8(ascii: "/")
    var places = [own]
    var rest = group
    while let end = rest.lastIndex(of: slash), rest != [slash] {
      rest = end == 0 ? [slash] : Array(rest[..<end])
      guard let place = place(of: rest) else { break }
      places.append(place)
    }
    return places
  }
}
