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
