/// What came of asking for a fact.
package enum Reading<Record> {
  indirect case read(Record)
  /// There is no such fact: a kernel thread has no environment.
  case absent
  /// There is one, and this file, link or listing may not be read.
  case denied(ProcFile)
  /// The process ended.
  case gone

  package var record: Record? {
    if case .read(let record) = self { record } else { nil }
  }

  /// What else is asked of the record.
  package func flatMap<Part>(_ part: (Record) -> Reading<Part>) -> Reading<Part> {
    switch self {
    case .read(let record): part(record)
    case .absent: .absent
    case .denied(let file): .denied(file)
    case .gone: .gone
    }
  }

  package var isAbsent: Bool {
    if case .absent = self { true } else { false }
  }

  /// The same answer about a part of the record; a part that is nil is absent.
  package func map<Part>(_ part: (Record) -> Part?) -> Reading<Part> {
    flatMap { record in part(record).map(Reading<Part>.read) ?? .absent }
  }
}

extension Reading: Sendable where Record: Sendable {}
