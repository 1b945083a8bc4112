import Glibc
import TestSupport
import Testing

@Suite struct FixtureTests {
  @Test func unpacksFilesLinksAndDirectories() throws {
    let fixture = try ProcFixture(
      """
      A remark.
      -- 42/comm --
      web

      -- 42/cmdline --
      /usr/bin/web\\0--port\\0\\
      80\\0
      -- 42/wchan --
      0\\
      -- 42/environ --
      -- 42/exe -> /usr/bin/a b\\xff (deleted) --
      -- 42/task/ --
      """)
    #expect(try readWhole(fixture.root + "/42/comm") == Array("web\n".utf8))
    #expect(
      try readWhole(fixture.root + "/42/cmdline") == Array("/usr/bin/web\0--port\u{0}80\0".utf8))
    #expect(try readWhole(fixture.root + "/42/wchan") == Array("0".utf8))
    #expect(try readWhole(fixture.root + "/42/environ") == [])
    var target = [CChar](repeating: 0, count: 100)
    let count = readlink(fixture.root + "/42/exe", &target, target.count)
    let expected = Array("/usr/bin/a b".utf8) + [0xFF] + Array(" (deleted)".utf8)
    #expect(target.prefix(max(0, count)).map(UInt8.init(bitPattern:)) == expected)
    #expect(access(fixture.root + "/42/task", X_OK) == 0)
  }

  @Test func nobodyReadsWhatIsDenied() throws {
    let fixture = try ProcFixture(
      """
      -- 42/environ denied --
      -- 42/exe denied --
      -- 42/fd denied --
      """)
    for name in ["environ", "exe", "fd"] {
      #expect(open(fixture.root + "/42/" + name, O_RDONLY) < 0)
    }
  }

  @Test func isRemovedAfterwards() throws {
    var fixture: ProcFixture? = try ProcFixture("-- 42/environ denied --\n-- 42/fd/3 -> /etc --")
    let root = try #require(fixture?.root)
    #expect(access(root, F_OK) == 0)
    fixture = nil
    #expect(access(root, F_OK) != 0)
    #expect(access("/etc", F_OK) == 0)
  }

  @Test(arguments: [
    ("-- a --\n\\q", 2), ("-- a --\n\\x1", 2), ("-- a --\n-- a --", 2), ("-- ../a --", 1),
    ("-- a/ --\ntext", 2),
  ])
  func saysWhichLineIsMalformed(text: String, line: Int) {
    do throws(FixtureError) {
      _ = try ProcFixture(text)
      Issue.record("unpacked")
    } catch {
      guard case .malformed(line, _) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }
}
