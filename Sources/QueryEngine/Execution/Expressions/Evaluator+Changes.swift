import Binding
import QueryLanguage
import Schema
import Values

// What compares a row with itself at the beginning of the window.
extension Evaluator {
  /// What was kept of a column of a row when the window began.
  func columnAtBeginning(_ reference: ColumnReference, of table: String) -> Evaluation {
    let reader = reference.column.sources[0].reader
    let path = rowPath(RelationPath(level: reference.level, steps: reference.path))
    return { [run] frame in
      switch path(frame) {
      case .nothing: return .null
      case .denied(let denial): return .denied(denial)
      case .row(let row):
        switch run.beginning?.state(of: row, in: table) {
        case .kept(let rows, let place):
          if reader == .timeOfReading { return run.beginning.map { .time($0.time) } ?? .null }
          return rows.value(reader, at: place)
        case .unread: return .denied(.notReadThen)
        case .started, .unknown, nil: return .null
        }
      }
    }
  }

  /// Whether the row at the end of a path was there when the window began.
  func testOfBeginning(_ path: RelationPath, of table: String, _ test: PostfixTest) -> Test {
    let ends = rowPath(RelationPath(level: path.level, steps: path.steps))
    return { [run] frame in
      let isThere: Truth =
        switch ends(frame) {
        case .nothing: .false
        case .denied(let denial): .unknown(denial)
        case .row(let row):
          switch run.beginning?.state(of: row, in: table) {
          case .kept: .true
          case .unread: .unknown(.notReadThen)
          case .started, .unknown, nil: .false
          }
        }
      switch test {
      case .exists: return isThere
      case .null: return isThere.negated
      case .denied: return Truth(isThere.isUnknown)
      }
    }
  }

  /// What a counter has grown by. It begins at 0 with its row, and never falls.
  func increase(of operands: [BoundExpression]) -> Evaluation {
    guard case .column(let now) = operands[0].kind, case .column(let then) = operands[1].kind,
      case .beginning(let table) = then.moment
    else { return { _ in .null } }
    let end = column(now)
    let row = row(of: now)
    let reader = then.column.sources[0].reader
    return { [run] frame in
      let value = end(frame)
      guard !value.isNull, !value.isDenied, let row = row(frame) else { return value }
      switch run.beginning?.state(of: row, in: table) {
      case .started: return value
      case .unread: return .denied(.notReadThen)
      case .unknown, nil: return .null
      case .kept(let rows, let place):
        let before = rows.value(reader, at: place)
        // It had not begun to count.
        if before.isNull, let instant = run.beginning?.instant, row.wasThere(at: instant) == false {
          return value
        }
        if Operators.compare(.less, value, before).isTrue {
          run.notes.addFallen(now.text, place, of: rows)
          return .null
        }
        return Operators.evaluate(.subtract, value, before)
      }
    }
  }

  /// What increases come to for a second.
  func rate(of increase: BoundExpression) -> Evaluation {
    guard let (now, table) = increase.firstCounter else { return { _ in .null } }
    let value = evaluation(of: increase)
    let row = row(of: now)
    let access = now.column.sources[0].access.id
    return { [run] frame in
      let value = value(frame)
      guard let measure = value.measure, let row = row(frame), let beginning = run.beginning else {
        return value
      }
      let end = row.readingInstant(of: access) ?? run.instant
      let start: Int64
      switch beginning.state(of: row, in: table) {
      case .kept(let rows, let place):
        start = rows.instant(of: access, at: place) ?? beginning.instant
      case .started, .unread, .unknown: start = beginning.instant
      }
      return measure.rate(overNanoseconds: end - start)
    }
  }
}

extension Measure {
  /// So much in so many nanoseconds: of bytes and of counts a second's, of a duration its share.
  fileprivate func rate(overNanoseconds nanoseconds: Int64) -> Value {
    guard nanoseconds > 0 else { return .null }
    let perSecond = amount.number * 1e9 / Double(nanoseconds)
    switch unit {
    case .duration: return Measure(.real(amount.number / Double(nanoseconds)), .real).value
    case .size: return Measure(.real(perSecond), .byteRate).value
    case _: return Measure(.real(perSecond), .countRate).value
    }
  }
}

extension BoundExpression {
  /// The first counter whose increase stands in it, and the table that it was kept of.
  fileprivate var firstCounter: (ColumnReference, String)? {
    if case .increase = kind, case .column(let now) = operands[0].kind,
      case .column(let then) = operands[1].kind, case .beginning(let table) = then.moment
    {
      return (now, table)
    }
    for operand in operands {
      if let counter = operand.firstCounter { return counter }
    }
    return nil
  }
}
