/// What a recording keeps of the machine that its rows are of.
package struct MachineFacts: Hashable, Sendable {
  /// The same until the machine is booted again: `/proc/sys/kernel/random/boot_id`.
  package var bootID: String
  /// Nanoseconds since boot, sleep included, when the snapshot was made.
  package var uptime: Int64
  package var hostname: String?
  /// `Linux`.
  package var system: String?
  /// The kernel's release: `6.1.0-17-amd64`.
  package var kernel: String?
  /// `x86_64`.
  package var architecture: String?
  /// The local zone at that moment, its name and how far it is ahead of UTC: `CET+0100`.
  package var zone: String
  /// Bytes.
  package var pageSize: Int?
  /// Of the kernel's clock.
  package var ticksPerSecond: Int
  /// Bytes of physical memory.
  package var memoryTotal: Int64?
  /// Processors on line.
  package var processorCount: Int64?

  package init(bootID: String, uptime: Int64, zone: String, ticksPerSecond: Int) {
    self.bootID = bootID
    self.uptime = uptime
    self.zone = zone
    self.ticksPerSecond = ticksPerSecond
  }
}
