import Testing

@testable import ProcFS

@Suite struct ControlGroupMountTests {
  private func mounts(_ text: String) -> [ControlGroupMount] {
    parsed(text) { ControlGroupMount.lines(of: $0) }
  }

  @Test func bothVersionsAreFound() {
    let found = mounts(
      """
      22 27 0:21 / /proc rw,relatime shared:5 - proc proc rw
      31 23 0:28 / /sys/fs/cgroup ro,nosuid - tmpfs tmpfs ro,mode=755
      32 31 0:29 / /sys/fs/cgroup/unified rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate
      33 31 0:30 /docker/a\\040b /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
      34 31 0:31 / /sys/fs/cgroup/systemd rw master:1 propagate_from:2 - cgroup x rw,xattr,name=systemd

      """)
    #expect(found.map(\.isUnified) == [true, false, false])
    #expect(found.map(\.device.minor) == [29, 30, 31])
    #expect(found[1].root == Array("/docker/a b".utf8))
    #expect(found[1].mountpoint == Array("/sys/fs/cgroup/cpu,cpuacct".utf8))
    #expect(found[2].options == ["rw", "xattr", "name=systemd"].map { Array($0.utf8) })
  }

  @Test(arguments: [
    "", "\n\n", "33 31 0:30 / /x rw", "33 31 0:30 / /x rw - cgroup",
    "33 31 0:30 / /x rw - cgroup2 x",
    "33 31 zero / /x rw - cgroup x rw", "33 31 0:99999999999 / /x rw - cgroup x rw",
    "33 31 0:30x / /x rw - cgroup x rw", "- - - - - - - - -", "33 31 0:30 / /x rw - cgroup3 x rw",
  ])
  func whatIsNoSuchLineIsNone(text: String) {
    #expect(mounts(text).isEmpty)
  }

  @Test(
    arguments: [
      ("/", "/", "."), ("/", "/a", "a"), ("/", "/a/b", "a/b"), ("/", "/../x", nil),
      ("/docker/1", "/docker/1", "."), ("/docker/1", "/docker/1/a/b", "a/b"),
      ("/docker/1", "/docker/12", nil), ("/docker/1", "/docker", nil), ("/docker/1", "/", nil),
      ("/..", "/../x", "x"), ("/..", "/..", "."), ("/..", "/", nil), ("/..", "/../../x", nil),
      ("/../..", "/../x", nil), ("/../..", "/../../x/y", "x/y"), ("/", "", "."),
      ("/", "//a//", "a"),
    ] as [(String, String, String?)])
  func aGroupLiesBelowItsMount(root: String, path: String, place: String?) throws {
    let mount = try #require(mounts("1 2 0:3 \(root) /m rw - cgroup2 x rw").first)
    #expect(mount.place(of: Array(path.utf8)) == place.map { Array($0.utf8) })
  }

  @Test func mountsOfOneHierarchyAreKnown() {
    let found = mounts(
      """
      1 2 0:3 / /a rw - cgroup x rw,cpu,cpuacct
      1 2 0:4 / /b ro - cgroup x ro,cpu,cpuacct
      1 2 0:5 / /c rw - cgroup x rw,cpu
      1 2 0:6 / /d rw - cgroup2 x rw,nsdelegate
      1 2 0:7 / /e rw - cgroup2 x rw

      """)
    #expect(found[0].isSameHierarchy(as: found[1]) && found[3].isSameHierarchy(as: found[4]))
    #expect(!found[0].isSameHierarchy(as: found[2]) && !found[2].isSameHierarchy(as: found[3]))
  }
}
