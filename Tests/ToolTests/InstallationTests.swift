import Foundation
import TestSupport
import Testing

/// What `make install` puts below a folder, and that `make uninstall` takes it away again.
@Suite(.enabled(if: access("/usr/bin/make", X_OK) == 0, "make is not here"))
struct InstallationTests {
  private let project = String(
    #filePath.dropLast("Tests/ToolTests/InstallationTests.swift".count))
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("installation-\(UUID().uuidString)").path

  /// With the program that the tests have, which is not built anew.
  private func make(_ target: String, _ variables: String...) throws {
    let program = Command.built("procq").program
    let arguments = ["-s", "-C", project, "-o", program, "PROCQ=\(program)", "DESTDIR=\(folder)"]
    let outcome = try Command("/usr/bin/make", arguments + variables + [target]).run()
    #expect(outcome.status == 0, "\(outcome.errorText)")
  }

  private var files: [String] {
    let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return paths.filter { path in
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(
        atPath: "\(folder)/\(path)", isDirectory: &isFolder)
      return exists && !isFolder.boolValue
    }
  }

  private func text(of path: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
  }

  @Test func everythingStandsWhereItIsLookedFor() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try make("install", "PREFIX=/usr")
    let beside = files.filter { !$0.hasPrefix("usr/share/procq/samples/") }
    #expect(
      Set(beside) == [
        "usr/bin/procq", "usr/share/man/man1/procq.1", "usr/share/man/man5/procq.5",
        "usr/share/bash-completion/completions/procq", "usr/share/zsh/site-functions/_procq",
        "usr/share/fish/vendor_completions.d/procq.fish",
        "usr/lib/systemd/system/procq-record.service",
      ])
    #expect(files.count - beside.count > 60)
    #expect(try text(of: "usr/share/man/man5/procq.5").contains("\n.Dt PROCQ 5\n"))
    #expect(try text(of: "usr/share/zsh/site-functions/_procq").hasPrefix("#compdef procq\n"))
    for path in beside where path != "usr/bin/procq" {
      #expect(try !text(of: path).isEmpty, "\(path)")
    }
    let machine = try ProcFixture(named: "small-server")
    let arguments = ["procsmem", "--procfs", machine.root, "-fcsv"]
    #expect(try Command("\(folder)/usr/bin/procq", arguments).run().status == 0)
  }

  /// It calls what was installed with it.
  @Test func theUnitIsWellFormed() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try make("install", "PREFIX=/opt/procq")
    let path = "opt/procq/lib/systemd/system/procq-record.service"
    let call = "/opt/procq/bin/procq /opt/procq/share/procq/samples/past/record.procq file="
    #expect(try text(of: path).contains("\nExecStart=\(call)%S/procq/"))
    #expect(files.contains("opt/procq/share/procq/samples/past/record.procq"))
    guard access("/usr/bin/systemd-analyze", X_OK) == 0 else { return }
    let outcome = try Command("/usr/bin/systemd-analyze", ["verify", "\(folder)/\(path)"]).run()
    // The program does not lie where the unit says.
    let complaints = outcome.errorText.split(separator: "\n")
      .filter { !$0.contains("is not executable") && !$0.contains("Command 'man ") }
    #expect(complaints.isEmpty, "\(complaints)")
  }

  @Test func whatWasInstalledIsTakenAway() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try make("install")
    let own = "\(folder)/usr/local/share/procq/samples/own.procq"
    try "select 1".write(toFile: own, atomically: true, encoding: .utf8)
    try make("uninstall")
    #expect(files == ["usr/local/share/procq/samples/own.procq"])
    try FileManager.default.removeItem(atPath: own)
    try make("uninstall")
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/usr/local/share/procq"))
  }
}
