import Testing

@testable import ProcFS

@Suite struct MemoryTests {
  private func kibibytes(_ count: Int64) -> Bytes { Bytes(count * 1024) }

  private func information(_ text: String) -> MemoryInformation {
    parsed(text) { MemoryInformation(parsing: $0) }
  }

  private func use(_ text: String, lowWatermark: Bytes? = nil) -> MemoryUse {
    MemoryUse(information(text)) { lowWatermark }
  }

  @Test func memoryOfToday() {
    let memory = use(MachineTexts.meminfo)
    #expect(memory.total == kibibytes(16384))
    #expect(memory.available == kibibytes(9000))
    #expect(memory.used == kibibytes(7384))
    #expect(memory.percent == 45.1)
    #expect(memory.free == kibibytes(4096))
    #expect(memory.active == kibibytes(500))
    #expect(memory.inactive == kibibytes(700))
    #expect(memory.buffers == kibibytes(100))
    #expect(memory.cached == kibibytes(2200))
    #expect(memory.shared == kibibytes(60))
    #expect(memory.slab == kibibytes(300))
    #expect(information(MachineTexts.meminfo)[.hugePages] == kibibytes(6144))
  }

  @Test func memoryOf24() {
    let memory = use(MachineTexts.meminfo24)
    #expect(memory.available == kibibytes(3816 + 100_168))
    #expect(memory.cached == kibibytes(100_168))
    #expect(memory.shared == kibibytes(7))
    #expect(memory.inactive == kibibytes(123))
    #expect(memory.active == nil && memory.slab == nil)
    #expect(information(MachineTexts.meminfo24)[.hugePages] == nil)
  }

  /// Before 3.14, and where a container's file system makes it up as 0.
  @Test(arguments: ["", "MemAvailable:       0 kB\n"])
  func availableIsEstimatedWhereTheKernelDoesNotTell(line: String) {
    let text = MachineTexts.meminfo.replacing("MemAvailable:    9000 kB\n", with: line)
    let memory = use(text, lowWatermark: kibibytes(150))
    #expect(memory.available == kibibytes((4096 - 150) + (1400 - 150) + (200 - 100)))
    #expect(use(text).available == kibibytes(4096 + 2000))
  }

  @Test func availableBeyondTotalIsFree() {
    let text = MachineTexts.meminfo.replacing("9000 kB", with: "20000 kB")
    #expect(use(text).available == kibibytes(4096))
  }

  /// What a container's file system, or a counter that fell below 0, may say.
  @Test(arguments: ["200 kB", "18446744073708600176 kB", "18446744073709551616 kB", ""])
  func swapThatContradictsItself(free: String) {
    let swap = SwapUse(information("SwapTotal: 100 kB\nSwapFree: \(free)\n"))
    #expect(swap.total == kibibytes(100))
    #expect(swap.free == nil && swap.used == nil && swap.percent == nil)
  }

  @Test(arguments: ["1001 kB", "18446744073708600176 kB"])
  func memoryThatContradictsItself(part: String) {
    let memory = use(
      """
      MemTotal: 1000 kB
      MemFree: \(part)
      MemAvailable: \(part)
      Buffers: \(part)
      Cached: \(part)
      Active: \(part)
      Inactive: \(part)
      Shmem: \(part)
      Slab: \(part)
      """)
    #expect(memory.total == kibibytes(1000))
    #expect(memory.free == nil && memory.available == nil && memory.used == nil)
    #expect(memory.percent == nil && memory.buffers == nil && memory.cached == nil)
    #expect(memory.active == nil && memory.inactive == nil && memory.shared == nil)
    #expect(memory.slab == nil)
  }

  @Test func whatIsAvailableIsKnownWithoutWhatIsFree() {
    let memory = use("MemTotal: 1000 kB\nMemFree: 2000 kB\nMemAvailable: 400 kB\n")
    #expect(memory.available == kibibytes(400) && memory.used == kibibytes(600))
    #expect(memory.free == nil && memory.percent == 60)
  }

  @Test func swap() {
    let traffic = parsed(MachineTexts.vmstat) { SwapTraffic(parsing: $0, pageSize: 4096) }
    let swap = SwapUse(information(MachineTexts.meminfo))
    #expect(swap.total == kibibytes(2048))
    #expect(swap.used == kibibytes(512))
    #expect(swap.free == kibibytes(1536))
    #expect(swap.percent == 25)
    #expect(traffic.swappedIn == kibibytes(12))
    #expect(traffic.swappedOut == kibibytes(16))
  }

  @Test func noSwapIsNoneUsed() {
    let swap = SwapUse(information("SwapTotal: 0 kB\nSwapFree: 0 kB\n"))
    #expect(swap.percent == 0)
    #expect(parsed("") { SwapTraffic(parsing: $0, pageSize: 4096) }.swappedIn == nil)
  }

  @Test func nothingIsNil() {
    let memory = use("")
    #expect(memory.total == nil && memory.available == nil && memory.percent == nil)
  }

  @Test func lowWatermarksAreAddedUp() {
    let low = parsed(MachineTexts.zoneinfo) { LowWatermark.parse($0, pageSize: 4096) }
    #expect(low == Bytes(111 * 4096))
  }
}
