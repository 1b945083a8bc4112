import Testing

@testable import ProcFS

@Suite struct AccessPredictorTests {
  @Test func severalAreExpectedOnceAProcessWasAskedForTwo() {
    let predictor = AccessPredictor()
    #expect(!predictor.expectsSeveral)
    predictor.sawFirst()
    #expect(!predictor.expectsSeveral)
    predictor.sawAnother()
    #expect(predictor.expectsSeveral)
    predictor.begin(threads: 4)
    #expect(!predictor.expectsSeveral)
  }

  /// One that the query was done with after its first file is like those that follow.
  @Test(arguments: [1, 2, 8]) func asManyAsThereAreThreadsEndTheHabit(threads: Int) {
    let predictor = AccessPredictor()
    predictor.begin(threads: threads)
    predictor.sawFirst()
    predictor.sawAnother()
    for _ in 1..<threads { predictor.sawFirst() }
    #expect(predictor.expectsSeveral)
    predictor.sawFirst()
    #expect(!predictor.expectsSeveral)
  }

  /// Each begins its next process while all others are between the first file and the second.
  @Test func threadsDoNotMisleadEachOther() {
    let predictor = AccessPredictor()
    predictor.begin(threads: 8)
    predictor.sawAnother()
    for _ in 0..<7 { predictor.sawFirst() }
    for _ in 0..<100 {
      #expect(predictor.expectsSeveral)
      predictor.sawFirst()
      predictor.sawAnother()
      for _ in 0..<7 { predictor.sawFirst() }
    }
  }
}
