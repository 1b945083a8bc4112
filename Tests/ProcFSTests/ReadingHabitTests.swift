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
    habit.begin(threads: 4)
    #expect(!habit.expectsSeveral)
  }

  /// One that the query was done with after its first file is like those that follow.
  @Test(arguments: [1, 2, 8]) func asManyAsThereAreThreadsEndTheHabit(threads: Int) {
    let habit = ReadingHabit()
    habit.begin(threads: threads)
    habit.sawFirst()
    habit.sawAnother()
    for _ in 1..<threads { habit.sawFirst() }
    #expect(habit.expectsSeveral)
    habit.sawFirst()
    #expect(!habit.expectsSeveral)
  }

  /// Each begins its next process while all others are between the first file and the second.
  @Test func threadsDoNotMisleadEachOther() {
    let habit = ReadingHabit()
    habit.begin(threads: 8)
    habit.sawAnother()
    for _ in 0..<7 { habit.sawFirst() }
    for _ in 0..<100 {
      #expect(habit.expectsSeveral)
      habit.sawFirst()
      habit.sawAnother()
      for _ in 0..<7 { habit.sawFirst() }
    }
  }
}
