import Foundation
import Glibc
import Testing

@testable import ProcFS

private let areMounted =
  ((try? ProcFS()).map { MachineFiles($0, counters: ReadCounters()).controlGroups.record != nil })
  ?? false

/// The groups that are mounted here, against the files themselves.
@Suite(.enabled(if: areMounted, "no control groups are mounted"))
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

  @Test func everyDirectoryIsAGroup() throws {
    for _ in 0..<20 {
      let hierarchies = try #require(files.controlGroups.record).all
      guard hierarchies.allSatisfy({ $0.mount.root == [UInt8(ascii: "/")] }) else { return }
      func expected() -> Set<String> {
        Set(hierarchies.flatMap { directories(below: $0.mount.mountpoint) } + ["/"])
      }
      let before = expected()
      let paths = try groups().map(\.name)
      // Others make groups and remove them.
      guard before == expected() else { continue }
      #expect(Set(paths) == before && Set(paths).count == paths.count)
      return
    }
  }

  @Test func aProcessIsAmongThoseOfItsGroup() throws {
    let hierarchies = try #require(files.controlGroups.record)
    let own = ProcessFiles(pid: getpid(), of: files.machine, counters: counters)
    let lines = try #require(own.controlGroups.record)
    guard let group = hierarchies.group(of: lines, counters: counters) else { return }
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
