import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// A root that somebody else made may hold anything in the place of a file. Nothing of it is read
/// for ever or into all of the memory, and nothing passes for a file that says nothing.
@Suite struct PlainFileTests {
  /// What may stand there, and why it is not read.
  enum Impostor: String, CaseIterable, Sendable {
    case zero = "/dev/zero"
    case full = "/dev/full"
    case random = "/dev/urandom"
    case terminal = "/dev/tty"
    case pipe, directory, loop, endless

    var reason: Errno {
      switch self {
      case .zero, .full, .random, .terminal, .pipe: .notPlainFile
      case .directory: Errno(EISDIR)
      case .loop: Errno(ELOOP)
      case .endless: .tooLarge
      }
    }

    func stand(at path: String) throws {
      switch self {
      case .zero, .full, .random, .terminal: try #require(symlink(rawValue, path) == 0)
      case .pipe: try #require(mkfifo(path, 0o600) == 0)
      case .directory: try #require(mkdir(path, 0o700) == 0)
      case .loop: try #require(symlink(path, path) == 0)
      case .endless:
        let file = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        defer { close(file) }
        try #require(file >= 0 && ftruncate(file, 1 << 40) == 0)
      }
    }
  }

  private static let readAhead = ProcFile.allCases.filter { $0.isReadAhead && $0.cost != .links }

  @Test(arguments: Impostor.allCases) func inPlaceOfAFileOfAProcess(_ impostor: Impostor) throws {
    for file in Self.readAhead {
      let fixture = try ProcFixture("-- 42/stat --\n\(Texts.stat(name: "web").dropLast())\n")
      // It may stand in a folder of its own.
      try fixture.write("42/\(file.name)", "")
      fixture.remove("42/\(file.name)")
      try impostor.stand(at: "\(fixture.root)/42/\(file.name)")
      let counters = ReadCounters()
      let process = ProcessFiles(pid: 42, of: try ProcFS(fixture.root), counters: counters)
      process.readAhead(file)
      #expect(counters.current.failed[file.rawValue] >= 1, "\(file)")
      let reading: Reading<Int> = process.read(file) { $0.count }
      #expect(reading.failure?.reason == impostor.reason, "\(file)")
    }
  }

  @Test(arguments: Impostor.allCases) func inPlaceOfLines(_ impostor: Impostor) throws {
    let fixture = try ProcFixture("-- 42/stat --\n\(Texts.stat(name: "web").dropLast())\n")
    try impostor.stand(at: fixture.root + "/42/maps")
    let process = ProcessFiles(pid: 42, of: try ProcFS(fixture.root), counters: ReadCounters())
    var failure = process.maps().failure
    if case .read(let maps) = process.maps() {
      do throws(ReadFailure) { #expect(try maps.next() == nil) } catch { failure = error }
    }
    #expect(failure?.reason == impostor.reason)
  }

  @Test(arguments: Impostor.allCases) func inPlaceOfAFileOfTheMachine(_ impostor: Impostor) throws {
    for name in ["meminfo", "stat", "uptime", "loadavg", "vmstat", "diskstats", "cpuinfo"] {
      let fixture = try ProcFixture("-- version --\nLinux version 6.1.0\n")
      try impostor.stand(at: "\(fixture.root)/\(name)")
      let machine = MachineFiles(try ProcFS(fixture.root), counters: ReadCounters())
      let failures = [
        machine.information.failure, machine.statistics.failure, machine.uptime.failure,
        machine.load.failure, machine.swapTraffic.failure, machine.disks.failure,
        machine.frequency(of: 0).failure,
      ].compactMap { $0 }
      #expect(failures.map(\.reason) == [impostor.reason], "\(name)")
      #expect(failures.map(\.path) == [Array("\(fixture.root)/\(name)".utf8)])
    }
  }

  @Test func aReasonSaysWhatItIs() {
    #expect(Errno.notPlainFile.text == "Not a plain file")
    #expect(!Errno.notPlainFile.isDenial && !Errno.notPlainFile.isAbsence)
  }

  /// A file of this machine's own /proc may be longer than our memory, too.
  @Test func aFileThatIsTrustedHasALimit() throws {
    let fixture = try ProcFixture("-- file --\n0123456789\n")
    let folder = try Descriptor(directory: fixture.root)
    #expect(throws: Errno.tooLarge) {
      try folder.open("file").readWhole(inPieces: true, limit: 10) { $0.count }
    }
    let length = try folder.open("file").readWhole(inPieces: true, limit: 11) { $0.count }
    #expect(length == 11)
  }
}
