import TestSupport
import Testing

@testable import ProcFS

/// Made-up hierarchies in a temporary folder.
final class MadeUpControlGroups {
  let fixture: ProcFixture
  let counters = ReadCounters()
  let hierarchies: ControlGroupHierarchies

  /// The sections are files below the mount points. Each mount is `ROOT FOLDER TYPE OPTIONS`.
  init(_ sections: String, mounts: [String]) throws {
    let fixture = try ProcFixture(sections, pageSize: nil)
    let text = mounts.enumerated().map { index, mount in
      let words = mount.split(separator: " ")
      return "\(index) 1 0:\(index) \(words[0]) \(fixture.root)/\(words[1]) rw - \(words[2]) x "
        + "rw,\(words[3])\n"
    }.joined()
    self.fixture = fixture
    hierarchies = try ControlGroupHierarchies(
      parsed(text) { ControlGroupMount.lines(of: $0) }, areProven: true)
  }

  /// All that are listed, in order.
  func all() throws -> [ControlGroup] {
    let listing = ControlGroupListing(of: hierarchies, counters: counters)
    var groups: [ControlGroup] = []
    while let group = try listing.next() { groups.append(group) }
    return groups
  }

  func paths() throws -> [String] { try all().map(\.name) }

  func group(_ path: String) throws -> ControlGroup {
    try #require(hierarchies.group(at: Array(path.utf8), counters: counters))
  }

  /// Of a process with this `cgroup`.
  func group(ofProcess text: String) throws -> ControlGroup? {
    hierarchies.group(of: try #require(parsed(text, ControlGroups.init)), counters: counters)
  }
}

extension ControlGroup {
  var name: String { String(decoding: path, as: UTF8.self) }
}
