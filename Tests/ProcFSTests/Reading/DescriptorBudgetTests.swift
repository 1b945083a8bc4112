import Testing

@testable import ProcFS

@Suite struct DescriptorBudgetTests {
  @Test func whatIsTakenIsNotTakenTwice() {
    let budget = DescriptorBudget(limit: 2)
    #expect(budget.take() && budget.take() && !budget.take())
    budget.giveBack()
    #expect(budget.take())
    budget.giveBack()
    budget.markSpent()
    #expect(!budget.take())
  }

  /// However many are open already, one thread at least reads.
  @Test func thereIsAlwaysAReader() {
    for lowest: Int32 in [3, 100, 1000, .max] {
      let budget = DescriptorBudget.ofThisProcess(above: lowest)
      #expect(budget.mostReaders >= 1)
    }
    #expect(DescriptorBudget.ofThisProcess(above: .max).take() == false)
  }
}
