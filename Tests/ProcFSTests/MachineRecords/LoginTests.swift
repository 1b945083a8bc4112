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

  @Test func aRecordCutOffIsLeftOut() {
    let bytes = record(USER_PROCESS, "ann", "pts/0", "")
    for length in 0..<bytes.count {
      #expect(Login.records(of: bytes[..<length].array.span).isEmpty)
    }
  }
}
