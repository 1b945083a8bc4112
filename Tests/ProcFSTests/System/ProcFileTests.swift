import Testing

@testable import ProcFS

@Suite struct ProcFileTests {
  @Test(arguments: ProcFile.allCases) func eachFileHasItsRow(file: ProcFile) {
    #expect(file.facts.file == file)
    #expect(file.effort > 0 && !"\(file.name)".isEmpty)
    #expect(!file.mayComeFirst || file.isReadAhead || file == .schedstat)
  }

  /// A process keeps which of them were read in the bits of one number.
  @Test func thereAreNoMoreThanBits() {
    #expect(ProcFile.allCases.count <= UInt64.bitWidth)
    #expect(ProcFile.allCases.allSatisfy { $0.bit != 0 })
  }

  @Test func noTwoAreCountedUnderOneName() {
    #expect(ProcFileFacts.table.count == ProcFile.allCases.count)
    // What is counted with another file has its name.
    let counted = ProcFile.allCases.filter { $0 != .groupThrottling }
    #expect(Set(counted.map { "\($0.name)" }).count == counted.count)
  }

  @Test func whatIsRefusedToOthersSaysWhatHelps() {
    #expect(ProcFile.stat.permission == nil)
    #expect(ProcFile.exe.permission.map { "\($0)" } == "CAP_SYS_PTRACE")
    #expect(ProcFile.smapsRollup.cost == .pages && ProcFile.environ.needsMemory)
  }
}
