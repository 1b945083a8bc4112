import Planning
import Schema
import Values

/// Gives no row and no group, since none could come through.
final class NothingOperator: RowOperator {
  let run: Run
  let frame: Frame
  let metrics = OperatorMetrics()
  private let isOfGroups: Bool

  /// What stands above may be of groups.
  init(_ frame: Frame, ofGroups isOfGroups: Bool = false, in run: Run) {
    self.frame = frame
    self.isOfGroups = isOfGroups
    self.run = run
  }

  func advance() -> Bool { false }

  func explain(_ explainer: inout Explainer) -> ExplainTree {
    if isOfGroups { explainer.enterGroups() }
    return ExplainTree(
      text: "nothing, since no row can pass", reads: [], metrics: metrics, input: .none,
      children: [])
  }
}

/// Gives one row without columns: `select now()`.
final class SingleRowOperator: RowOperator {
  let run: Run
  let frame: Frame
  let metrics = OperatorMetrics()
  private var isDone = false

  init(_ frame: Frame, in run: Run) {
    self.frame = frame
    self.run = run
  }

  func advance() -> Bool {
    defer { isDone = true }
    return !isDone
  }

  func explain(_ explainer: inout Explainer) -> ExplainTree {
    ExplainTree(text: "one row", reads: [], metrics: metrics, input: .none, children: [])
  }
}

/// Gives the rows that the snapshot lists of a table.
final class ScanOperator: RowOperator {
  let run: Run
  let frame: Frame
  let metrics = OperatorMetrics()
  private let scan: TableScan
  private let certain: [Access]
  private var rows: RowStream?

  /// `certain` is what is read of each row as soon as it comes.
  init(_ scan: TableScan, certain: [Access], _ frame: Frame, in run: Run) {
    self.scan = scan
    self.certain = certain
    self.frame = frame
    self.run = run
  }

  func advance() throws(Failure) -> Bool {
    guard !run.cancellation.isRequested else { return false }
    if rows == nil { rows = try open() }
    guard let row = try rows?.next() else { return false }
    frame.move(to: row)
    return true
  }

  private func open() throws(Failure) -> RowStream { try run.snapshot().rows(of: request) }

  private var request: ScanRequest {
    ScanRequest(table: scan.table.name, keys: scan.keys, limit: scan.limit, certain: certain)
  }

  func explain(_ explainer: inout Explainer) -> ExplainTree {
    ExplainTree(
      text: text + way, reads: explainer.reads(of: scan.lookUpAccess.map { [$0] } ?? []),
      metrics: metrics, input: .none, children: [])
  }

  /// What cannot be told now is told when the rows are asked for.
  private var way: String {
    do throws(Failure) {
      return try run.snapshot().way(to: request).map { " " + $0 } ?? ""
    } catch {
      return ""
    }
  }

  private var text: String {
    guard let keys = scan.keys, case .scanned(let lookUp?) = scan.table.rows else {
      return "scan \(scan.table.name)"
    }
    let shown = keys.prefix(ScanOperator.mostKeys).map(String.init).joined(separator: ", ")
    let rest = keys.count - ScanOperator.mostKeys
    return "\(scan.table.name) with \(lookUp.column) \(shown)\(rest > 0 ? " and \(rest) more" : "")"
  }

  /// How many keys `explain` shows.
  private static let mostKeys = 10
}

/// Gives the rows of another query.
final class DerivedOperator: RowOperator {
  let run: Run
  let frame: Frame
  let metrics = OperatorMetrics()
  private let query: OperatorTree

  init(_ query: OperatorTree, _ frame: Frame, in run: Run) {
    self.query = query
    self.frame = frame
    self.run = run
  }

  func advance() throws(Failure) -> Bool {
    guard let row = try query.next() else { return false }
    frame.move(to: DerivedRow(row.cells))
    return true
  }

  func explain(_ explainer: inout Explainer) -> ExplainTree { query.explained }
}
