import Execution
import Testing

@testable import Console

/// What is told of a statement that had a window.
@Suite struct ReportTests {
  private func report(_ change: (inout StatementReport) -> Void) -> StatementReport {
    var report = StatementReport()
    report.nanoseconds = 1_020_000_000
    report.statistics.reads = [("stat", 12)]
    change(&report)
    return report
  }

  @Test func theWaitIsToldApart() {
    #expect(report { _ in }.summary == "1s; read stat 12")
    #expect(
      report {
        $0.statistics.waited = 1_000_000_000
        $0.statistics.ended = 0
      }.summary == "1.02s, of which 1s waited; read stat 12")
    #expect(
      report {
        $0.statistics.waited = 1_000_000_000
        $0.statistics.ended = 3
        $0.impliedWindow = 1_000_000_000
      }.summary
        == "1.02s, of which 1s waited; over 1s, since nothing else was said; read stat 12; 3 ended")
  }

  @Test func statisticsTellOfAWindowWhereThereWasOne() {
    let line = { (report: StatementReport) in StatementSummary.statistics.line(of: report) }
    #expect(
      line(report { _ in })
        == #"{"rows":0,"processes":0,"reads":{"stat":12},"denied":{},"vanished":0,"seconds":1.02}"#)
    #expect(
      line(
        report {
          $0.statistics.waited = 1_000_000_001
          $0.statistics.ended = 0
        })?.hasSuffix(#""vanished":0,"ended":0,"waited":1,"seconds":1.02}"#) == true)
    #expect(StatementSummary.none.line(of: report { _ in }) == nil)
  }

  @Test func ofSeveralStatementsTheWorstCounts() {
    let order: [Console.ExitStatus] = [.done, .unjudged, .failed, .interrupted, .wrong]
    for (index, status) in order.enumerated() {
      for better in order[...index] {
        #expect(Console.ExitStatus.worst(status, better) == status)
        #expect(Console.ExitStatus.worst(better, status) == status)
      }
    }
  }

  @Test func rowsAreJudgedWhereThatIsAsked() {
    var verdict = Verdict()
    #expect(verdict.status(judgingRows: true) == .done)
    verdict.add(Verdict(someRowCame: false, someRowIsUnjudged: false, []))
    #expect(verdict.status(judgingRows: false) == .done)
    #expect(verdict.status(judgingRows: true) == .failed)
    verdict.add(Verdict(someRowCame: false, someRowIsUnjudged: true, []))
    #expect(verdict.status(judgingRows: true) == .unjudged)
    verdict.add(Verdict(someRowCame: true, someRowIsUnjudged: false, []))
    #expect(verdict.status(judgingRows: true) == .done)
  }

  /// `wait` says itself how it ended.
  @Test func aWaitCountsUnasked() {
    var verdict = Verdict()
    verdict.add(Verdict(of: .done))
    #expect(verdict.status(judgingRows: true) == .done)
    verdict.add(Verdict(of: .unjudged))
    verdict.add(Verdict(someRowCame: true, someRowIsUnjudged: false, []))
    #expect(verdict.status(judgingRows: false) == .unjudged)
    #expect(verdict.status(judgingRows: true) == .unjudged)
    verdict.add(Verdict(of: .failed))
    #expect(verdict.status(judgingRows: true) == .failed)
  }
}
