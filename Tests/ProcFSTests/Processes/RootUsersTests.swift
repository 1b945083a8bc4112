import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// The names that another machine's root brings along.
@Suite struct RootUsersTests {
  private static let inner = """
    -- host/proc/1/root/etc/passwd --
    root:x:0:0:root:/root:/bin/sh
    ann:x:1000:1000::/home/ann:/bin/sh
    second:x:1000:1000::/:/bin/sh
    broken
    +nis:x:5:5::/:
    :x:6:6::/:
    big:x:4294967296:0::/:
    -- host/proc/1/root/etc/group --
    root:x:0:
    staff:x:1000:ann,bob

    """

  private static let beside = """
    -- host/etc/passwd --
    eve:x:1000:1000::/:/bin/sh
    -- host/etc/group --
    wheel:x:1000:
    -- host/proc/stat --
    cpu 1

    """

  private func names(_ text: String, _ then: (ProcFixture) -> Void = { _ in }) throws -> [String] {
    let fixture = try ProcFixture(text, pageSize: nil)
    then(fixture)
    let names = UserNames(of: try ProcFS(fixture.root + "/host/proc"))
    return [names.user(1000), names.group(1000), names.user(7)].map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  @Test func theFirstProcesssRootComesFirst() throws {
    #expect(try names(Self.inner + Self.beside) == ["ann", "staff", "7"])
    #expect(try names(Self.inner) == ["ann", "staff", "7"])
  }

  @Test func thenWhatStandsBesideTheRoot() throws {
    #expect(try names(Self.beside) == ["eve", "wheel", "7"])
  }

  @Test func numbersWithoutEither() throws {
    #expect(try names("-- host/proc/stat --\n") == ["1000", "1000", "7"])
  }

  /// A link in a copy means a place of the machine that was copied, which ours is not.
  @Test func noLinkLeadsToOurOwnMachine() throws {
    #expect(
      try names(Self.beside + "-- host/proc/1/root -> / --\n") == ["eve", "wheel", "7"])
    let fixture = try ProcFixture("-- host/proc/1/root -> / --\n", pageSize: nil)
    let names = UserNames(of: try ProcFS(fixture.root + "/host/proc"))
    #expect(names.user(0) == Array("0".utf8))
  }

  @Test func anAbsoluteLinkBeginsAtThatRoot() throws {
    let text =
      Self.inner.replacing("root/etc/passwd", with: "root/usr/passwd")
      + "-- host/proc/1/root/etc/passwd -> /usr/passwd --\n"
    #expect(try names(text) == ["ann", "staff", "7"])
  }

  @Test func whatIsNoFileHasNoNames() throws {
    let found = try names(Self.beside + "-- host/proc/1/root/etc/ --\n") { fixture in
      _ = mkfifo(fixture.root + "/host/proc/1/root/etc/passwd", 0o644)
      _ = mkdir(fixture.root + "/host/proc/1/root/etc/group", 0o755)
    }
    #expect(found == ["eve", "wheel", "7"])
  }
}
