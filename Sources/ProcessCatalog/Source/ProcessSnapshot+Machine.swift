import Execution
import ProcFS
import Values

// What a recording keeps of the machine.
extension ProcessSnapshot {
  var machineFacts: MachineFacts? {
    guard let uptime = machine.uptime.record else { return nil }
    var facts = MachineFacts(
      bootID: machine.bootID.record.map(text) ?? "", uptime: uptime,
      zone: LocalTime.zone(at: machine.now), ticksPerSecond: procFS.facts.ticksPerSecond)
    let names = machine.names
    facts.hostname = names.hostname.record.map(text)
    facts.system = names.system.record.map(text)
    facts.kernel = names.kernel.record.map(text)
    facts.architecture = names.architecture.record.map(text)
    facts.pageSize = procFS.facts.pageSize
    facts.memoryTotal = machine.physicalMemory.record?.count
    facts.processorCount = machine.processorCount.record
    return facts
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
