import ProcFS
import QueryEngine

// A column is a name, where it comes from, a sentence and what it is in that record;
// its type is the type of what `read` gives.
extension Column {
  init<Subject: Row & SendableMetatype, Record, Cell: ColumnValue>(
    _ name: String, _ aliases: String..., from source: RowSource<Subject, Record>,
    _ summary: String,
    read: @escaping @Sendable (Record) -> Cell?
  ) {
    self.init(
      name, aliases: aliases, group: "", type: Cell.type, summary, entry: Cell.entry,
      variants: [source.variant { record, _ in read(record) }])
  }

  /// Of a fact that takes more than the record: the machine's clock, the names of users.
  init<Subject: Row & SendableMetatype, Record, Cell: ColumnValue>(
    _ name: String, _ aliases: String..., from source: RowSource<Subject, Record>,
    _ summary: String,
    read: @escaping @Sendable (Record, Subject) -> Cell?
  ) {
    self.init(
      name, aliases: aliases, group: "", type: Cell.type, summary, entry: Cell.entry,
      variants: [source.variant(read)])
  }

  /// The same fact from another file too, if it can be told there on this machine.
  func or<Subject: Row & SendableMetatype, Record, Cell: ColumnValue>(
    from source: RowSource<Subject, Record>, if isTold: Bool = true,
    read: @escaping @Sendable (Record) -> Cell?
  ) -> Column {
    or(from: source, if: isTold) { record, _ in read(record) }
  }

  func or<Subject: Row & SendableMetatype, Record, Cell: ColumnValue>(
    from source: RowSource<Subject, Record>, if isTold: Bool = true,
    read: @escaping @Sendable (Record, Subject) -> Cell?
  ) -> Column {
    precondition(Cell.type == type, "\(name) has one type")
    guard isTold else { return self }
    var column = self
    let place = variants.firstIndex { source.origin.cost < $0.origin.cost } ?? variants.count
    column.variants.insert(source.variant(read), at: place)
    return column
  }

  /// Tells what its values cannot pass.
  func bounded(by bound: @escaping @Sendable () -> Bound?) -> Column {
    var column = self
    column.bound = bound
    return column
  }
}

extension [Column] {
  func grouped(_ group: String) -> [Column] {
    var columns: [Column] = []
    columns.append(self, of: group)
    return columns
  }

  mutating func append(_ columns: [Column], of group: String) {
    let first = count
    append(contentsOf: columns)
    for index in first..<count { self[index].group = group }
  }
}
