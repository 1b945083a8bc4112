import Testing

@testable import ProcFS

@Suite struct ProcFileTests {
  @Test(arguments: ProcFile.allCases) func eachFileHasItsRow(file: ProcFile) {
    #expect(file.facts.file == file)
    #expect(file.effort > 0 && !"\(file.name)".isEmpty)
    #expect(!file.mayComeFirst || file.isReadAhead || file == .schedstat)
  }

  @Test func noTwoAreCountedUnderOneName() {
    #expect(ProcFileFacts.table.count == ProcFile.allCases.count)
    #expect(Set(ProcFile.allCases.map { "\($0.name)" }).count == ProcFile.allCases.count)
  }

  @Test func whatIsRefusedToOthersSaysWhatHelps() {
    #expect(ProcFile.stat.permission == nil)
    #expect(ProcFile.exe.permission.map { "\($0)" } == "CAP_SYS_PTRACE")
    #expect(ProcFile.smapsRollup.cost == .pages && ProcFile.environ.needsMemory)
  }
}
