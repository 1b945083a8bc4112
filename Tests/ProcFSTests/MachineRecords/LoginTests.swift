import Glibc
import Testing

@testable import ProcFS

@Suite struct LoginTests {
  private func record(_ type: CInt, _ user: String, _ line: String, _ host: String) -> [UInt8] {
    var record = utmpx()
    record.ut_type = Int16(type)
    record.ut_pid = 77
    record.ut_tv.tv_sec = 1_000_000_000
    record.ut_tv.tv_usec = 5
    withUnsafeMutableBytes(of: &record.ut_user) { $0.copyBytes(from: user.utf8) }
    withUnsafeMutableBytes(of: &record.ut_line) { $0.copyBytes(from: line.utf8) }
    withUnsafeMutableBytes(of: &record.ut_host) { $0.copyBytes(from: host.utf8) }
    return withUnsafeBytes(of: record) { Array($0) }
  }

  @Test func onlyThoseLoggedIn() throws {
    let bytes =
      record(BOOT_TIME, "reboot", "~", "") + record(USER_PROCESS, "ann", "pts/0", "10.0.0.1")
      + record(DEAD_PROCESS, "bob", "pts/1", "") + record(USER_PROCESS, "eve", "", "")
    let logins = Login.records(of: bytes.span)
    #expect(logins.map { String(decoding: $0.name, as: UTF8.self) } == ["ann", "eve"])
    let first = try #require(logins.first)
    #expect(first.terminal.map { Array($0) } == Array("pts/0".utf8))
    #expect(first.host.map { Array($0) } == Array("10.0.0.1".utf8))
    #expect(first.pid == 77)
    #expect(first.started == Nanoseconds(1_000_000_000_000_005_000))
    #expect(logins.last?.terminal == nil && logins.last?.host == nil)
  }

  @Test func aNameMayFillItsField() {
    let name = String(repeating: "n", count: 32)
    #expect(Login.records(of: record(USER_PROCESS, name, "x", "").span).first?.name.count == 32)
  }

  private static let session = """
    # This is private data. Do not parse.
    UID=1000
    USER=ann
    ACTIVE=1
    IS_DISPLAY=1
    STATE=active
    REMOTE=1
    LEADER=77
    TYPE=tty
    CLASS=user
    SCOPE=session-5.scope
    TTY=pts/3
    REMOTE_HOST=10.0.0.1
    SERVICE=sshd
    REALTIME=1795689079123456
    MONOTONIC=17

    """

  private func sessionLogin(_ text: String) -> Login? { parsed(text) { Login(session: $0) } }

  @Test func aSessionOfLogindIsALogin() throws {
    let login = try #require(sessionLogin(Self.session))
    #expect(login.name == Array("ann".utf8) && login.terminal == Array("pts/3".utf8))
    #expect(login.host == Array("10.0.0.1".utf8) && login.pid == 77)
    #expect(login.started == Nanoseconds(1_795_689_079_123_456_000))
  }

  @Test(arguments: [
    ("CLASS=user", "CLASS=manager"), ("CLASS=user", "CLASS=manager-early"),
    ("CLASS=user", "CLASS=greeter"), ("CLASS=user", "CLASS=lock-screen"),
    ("CLASS=user", "CLASS=background"), ("STATE=active", "STATE=closing"), ("USER=ann\n", ""),
  ])
  func whatIsNobodysSessionIsNoLogin(line: (String, String)) {
    #expect(sessionLogin(Self.session.replacing(line.0, with: line.1)) == nil)
  }

  @Test func whatASessionDoesNotSayIsNotKnown() throws {
    let bare = try #require(sessionLogin("USER=bob\nCLASS=user-early\nSTATE=online\nTTY=\n"))
    #expect(bare.terminal == nil && bare.host == nil && bare.started == nil && bare.pid == nil)
    let huge = try #require(sessionLogin("USER=bob\nREALTIME=18446744073709551615\nLEADER=x\n"))
    #expect(huge.started == nil && huge.pid == nil)
  }

  @Test func valuesOfASessionMayBeQuoted() throws {
    let text = #"""
      USER="a \"b\" c"
      TTY=/dev/tty2
      REMOTE_HOST=x\x20y\x
      """#
    let login = try #require(sessionLogin(text))
    #expect(login.name == Array("a \"b\" c".utf8) && login.terminal == Array("tty2".utf8))
    #expect(login.host == Array("x yx".utf8))
  }

  @Test func aRecordCutOffIsLeftOut() {
    let bytes = record(USER_PROCESS, "ann", "pts/0", "")
    for length in 0..<bytes.count {
      #expect(Login.records(of: bytes[..<length].array.span).isEmpty)
    }
  }
}
