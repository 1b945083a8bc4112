import Testing

@testable import ProcFS

@Suite struct ReadingHabitTests {
  @Test func severalAreExpectedOnceAProcessWasAskedForTwo() {
    let habit = ReadingHabit()
    #expect(!habit.expectsSeveral)
    habit.sawFirst()
    #expect(!habit.expectsSeveral)
    habit.sawAnother()
    #expect(habit.expectsSeveral)
    habit.forget()
    #expect(!habit.expectsSeveral)
  }

  @Test func processesThatAreAskedForOneFileEndTheHabit() {
    let habit = ReadingHabit()
    habit.sawFirst()
    habit.sawAnother()
    for _ in 0..<3 { habit.sawFirst() }
    #expect(habit.expectsSeveral)
    for _ in 0..<20 { habit.sawFirst() }
    #expect(!habit.expectsSeveral)
  }

  /// Each of eight threads asks for the first file of a process before any asks for a second.
  @Test func threadsDoNotMisleadEachOther() {
    let habit = ReadingHabit()
    habit.sawAnother()
    for _ in 0..<100 {
      for _ in 0..<8 {
        #expect(habit.expectsSeveral)
        habit.sawFirst()
      }
      for _ in 0..<8 { habit.sawAnother() }
    }
  }
}
