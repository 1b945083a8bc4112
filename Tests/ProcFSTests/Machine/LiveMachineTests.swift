import CTestSupport
import Foundation
import Testing

@testable import ProcFS

/// This machine's own files, against the files themselves.
@Suite struct LiveMachineTests {
  private let files: MachineFiles
  private let counters = ReadCounters()

  init() throws {
    files = MachineFiles(try ProcFS(), counters: counters)
  }

  private func lines(_ path: String) throws -> [[String]] {
    try String(contentsOfFile: path, encoding: .isoLatin1).split(separator: "\n").map {
      $0.split(separator: " ").map(String.init)
    }
  }

  private func text(_ bytes: [UInt8]?) -> String? {
    bytes.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func disks() throws {
    let disks = try #require(files.disks.record)
    let names = try lines("/proc/diskstats").map { $0[2] }
    #expect(disks.map { text($0.name) } == names)
  }

  @Test func aFolderAmongTheSessionsIsNoSession() throws {
    let folder = NSTemporaryDirectory() + "procq-sessions-\(UUID().uuidString)"
    let manager = FileManager.default
    try manager.createDirectory(
      atPath: folder + "/stray", withIntermediateDirectories: true)
    defer { try? manager.removeItem(atPath: folder) }
    try "USER=ann\nCLASS=user\nSTATE=active\nTTY=tty1\n".write(
      toFile: folder + "/3", atomically: false, encoding: .utf8)
    let logins = try #require(files.readSessions(in: folder).record)
    #expect(logins.map { text($0.name) } == ["ann"])
    #expect(!files.losesLines)
  }

  @Test(.enabled(if: ctest_obeys_modes() != 0))
  func aSessionThatMayNotBeReadHidesNoOther() throws {
    let folder = NSTemporaryDirectory() + "procq-sessions-\(UUID().uuidString)"
    let manager = FileManager.default
    try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? manager.removeItem(atPath: folder) }
    for (name, user, mode) in [("3", "ann", 0o644), ("4", "bob", 0)] {
      try "USER=\(user)\nCLASS=user\nSTATE=active\n".write(
        toFile: folder + "/" + name, atomically: false, encoding: .utf8)
      chmod(folder + "/" + name, mode_t(mode))
    }
    let logins = try #require(files.readSessions(in: folder).record)
    #expect(logins.map { text($0.name) } == ["ann"])
    #expect(files.losesLines && files.remarks == [.hidesSessions(directory: folder)])
  }

  @Test func mountsAsTheKernelMergesThem() throws {
    let mounts = try #require(files.mounts().record).map(\.mount)
    let expected = try lines("/proc/self/mounts").map { $0[...3].joined(separator: " ") }
    let found = mounts.map { mount in
      [mount.device, mount.mountpoint, mount.fileSystem, mount.options].map {
        String(decoding: $0, as: UTF8.self).replacing("\\", with: "\\134")
          .replacing(" ", with: "\\040").replacing("\t", with: "\\011")
          .replacing("\n", with: "\\012")
      }.joined(separator: " ")
    }
    #expect(found == expected)
  }

  @Test func usageOfTheRoot() throws {
    let root = try #require(files.mounts().record?.last { $0.mount.mountpoint == Array("/".utf8) })
    let usage = try #require(root.usage.record)
    #expect(usage.total.count > 0 && usage.free <= usage.total && usage.used <= usage.total)
    #expect(MountedFileSystem(Mount("x", "/", "autofs", "rw"), files).usage.isAbsent)
  }

  @Test func memoryAndProcessors() throws {
    let memory = try #require(files.memory.record)
    let total = try #require(try lines("/proc/meminfo").first { $0[0] == "MemTotal:" })
    #expect(memory.total == Int64(total[1]).map { Bytes($0 * 1024) })
    let percent = try #require(memory.percent)
    #expect((0...100).contains(percent))
    let statistics = try #require(files.statistics.record)
    #expect(statistics.processors.count == ProcessInfo.processInfo.activeProcessorCount)
    let boot = try #require(try lines("/proc/stat").first { $0[0] == "btime" })
    #expect(statistics.bootTime == UInt64(boot[1]))
  }

  @Test func interfaces() throws {
    let interfaces = try #require(files.interfaces().record)
    let names = try lines("/proc/self/net/dev").dropFirst(2).map { $0[0].dropLast() }
    #expect(interfaces.map { text($0.counters.name)?[...] } == names.map(Substring.init))
    let loopback = try #require(interfaces.first { $0.counters.name == Array("lo".utf8) })
    let link = try #require(loopback.link.record)
    let flags = try String(contentsOfFile: "/sys/class/net/lo/flags", encoding: .utf8)
    #expect(link.isUp == (flags.hasPrefix("0x9") || flags.hasPrefix("0x49")))
    #expect(!link.isUp || link.addresses.contains(Array("127.0.0.1".utf8)))
    #expect(link.packetSize == 65536)
    #expect(loopback.transmission.record?.speed == nil)
    #expect(text(link.hardwareAddress) == "00:00:00:00:00:00")
    #expect(link.flagWords.contains { "\($0)" == "loopback" })
    #expect(!link.isUp || link.networks.contains(Array("127.0.0.1/8".utf8)))
  }

  @Test func whatIsToldOfAProcessorIsReadOnce() throws {
    let processor = try #require(files.processors().record?.first)
    func ask() {
      _ = (processor.core, processor.package, processor.frequency)
      _ = (processor.leastFrequency, processor.mostFrequency)
    }
    ask()
    let opened = counters.current.opened
    ask()
    #expect(counters.current.opened == opened)
  }

  @Test func cores() throws {
    let processors = try #require(files.processors().record)
    let numbers = try processors.map { processor in
      let path = "/sys/devices/system/cpu/cpu\(processor.times.number)/topology/core_id"
      return try String(contentsOfFile: path, encoding: .utf8)
    }
    #expect(
      processors.map { $0.core.record.map { "\($0)\n" } }
        == numbers.map { $0.hasPrefix("-") ? nil : $0 })
    let count = try #require(files.coreCount.record)
    #expect(count >= 1 && count <= processors.count)
  }

  @Test func possibleProcessors() throws {
    let possible = try #require(try ProcFS().facts.possibleProcessors)
    #expect(possible >= ProcessInfo.processInfo.activeProcessorCount)
  }

  @Test func names() throws {
    var names = utsname()
    #expect(uname(&names) == 0)
    #expect(files.names.hostname.record == bytesUpToNul(names.nodename))
    #expect(text(files.names.system.record) == "Linux")
    #expect(
      text(files.names.kernel.record) == (try lines("/proc/sys/kernel/osrelease").first?.first))
    #expect(files.names.architecture.record == bytesUpToNul(names.machine))
  }
}
