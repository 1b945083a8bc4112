package import Binding
import QueryLanguage
import Schema
import Values

/// What has come of an action for one row.
package enum ActionResult: Hashable, Sendable {
  /// Nothing was done, since nobody has given leave: what would have been.
  case planned
  /// It was set.
  case done
  /// The signal was sent.
  case sent
  /// It ended before its turn, or while it was waited for.
  case ended
  /// It ended by the second signal.
  case killed
  /// It has not ended, though it was waited for.
  case alive
  /// Why the system would not do it.
  case refused(String)
  /// It is not any more what it was when it was found.
  case noLongerMatches
  /// Why it cannot be judged any more whether it is.
  case unjudged(String)
  /// Why it is never acted on.
  case protected(String)
  /// The statement was stopped before its turn.
  case left
  /// The statement was stopped when some of its threads were set, and others were not.
  case unfinished
  /// It is being done: the system has not answered.
  case underway

  /// As the answer shows it.
  package func text(for act: BoundAction.Act) -> String {
    switch self {
    case .planned: "would \(act.phrase)"
    case .done: "done"
    case .sent: "sent"
    case .ended: "ended"
    case .killed: "killed"
    case .alive: "alive"
    case .refused(let reason): "refused: \(reason)"
    case .noLongerMatches: "no longer matches"
    case .unjudged(let reason): "could not be judged again: \(reason)"
    case .protected(let reason): "protected: \(reason)"
    case .left: "not \(act.participle)"
    case .unfinished: "stopped: it is set of some threads alone"
    case .underway: "not known: the system has not answered"
    }
  }

  /// Whether it was left alone since it could not be judged again.
  package var isUnjudged: Bool { if case .unjudged = self { true } else { false } }

  /// Whether what was wanted has come about.
  package var isSuccess: Bool {
    switch self {
    case .done, .sent, .ended, .killed: true
    case .planned, .alive, .refused, .noLongerMatches, .unjudged, .protected, .left, .unfinished,
      .underway:
      false
    }
  }
}

extension BoundAction.Act {
  /// `send TERM`, `send TERM, and KILL after 10s`, `set nice to 10`
  package var phrase: String {
    switch self {
    case .send(let signal, nil): "send \(signal.name)"
    case .send(let signal, let then?):
      "send \(signal.name), and \(then.signal.name) after \(HumanText.duration(then.delay))"
    case .set(let setting, let value): "set \(setting.path) to \(Self.text(of: value))"
    }
  }

  /// `send TERM to these 3 processes?`
  func question(of count: Int, _ noun: RowNoun) -> String {
    let rows = count == 1 ? "this \(noun.singular)" : "these \(count) \(noun.plural)"
    return switch self {
    case .send(let signal, nil): "send \(signal.name) to \(rows)?"
    case .send(let signal, let then?):
      "send \(signal.name) to \(rows), and \(then.signal.name) to what is left after "
        + "\(HumanText.duration(then.delay))?"
    case .set: "\(phrase) for \(rows)?"
    }
  }

  fileprivate var participle: String {
    switch self {
    case .send: "sent"
    case .set: "set"
    }
  }

  private static func text(of value: Value) -> String {
    switch value {
    case .null: return "unlimited"
    case .list(let members): return members.map(text).joined(separator: ", ")
    case .size(let bytes): return text(ofSize: bytes)
    case _: return ExactText.text(of: value).map { visible($0.bytes) } ?? "it"
    }
  }

  /// In the largest unit of which it is a whole number: what is set is not rounded.
  private static func text(ofSize bytes: Int64) -> String {
    let units = [(40, "T"), (30, "G"), (20, "M"), (10, "K")]
    let unit = units.first { bytes != 0 && bytes % (1 << $0.0) == 0 }
    return unit.map { "\(bytes >> $0.0)\($0.1)" } ?? "\(bytes)B"
  }
}
