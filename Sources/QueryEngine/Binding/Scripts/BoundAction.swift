package import Schema
package import Values

/// What a statement does to the rows that it finds.
package struct BoundAction: Sendable {
  /// What is done to each.
  package let act: Act
  /// What finds them: its outputs are the key, the name and the preview of the schema, in this order, and
  /// behind them, where there is a limit, the keys of the order.
  package let query: BoundQuery
  /// How many of the outputs are columns of the schema; the others are keys of the order.
  package let columnCount: Int
  /// The one key that the whole `where` asks for, as in `where pid = 7`; nil where it says anything else.
  package let exactKey: Int64?

  package init(_ act: Act, _ query: BoundQuery, columnCount: Int, exactKey: Int64?) {
    self.act = act
    self.query = query
    self.columnCount = columnCount
    self.exactKey = exactKey
  }

  /// What finds the rows and no more: its outputs are the key and the keys of the order. What rows are called
  /// may take for ever to be read, and what is stuck is what is to be ended.
  package var finding: BoundQuery {
    var query = query
    query.outputs.removeSubrange(min(1, columnCount)..<columnCount)
    return query
  }

  /// How many of the outputs are told of each row once it was acted on: the key and the name.
  package static let toldColumns = 2

  /// What is done to a row.
  package enum Act: Sendable {
    case send(SignalSchema, then: FollowUp?)
    case set(SettingSchema, Value)
  }

  /// What is done afterwards to rows that have not ended by then.
  package struct FollowUp: Sendable {
    /// In nanoseconds.
    package let delay: Int64
    /// What is sent.
    package let signal: SignalSchema

    package init(after delay: Int64, _ signal: SignalSchema) {
      self.delay = delay
      self.signal = signal
    }
  }
}
