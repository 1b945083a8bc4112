import Schema
import Values

/// What an expression is evaluated in: a row (or a group), and the frame around it.
///
/// An operator makes one frame and moves it from row to row, so that a row costs no allocation.
final class Frame {
  /// Of a group, a row without columns.
  private(set) var row: any Row
  /// Of a group, the values of its keys and aggregates.
  private(set) var group: GroupValues
  /// The row that this one stands in: around `files` the process. Nil for a query's own row.
  let outer: Frame?
  /// What is known already of the query's named expressions; nil where nobody has asked.
  private(set) var shared: [Value?]
  /// Another number for each row or group that it is moved to.
  private(set) var generation = 0

  init(shared: Int = 0, in outer: Frame? = nil) {
    self.row = Frame.noRow
    self.group = GroupValues()
    self.outer = outer
    self.shared = Array(repeating: nil, count: shared)
  }

  /// Makes this the frame of another row.
  func move(to row: any Row) {
    self.row = row
    forget()
  }

  /// Makes this the frame of a row that it was on before, with what was known of it then.
  func move(to row: any Row, knowing shared: [Value?]) {
    self.row = row
    self.shared = shared
    generation &+= 1
  }

  /// Makes this the frame of another group.
  func move(to group: GroupValues) {
    self.group = group
    forget()
  }

  /// The frame so many levels out.
  func enclosing(_ level: Int) -> Frame {
    var frame = self
    for _ in 0..<level { frame = frame.outer ?? frame }
    return frame
  }

  /// Keeps the value of a named expression until the frame is moved.
  func remember(_ value: Value, ofShared index: Int) {
    shared[index] = value
  }

  private func forget() {
    generation &+= 1
    for index in shared.indices { shared[index] = nil }
  }

  private static let noRow = DerivedRow([])
}

/// What a group is made into: its keys and its aggregates, in the order of the grouping.
struct GroupValues {
  /// What all rows of the group have in common.
  var keys: [Value] = []
  /// What its rows came to.
  var aggregates: [Value] = []
}
