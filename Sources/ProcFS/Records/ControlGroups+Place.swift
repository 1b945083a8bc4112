// What a process belongs to, read from the names of its control groups.

extension ControlGroups {
  /// The id of the container (Docker, Podman, containerd, CRI-O, Kubernetes, ECS, Garden, BuildKit) or
  /// its name (LXC, nspawn); the innermost. Looked for in every line, as some hosts name it only in one.
  package var container: [UInt8]? { first { ControlGroupPath($0).container } }

  /// The systemd unit that the system's manager runs it in: `nginx.service`, `session-3.scope`.
  package var unit: [UInt8]? { first { ControlGroupPath($0).unit } }

  /// The systemd unit that the user's own manager runs it in: `app-firefox-4711.scope`.
  package var userUnit: [UInt8]? { first { ControlGroupPath($0).userUnit } }

  /// The innermost slice that the unit is in; `-.slice` for a unit in none.
  package var slice: [UInt8]? { first { ControlGroupPath($0).slice } }

  private func first(_ find: ([UInt8]) -> [UInt8]?) -> [UInt8]? {
    for line in byWeight {
      if let found = find(line.path) { return found }
    }
    return nil
  }
}

/// The parts of a control group's path.
package struct ControlGroupPath {
  private let parts: [String]

  /// One that was removed is marked as such by the kernel. What is not UTF-8 is no name of a
  /// unit or a container.
  package init(_ path: [UInt8]) {
    let name = DeletedPath.isMarked(path) ? DeletedPath.unmarked(path) : path
    parts = String(decoding: name, as: UTF8.self).split(separator: "/").map(String.init)
  }

  /// The innermost container's id or name.
  package var container: [UInt8]? {
    for index in parts.indices.reversed() {
      let outer = index > 0 ? parts[index - 1] : ""
      if let name = containerName(parts[index], in: outer) { return Array(name.utf8) }
    }
    return nil
  }

  /// As systemd reads it: the first part that is no slice, if it is named like a unit.
  package var unit: [UInt8]? { unit(of: parts[...]) }

  /// The same below the unit of a user's manager, or of a session.
  var userUnit: [UInt8]? {
    let own = parts.drop { $0.isSlice }
    guard let manager = own.first, manager.holdsUserUnits else { return nil }
    return unit(of: own.dropFirst())
  }

  private func unit(of parts: ArraySlice<String>) -> [UInt8]? {
    let first = parts.drop { $0.isSlice }.first
    return first.flatMap { $0.isUnit ? Array($0.utf8) : nil }
  }

  var slice: [UInt8]? {
    let slices = parts.prefix { $0.isSlice }
    if let last = slices.last { return Array(last.utf8) }
    return unit == nil ? nil : Array("-.slice".utf8)
  }
}

private func containerName(_ part: String, in outer: String) -> String? {
  var name = Substring(part)
  if name.hasSuffix(".scope") { name = name.dropLast(6) }
  if let id = identifier(name) ?? cloudIdentifier(name) { return id }
  for prefix in ["lxc.payload.", "machine-"] where name.hasPrefix(prefix) {
    let rest = name.dropFirst(prefix.count)
    // Virtual machines of libvirt stand in such scopes too.
    if prefix == "machine-", !part.hasSuffix(".scope") || rest.hasPrefix("qemu") { continue }
    return unescaped(rest)
  }
  if ["lxc", "lxc.payload", "garden", "buildkit"].contains(outer) { return part }
  if part.hasPrefix("systemd-nspawn@"), part.hasSuffix(".service") {
    return unescaped(part.dropFirst(15).dropLast(8))
  }
  return nil
}

/// The 64 hexadecimal digits that engines name a container by, alone or after what tells the
/// engine: `docker-`, `libpod-`, `cri-containerd-`, `crio-`. A `conmon` watches a container from
/// outside.
private func identifier(_ name: Substring) -> String? {
  let id = name.suffix(64)
  let prefix = name.dropLast(64)
  guard id.utf8.count == 64, id.utf8.allSatisfy(\.isSmallHexadecimal), !prefix.hasSuffix("conmon-"),
    prefix.isEmpty || prefix.hasSuffix("-") || prefix.hasSuffix(":")
  else { return nil }
  return String(id)
}

/// What names containers otherwise than by 64 digits: Fargate by the 32 digits of the task and a decimal
/// number, Garden by 5 groups of digits, of which the first has 8 and the others 4.
private func cloudIdentifier(_ name: Substring) -> String? {
  let groups = name.split(separator: "-", omittingEmptySubsequences: false)
  let counts = groups.map(\.utf8.count)
  if groups.count == 2, counts[0] == 32, groups[0].utf8.allSatisfy(\.isSmallHexadecimal),
    counts[1] > 0, groups[1].utf8.allSatisfy(\.isDigit)
  {
    return String(name)
  }
  let isOfGarden =
    counts == [8, 4, 4, 4, 4]
    && groups.allSatisfy { $0.utf8.allSatisfy(\.isSmallHexadecimal) }
  return isOfGarden ? String(name) : nil
}

/// systemd writes bytes that may not stand in a unit's name as `\x2d`.
private func unescaped(_ name: Substring) -> String {
  var bytes: [UInt8] = []
  var rest = Array(name.utf8)[...]
  while let byte = rest.popFirst() {
    if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "x"), rest.count >= 3,
      let value = UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16)
    {
      bytes.append(value)
      rest = rest.dropFirst(3)
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

extension String {
  fileprivate var isSlice: Bool { hasSuffix(".slice") && count > 6 }

  /// `user@1000.service`, or as before systemd 205 a session.
  fileprivate var holdsUserUnits: Bool {
    hasPrefix("user@") && hasSuffix(".service") || hasPrefix("session-") && hasSuffix(".scope")
  }

  fileprivate var isUnit: Bool {
    [".service", ".scope", ".socket", ".mount", ".swap"].contains {
      hasSuffix($0) && count > $0.count
    }
  }
}
