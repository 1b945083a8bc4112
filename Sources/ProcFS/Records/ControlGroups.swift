/// `cgroup`: the groups that a process belongs to, one line for each hierarchy.
package struct ControlGroups: Sendable {
  /// In the kernel's order: on hosts with both versions, that of version 2 is the last.
  package private(set) var lines: [Line] = []

  /// The group of one hierarchy.
  package struct Line: Sendable {
    /// 0 in version 2.
    package var hierarchy: UInt64
    /// `memory`, `cpu,cpuacct`, `name=systemd`; empty in version 2.
    package var controllers: [UInt8]
    /// From the reader's own root; may hold colons.
    package var path: [UInt8]
  }

  /// Nil for a text without such lines.
  package init?(_ text: Span<UInt8>) {
    lines = text.lines { Line($0) }
    guard !lines.isEmpty else { return nil }
  }

  /// The path in version 2, unless that is `/` while a line of version 1 says more; of those
  /// systemd's own comes first.
  package var path: [UInt8] {
    let root = [UInt8(ascii: "/")]
    let unified = lines.first { $0.hierarchy == 0 }
    if let unified, unified.path != root { return unified.path }
    let speaking = lines.filter { $0.path != root }
    let chosen = speaking.first { $0.controllers == Array("name=systemd".utf8) } ?? speaking.first
    return chosen?.path ?? root
  }

  /// The lines, those first that tell most about what a process belongs to.
  package var byWeight: [Line] {
    lines.filter { $0.hierarchy == 0 }
      + lines.filter { $0.controllers == Array("name=systemd".utf8) }
      + lines.filter { $0.hierarchy != 0 && $0.controllers != Array("name=systemd".utf8) }
  }
}

extension ControlGroups.Line {
  fileprivate init?(_ line: Span<UInt8>) {
    var position = 0
    guard let hierarchy = line.takeNumber(&position), position < line.count,
      line[position] == UInt8(ascii: ":"),
      let colon = line.index(of: UInt8(ascii: ":"), from: position + 1)
    else { return nil }
    self.hierarchy = hierarchy
    controllers = line.extracting((position + 1)..<colon).array
    path = line.extracting((colon + 1)..<line.count).array
  }
}
