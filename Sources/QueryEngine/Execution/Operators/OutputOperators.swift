import Binding
import Planning
import Values

/// Gives each row of the result once.
final class DistinctOperator: OutputOperator {
  let run: Run
  let metrics = OperatorMetrics()
  private let input: any OutputOperator
  private var seen: Set<ValueKey> = []

  init(_ input: any OutputOperator) {
    self.run = input.run
    self.input = input
  }

  func advance() throws(Failure) -> OutputRow? {
    while let row = try input.next() {
      // The rows that are one in the result are several in the source.
      if seen.insert(ValueKey(row.cells)).inserted {
        return OutputRow(cells: row.cells, keys: row.keys)
      }
    }
    return nil
  }

  func explain(_ explainer: inout Explainer) -> ExplainTree {
    ExplainTree(
      text: "distinct", reads: [], metrics: metrics, input: .rows(of: input.metrics),
      children: [input.explain(&explainer)])
  }
}

/// Gives the rows of the result in the order of their keys: all of them, or the first ones.
final class SortOperator: OutputOperator {
  let run: Run
  let metrics = OperatorMetrics()
  private let input: any OutputOperator
  private let keys: [OrderKey]
  private let count: Int64?
  private let denials: DenialCounter
  /// The next one last; nil until all rows have been seen.
  private var rows: [OutputRow]?

  init(
    _ input: any OutputOperator, _ keys: [OrderKey], keeping count: Int64?,
    _ denials: DenialCounter
  ) {
    self.run = input.run
    self.input = input
    self.keys = keys
    self.count = count
    self.denials = denials
  }

  func advance() throws(Failure) -> OutputRow? {
    if rows == nil { rows = try sorted() }
    return rows?.popLast()
  }

  private func sorted() throws(Failure) -> [OutputRow] {
    var ranking = Ranking<OutputRow>(
      by: RowOrder(keys), capacity: count.map { Int(clamping: $0) })
    while let row = try input.next() {
      denials.count(row.keys)
      ranking.insert(row, keys: row.keys)
    }
    return ranking.reversed()
  }

  func explain(_ explainer: inout Explainer) -> ExplainTree {
    let below = input.explain(&explainer)
    return ExplainTree(
      text: explainer.text(of: keys) + (count.map { ", keeping \($0)" } ?? ""), reads: [],
      metrics: metrics, input: .rows(of: input.metrics), children: [below])
  }
}

/// Passes over the first rows, and ends after so many. It pulls no row that it would not let through.
final class LimitOperator: OutputOperator {
  let run: Run
  let metrics = OperatorMetrics()
  private let input: any OutputOperator
  private let limit: Int64?
  private let offset: Int64
  private var skipped: Int64 = 0
  private var passed: Int64 = 0

  init(_ input: any OutputOperator, _ limit: Int64?, offset: Int64) {
    self.run = input.run
    self.input = input
    self.limit = limit
    self.offset = offset
  }

  func advance() throws(Failure) -> OutputRow? {
    if let limit, passed >= limit { return nil }
    while skipped < offset {
      guard try input.next() != nil else { return nil }
      skipped += 1
    }
    passed += 1
    return try input.next()
  }

  func explain(_ explainer: inout Explainer) -> ExplainTree {
    let words = [limit.map { "limit \($0)" }, offset > 0 ? "offset \(offset)" : nil]
    return ExplainTree(
      text: words.compactMap(\.self).joined(separator: " "), reads: [], metrics: metrics,
      input: .rows(of: input.metrics), children: [input.explain(&explainer)])
  }
}
