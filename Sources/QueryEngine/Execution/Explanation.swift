/// The answer to `explain`: the plan in words, a line to a row. With `analyze` the query is run,
/// when the first row is pulled, and each line tells what its step came to.
final class Explanation: Answer {
  let columns = [AnswerColumn("plan", .text)]
  private let query: BoundQuery
  private let run: Run
  private let analyzes: Bool
  private lazy var lines = makeLines()[...]

  init(_ query: BoundQuery, analyzes: Bool, catalog: Catalog, cancellation: Cancellation) {
    self.query = query
    self.analyzes = analyzes
    self.run = Run(
      Planner(catalog: catalog), cancellation: cancellation, meter: analyzes ? Meter() : nil)
  }

  func next() -> [Value]? {
    lines.popFirst().map { [.text(Text($0))] }
  }

  var notes: [String] { run.notes.lines }
  var statistics: Statistics { analyzes ? run.statistics : Statistics() }

  private func makeLines() -> [String] {
    let plan = run.planner.plan(query)
    let lines = plan.picture(run.planner).lines
    let remarks =
      run.meter.map { measured(plan, lines, by: $0) } ?? lines.map(\.picture.plannedReads)
    let bounds = plan.bounds.isEmpty ? [] : ["bounds: \(plan.bounds.joined(separator: ", "))"]
    let rules = plan.rules.isEmpty ? [] : ["rules: \(plan.rules.joined(separator: ", "))"]
    return Explanation.aligned(lines.map(\.drawing), remarks) + bounds + rules
  }

  /// Runs the query to its end, and says of each step what it gave, opened and took.
  private func measured(_ plan: Plan, _ lines: [PlanPicture.Line], by meter: Meter) -> [String] {
    meter.statistics = { [unowned run] in run.statistics }
    let answer = QueryAnswer(plan, in: run)
    while answer.next() != nil {}
    return lines.map { $0.picture.remark(by: meter) }
  }

  /// The remarks in a column of their own, two spaces behind the longest line.
  private static func aligned(_ lines: [String], _ remarks: [String]) -> [String] {
    let width = zip(lines, remarks).map { $1.isEmpty ? 0 : $0.count }.max() ?? 0
    return zip(lines, remarks).map { line, remark in
      remark.isEmpty
        ? line : line + String(repeating: " ", count: width - line.count + 2) + remark
    }
  }
}

extension PlanPicture {
  fileprivate var plannedReads: String {
    reads.isEmpty ? "" : "reads \(reads.joined(separator: ", "))"
  }
}

extension PlanPicture {
  /// `1080 → 340 rows, environ ×1080, 3.12 ms`
  fileprivate func remark(by meter: Meter) -> String {
    guard let path else { return "" }
    guard let measure = meter.measure(at: path) else { return "not needed" }
    let opened = measure.reads.map { "\($0.key) ×\($0.value)" }
    return ([rows(measure, by: meter)] + opened + [measure.milliseconds]).joined(separator: ", ")
  }

  private func rows(_ measure: Meter.Measure, by meter: Meter) -> String {
    let given = RowNoun.row.counted(measure.given)
    return switch input {
    case .none: given
    case .asked: "\(measure.asked) → \(given)"
    case .step(let path): "\(meter.measure(at: path)?.given ?? 0) → \(given)"
    }
  }
}

extension Meter.Measure {
  fileprivate var milliseconds: String {
    let hundredths = Int((Double(nanoseconds) / 10_000).rounded())
    return "\(hundredths / 100).\(String(100 + hundredths % 100).dropFirst()) ms"
  }
}
