import Foundation
import Glibc
import QueryLanguage
import Testing

@testable import Console

@Suite struct RegularFileTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
  }

  private func reason(_ path: String) -> String? {
    do throws(SystemError) {
      _ = try contents(ofFile: path)
      return nil
    } catch {
      return error.message.replacing(folder.path + "/", with: "")
    }
  }

  @Test func aFileIsReadWhole() throws {
    let text = String(repeating: "select 1;\n", count: 10_000)
    #expect(try contents(ofFile: try folder.write(text, to: "a")) == Array(text.utf8))
    #expect(try contents(ofFile: "/dev/null").isEmpty)
  }

  /// To open one of them would wait, or to read it never end.
  @Test func whatIsNoFileIsAnError() throws {
    mkfifo(folder.path + "/pipe", 0o600)
    #expect(reason(folder.path + "/pipe") == "cannot read pipe: it is no regular file")
    #expect(reason("/dev/zero") == "cannot read /dev/zero: it is no regular file")
    #expect(reason(folder.path + "/none") == "cannot open none: No such file or directory")
    #expect(reason(try folder.makeFolder("b")) == "cannot read b: Is a directory")
  }

  @Test func aFileThatIsTooLargeIsNotReadToItsEnd() throws {
    let path = try folder.write("", to: "large")
    #expect(truncate(path, Limits.textBytes) == 0)
    #expect(try contents(ofFile: path).count == Limits.textBytes)
    // More than any machine has memory for.
    #expect(truncate(path, 1 << 42) == 0)
    #expect(reason(path) == "cannot read large: it has more than 1048576 bytes")
    #expect(try RegularFile(path).end(100).count == 100)
  }

  @Test func itsBeginningAndEndAreReadAlone() throws {
    let path = try folder.write("abcdef", to: "a")
    #expect(try RegularFile(path).beginning(2) == Array("ab".utf8))
    #expect(try RegularFile(path).end(2) == Array("ef".utf8))
    #expect(try RegularFile(path).end(20) == Array("abcdef".utf8))
  }
}

/// Whose files are obeyed.
@Suite struct FileOwnershipTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
  }

  @Test(
    arguments: [
      (0o600, nil), (0o644, nil), (0o755, nil),
      (0o646, "others may write to it (chmod go-w)"),
    ] as [(mode_t, String?)])
  func nobodyElseMayWriteAFile(_ mode: mode_t, _ objection: String?) throws {
    #expect(try RegularFile(try folder.write("", to: "a", mode: mode)).objection == objection)
  }

  /// As a file is for whose umask is 002.
  @Test func aGroupOfTheUsersOwnMayWriteIt() throws {
    let path = try folder.write("", to: "a", mode: 0o664)
    let isOwn = getegid() == geteuid() && geteuid() != 0
    #expect(try RegularFile(path).objection == nil || !isOwn)
    guard geteuid() == 0 else { return }
    #expect(try RegularFile(path).objection == "others may write to it (chmod go-w)")
  }

  @Test func theNullDeviceIsNobodys() throws {
    #expect(try RegularFile("/dev/null").objection == nil)
  }

  @Test func aFolderThatAnybodyMayWriteToIsNone() throws {
    #expect(objection(toFolder: try folder.makeFolder("a")) == nil)
    let open = try folder.makeFolder("b", mode: 0o777)
    #expect(objection(toFolder: open) == "anybody may write to \(open)")
    #expect(objection(toFolder: try folder.makeFolder("c", mode: 0o1777)) == nil)
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
  func whatAnotherOwnsIsNotObeyed() throws {
    let file = try folder.write("", to: "a")
    let inner = try folder.makeFolder("b")
    for path in [file, inner] { chown(path, 65534, 65534) }
    #expect(try RegularFile(file).objection == "it belongs to another user")
    #expect(objection(toFolder: inner) == "\(inner) belongs to another user")
    #expect(
      UserFolder(home: inner, [".config", "procq"]).objection
        == "\(inner) belongs to another user")
    symlink(file, folder.path + "/link")
    #expect(try RegularFile(folder.path + "/link").objection == "it belongs to another user")
  }
}
