import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// Which groups there are, in one hierarchy and in several.
@Suite struct ControlGroupTreeTests {
  private static let version1 = ["/ memory cgroup memory", "/ cpu cgroup cpu,cpuacct"]

  @Test func version2IsListedFromTheTop() throws {
    let groups = try MadeUpControlGroups(
      "-- u/b/y/ --\n-- u/a/ --\n-- u/b/x/z/ --\n-- u/memory.stat --\n1\n-- u/link -> a --\n",
      mounts: ["/ u cgroup2 nsdelegate"])
    #expect(try groups.paths() == ["/", "/a", "/b", "/b/x", "/b/x/z", "/b/y"])
    #expect(groups.counters.current.opened[ProcFile.groupListing.rawValue] == 6)
  }

  @Test func hierarchiesOfVersion1AreMergedByPath() throws {
    let groups = try MadeUpControlGroups(
      """
      -- memory/a/memory.usage_in_bytes --
      7
      -- memory/only-memory/ --
      -- cpu/a/cpuacct.usage --
      9
      -- cpu/a/below/ --
      -- cpu/other/ --

      """, mounts: Self.version1)
    #expect(try groups.paths() == ["/", "/a", "/a/below", "/only-memory", "/other"])
    let merged = try #require(try groups.all().first { $0.name == "/a" })
    #expect(merged.memory.record == Bytes(7) && merged.processorTime.record == Nanoseconds(9))
    #expect(merged.otherPaths.isEmpty)
  }

  @Test func aContainerSeesItsOwnPartAlone() throws {
    let groups = try MadeUpControlGroups(
      "-- memory/memory.usage_in_bytes --\n7\n-- memory/x/ --\n-- cpu/x/ --\n",
      mounts: ["/docker/1 memory cgroup memory", "/docker/1 cpu cgroup cpu"])
    #expect(try groups.paths() == ["/docker/1", "/docker/1/x"])
    let own = try #require(try groups.group(ofProcess: "2:memory:/docker/1\n1:cpu:/docker/1"))
    #expect(own.name == "/docker/1" && own.memory.record == Bytes(7))
    #expect(try groups.group(ofProcess: "2:memory:/docker/2\n1:cpu:/docker/2") == nil)
  }

  @Test func mountsOfDifferentRootsMeet() throws {
    let groups = try MadeUpControlGroups(
      "-- memory/x/ --\n-- cpu/docker/1/y/ --\n",
      mounts: ["/docker/1 memory cgroup memory", "/ cpu cgroup cpu"])
    #expect(
      try groups.paths() == ["/", "/docker", "/docker/1", "/docker/1/x", "/docker/1/y"])
    let lost = try MadeUpControlGroups(
      "-- memory/x/ --\n-- cpu/a/ --\n",
      mounts: ["/docker/1 memory cgroup memory", "/ cpu cgroup cpu"])
    #expect(try lost.paths() == ["/", "/a", "/docker/1", "/docker/1/x"])
  }

  @Test func aMountThatShowsNoMoreIsLeftOut() throws {
    let groups = try MadeUpControlGroups(
      "-- part/ --\n-- whole/a/ --\n-- again/ --\n",
      mounts: [
        "/a part cgroup2 nsdelegate", "/ whole cgroup2 nsdelegate", "/ whole cgroup2 nsdelegate",
        "/ again cgroup2 nsdelegate", "/ missing cgroup memory",
      ])
    #expect(groups.hierarchies.all.count == 1)
    #expect(try groups.paths() == ["/", "/a"])
  }

  @Test func aContainerMayHaveTheHostsBesideItsOwn() throws {
    let groups = try MadeUpControlGroups(
      """
      -- host/docker/1/x/memory.max --
      5
      -- host/docker/2/memory.max --
      6
      -- host/docker/memory.max --
      7
      -- host/ssh.service/memory.max --
      8

      """,
      mounts: ["/../.. host cgroup2 nsdelegate", "/ host/docker/1 cgroup2 nsdelegate"])
    // What is its own has the paths that its processes have, and stands there once.
    #expect(
      try groups.paths() == [
        "/", "/x", "/../..", "/../../docker", "/../../docker/2", "/../../ssh.service",
      ])
    #expect(try groups.group(ofProcess: "0::/x")?.memoryLimit.record == Bytes(5))
    #expect(
      try groups.group(ofProcess: "0::/../../ssh.service")?.memoryLimit.record == Bytes(8))
    let parts = try MadeUpControlGroups(
      "-- a/x/ --\n-- b/y/ --\n",
      mounts: ["/docker/a a cgroup2 nsdelegate", "/docker/b b cgroup2 nsdelegate"])
    #expect(try parts.paths() == ["/docker/a", "/docker/a/x", "/docker/b", "/docker/b/y"])
  }

  @Test func fromOutsideOfOurNamespaceTheKernelsNamesStay() throws {
    let groups = try MadeUpControlGroups(
      "-- u/x/memory.max --\n4096\n", mounts: ["/.. u cgroup2 nsdelegate"])
    #expect(try groups.paths() == ["/..", "/../x"])
    #expect(try groups.group(ofProcess: "0::/../x")?.memoryLimit.record == Bytes(4096))
    #expect(try groups.group(ofProcess: "0::/") == nil)
    #expect(try groups.group(ofProcess: "0::/../../y") == nil)
  }

  @Test func aProcessHasWhatEachHierarchySaysOfIt() throws {
    let groups = try MadeUpControlGroups(
      """
      -- memory/a/memory.usage_in_bytes --
      7
      -- memory/memory.usage_in_bytes --
      100
      -- cpu/b/cpuacct.usage --
      9
      -- cpu/cpuacct.usage --
      200
      -- cpu/cgroup.procs --
      1
      -- u/s.service/cgroup.procs --
      5

      """, mounts: Self.version1 + ["/ u cgroup2 nsdelegate"])
    let apart = try #require(
      try groups.group(ofProcess: "2:memory:/a\n1:cpu,cpuacct:/b\n0::/s.service"))
    #expect(apart.name == "/s.service" && apart.otherPaths == [Array("/a".utf8), Array("/b".utf8)])
    #expect(apart.memory.record == Bytes(7) && apart.processorTime.record == Nanoseconds(9))
    #expect(apart.processCount.record == 1)
    // The root of a hierarchy is nobody's group where another says more.
    let partly = try #require(
      try groups.group(ofProcess: "2:memory:/a\n1:cpu,cpuacct:/\n0::/"))
    #expect(partly.name == "/a" && partly.memory.record == Bytes(7))
    #expect(partly.processorTime.isAbsent && partly.otherPaths.isEmpty)
    let root = try #require(try groups.group(ofProcess: "2:memory:/\n1:cpu,cpuacct:/\n0::/"))
    #expect(root.name == "/" && root.memory.record == Bytes(100))
    #expect(root.processorTime.record == Nanoseconds(200) && root.processCount.record == 1)
  }

  @Test func aGroupThatIsRemovedIsGone() throws {
    let groups = try MadeUpControlGroups(
      "-- memory/a/x --\n1\n-- memory/b/ --\n-- cpu/b/ --\n-- memory/c/ --\n", mounts: Self.version1
    )
    let listing = ControlGroupListing(of: groups.hierarchies, counters: groups.counters)
    var paths: [String] = []
    while let group = try listing.next() {
      paths.append(group.name)
      if group.name == "/a" {
        groups.fixture.remove("memory/a")
        #expect(!group.isGone && group.instance == 0)
        if case .gone = group.memory {} else { Issue.record("\(group.memory)") }
        #expect(group.isGone)
        groups.fixture.remove("memory/c")
      }
      if group.name == "/b" {
        // One hierarchy that lost it leaves what the others tell.
        groups.fixture.remove("cpu/b")
        #expect(group.processorTime.isAbsent && !group.isGone && group.instance > 0)
      }
    }
    #expect(paths == ["/", "/a", "/b", "/c"])
    #expect(!listing.isRefused)
    #expect(groups.hierarchies.group(at: Array("/a".utf8), counters: groups.counters) == nil)
  }

  @Test func aZombieOfARemovedGroupHasNone() throws {
    let groups = try MadeUpControlGroups(
      "-- u/real (deleted)/memory.current --\n5\n-- u/a/ --\n",
      mounts: ["/ u cgroup2 nsdelegate"])
    #expect(try groups.group(ofProcess: "0::/a (deleted)") == nil)
    #expect(try groups.group(ofProcess: "0::/real (deleted)")?.memory.record == Bytes(5))
  }

  @Test func whatMayNotBeReadIsDenied() throws {
    // Names of which a fixture makes directories that nobody may enter.
    let groups = try MadeUpControlGroups(
      "-- u/a/memory.current denied --\n-- u/task denied --\n-- u/b/ --\n",
      mounts: ["/ u cgroup2 nsdelegate"])
    let listing = ControlGroupListing(of: groups.hierarchies, counters: groups.counters)
    var paths: [String] = []
    while let group = try listing.next() { paths.append(group.name) }
    #expect(paths == ["/", "/a", "/b", "/task"] && listing.isRefused)
    #expect(try groups.group("/a").memory.deniedFile == .groupMemory)
    #expect(try groups.group("/task").memory.deniedFile == .groupMemory)
    #expect(groups.counters.current.denied[ProcFile.groupMemory.rawValue] == 2)
    #expect(groups.counters.current.denied[ProcFile.groupListing.rawValue] == 1)
  }

  @Test func deepAndOddNamesAreKept() throws {
    let name = String(repeating: "long", count: 50)
    let path = "\(name)/a b/\(name)"
    let groups = try MadeUpControlGroups(
      "-- u/\(path)/memory.current --\n42\n", mounts: ["/ u cgroup2 nsdelegate"])
    #expect(try groups.paths() == ["/", "/\(name)", "/\(name)/a b", "/\(path)"])
    #expect(try groups.group("/\(path)").memory.record == Bytes(42))
  }

  /// A group may lie deeper than a path may be long that is handed to the system.
  @Test func beyondTheLongestPathGroupsAreRead() throws {
    let groups = try MadeUpControlGroups("-- u/b/ --\n", mounts: ["/ u cgroup2 nsdelegate"])
    let name = String(repeating: "d", count: 250)
    let deep = try DeepDirectory(in: groups.fixture.root + "/u", named: name, depth: 40)
    let path = String(repeating: "/" + name, count: 40)
    try deep.write("memory.current", "42\n")
    let listing = ControlGroupListing(of: groups.hierarchies, counters: groups.counters)
    var paths: [String] = []
    while let group = try listing.next() {
      paths.append(group.name)
      if group.name == path { #expect(group.memory.record == Bytes(42) && group.instance > 0) }
    }
    #expect(paths.count == 42 && paths.contains(path) && paths.last == path)
    #expect(listing.failure == nil && !listing.isRefused)
    #expect(try groups.group(ofProcess: "0::\(path)")?.memory.record == Bytes(42))
    #expect(try groups.group(path).memoryLimit.isAbsent)
  }

  /// A directory that fails hides what is below it, and nothing else.
  @Test func whatCannotBeListedIsPassedOver() throws {
    let groups = try MadeUpControlGroups(
      "-- u/a/x/ --\n-- u/b/y/ --\n", mounts: ["/ u cgroup2 nsdelegate"])
    let listing = ControlGroupListing(of: groups.hierarchies, counters: groups.counters)
    var paths: [String] = []
    while let group = try listing.next() {
      paths.append(group.name)
      guard group.name == "/a" else { continue }
      groups.fixture.remove("u/a")
      // In its place one that leads to itself: ELOOP.
      #expect(symlink("a", groups.fixture.root + "/u/a") == 0)
    }
    #expect(paths == ["/", "/a", "/b", "/b/y"])
    #expect(listing.failure?.reason.code == ELOOP && listing.failure?.file == .groupListing)
    #expect(groups.counters.current.failed[ProcFile.groupListing.rawValue] == 1)
  }
}

/// A directory below others of the same name, deeper than any path leads.
private final class DeepDirectory {
  private let top: CInt
  private let name: String
  private var places: [CInt] = []
  private var files: [String] = []

  init(in folder: String, named name: String, depth: Int) throws {
    self.name = name
    top = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    try #require(top >= 0)
    for _ in 0..<depth {
      let parent = places.last ?? top
      try #require(mkdirat(parent, name, 0o755) == 0)
      places.append(openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    }
  }

  /// Writes a file of the innermost.
  func write(_ file: String, _ text: String) throws {
    let number = openat(places.last ?? top, file, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    try #require(number >= 0 && Glibc.write(number, text, text.utf8.count) == text.utf8.count)
    close(number)
    files.append(file)
  }

  deinit {
    for file in files { unlinkat(places.last ?? top, file, 0) }
    while let place = places.popLast() {
      close(place)
      unlinkat(places.last ?? top, name, AT_REMOVEDIR)
    }
    close(top)
  }
}
