import Foundation
import Glibc
import Testing

@testable import ProcFS

private let mounted =
  (try? ProcFS()).flatMap { MachineFiles($0, counters: ReadCounters()).controlGroups.record }
private let areWhole = mounted?.all.allSatisfy { $0.mount.root == [UInt8(ascii: "/")] } ?? false

/// The groups that are mounted here, against the files themselves.
@Suite(.enabled(if: mounted != nil, "no control groups are mounted"))
struct LiveControlGroupTests {
  private let files: MachineFiles
  private let counters = ReadCounters()

  init() throws {
    files = MachineFiles(try ProcFS(), counters: counters)
  }

  private func groups() throws -> [ControlGroup] {
    let listing = ControlGroupListing(
      of: try #require(files.controlGroups.record), counters: counters)
    var groups: [ControlGroup] = []
    while let group = try listing.next() { groups.append(group) }
    return groups
  }

  private func directories(below mountpoint: [UInt8]) -> [String] {
    let folder = URL(
      filePath: String(decoding: mountpoint, as: UTF8.self), directoryHint: .isDirectory)
    let all = FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: [.isDirectoryKey])
    let prefix = folder.path.count
    return (all?.compactMap { $0 as? URL } ?? [])
      .filter { (try? $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true }
      .map { String($0.path.dropFirst(prefix)) }
  }

  @Test(.enabled(if: areWhole, "parts of them are mounted"))
  func everyDirectoryIsAGroup() throws {
    let hierarchies = try #require(files.controlGroups.record).all
    func expected() -> Set<String> {
      Set(hierarchies.flatMap { directories(below: $0.mount.mountpoint) } + ["/"])
    }
    for _ in 0..<20 {
      let before = expected()
      let paths = try groups().map(\.name)
      // Others make groups and remove them.
      guard before == expected() else { continue }
      #expect(Set(paths) == before && Set(paths).count == paths.count)
      return
    }
    Issue.record("groups come and go all the time")
  }

  @Test func aProcessIsAmongThoseOfItsGroup() throws {
    let hierarchies = try #require(files.controlGroups.record)
    let own = ProcessFiles(pid: getpid(), of: files.machine, counters: counters)
    let lines = try #require(own.controlGroups.record)
    guard let group = hierarchies.group(of: lines, counters: counters) else {
      // A sandbox may leave our group out of what is mounted.
      #expect(
        lines.lines.allSatisfy { line in
          line.path == [UInt8(ascii: "/")]
            || !hierarchies.all.contains { $0.isTold(by: line) && $0.place(of: line.path) != nil }
        })
      return
    }
    #expect(group.path == lines.path)
    if let count = group.processCount.record { #expect(count > 0) }
    if let memory = group.memory.record { #expect(memory.count > 0) }
    #expect(group.instance > 0 && !group.isGone)
  }

  @Test func theMachinesPressureIsAsItStandsThere() throws {
    for (stall, name) in [(Stall.processor, "cpu"), (.memory, "memory"), (.io, "io")] {
      let path = "/proc/pressure/\(name)"
      // Of a kernel that counts none the file is not there, or cannot be read.
      let isTold = (try? String(contentsOfFile: path, encoding: .utf8)) != nil
      #expect((files.pressure(stall).record != nil) == isTold)
      #expect(files.pressure(stall).record.map { (0...100).contains($0.some) } ?? true)
    }
  }
}
