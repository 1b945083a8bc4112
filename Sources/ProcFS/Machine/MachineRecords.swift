import Synchronization

/// What has been read of the machine's files that most statements do not ask for. They are made
/// together when one is first asked for: to take them down costs each run as much as a small file.
final class MachineRecords: Sendable {
  let traffic = Once<Reading<SwapTraffic>>()
  let load = Once<Reading<LoadAverage>>()
  let delays = Once<Reading<Bool>>()
  let terminals = Once<Reading<TerminalDrivers>>()
  let names = Once<SystemNames>()
  let processorInformation = Once<Reading<ProcessorInformation>>()
  let diskFileSystems = Once<Reading<DiskFileSystems>>()
  let cores = Once<Reading<Int64>>()
  let disks = Once<Reading<[DiskStatistics]>>()
  let covered = Once<CoveredMounts>()
  let mounts = Once<Reading<[Mount]>>()
  let interfaces = Once<Reading<[InterfaceCounters]>>()
  let links = Once<Reading<[[UInt8]: InterfaceLink]>>()
  let logins = Once<Reading<[Login]>>()
  let hierarchies = Once<Reading<ControlGroupHierarchies>>()
  let memoryLimit = Once<Reading<Bytes>>()
  let pressures = Mutex<[Stall: Reading<Pressure>]>([:])
}
