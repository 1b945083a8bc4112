/// What came of asking for a fact.
package enum Reading<Record> {
  indirect case read(Record)
  /// There is no such fact: a kernel thread has no environment.
  case absent
  /// There is one, and this file, link or listing may not be read: EACCES or EPERM.
  case denied(ProcFile)
  /// It could not be read for any other reason.
  case failed(ReadFailure)
  /// The process ended.
  case gone

  /// What was read; nil where nothing was.
  @inlinable package var record: Record? {
    if case .read(let record) = self { record } else { nil }
  }

  /// Why it could not be read; nil where it was, is absent, denied or gone.
  @inlinable package var failure: ReadFailure? {
    if case .failed(let failure) = self { failure } else { nil }
  }

  /// Whether there is no such fact.
  @inlinable package var isAbsent: Bool {
    if case .absent = self { true } else { false }
  }

  /// What else is asked of the record.
  @inlinable package func flatMap<Part>(_ part: (Record) -> Reading<Part>) -> Reading<Part> {
    switch self {
    case .read(let record): part(record)
    case .absent: .absent
    case .denied(let file): .denied(file)
    case .failed(let failure): .failed(failure)
    case .gone: .gone
    }
  }

  /// The same answer about a part of the record; a part that is nil is absent.
  @inlinable package func map<Part>(_ part: (Record) -> Part?) -> Reading<Part> {
    flatMap { record in part(record).map(Reading<Part>.read) ?? .absent }
  }
}

extension Reading: Sendable where Record: Sendable {}

extension Reading {
  /// Why there is no record.
  var withoutRecord: Reading<Never> {
    switch self {
    case .read, .absent, .gone: .absent
    case .denied(let file): .denied(file)
    case .failed(let failure): .failed(failure)
    }
  }
}

extension Reading<Never> {
  /// The same answer about whatever there is not.
  package func ofAny<Other>() -> Reading<Other> {
    switch self {
    case .absent: .absent
    case .gone: .gone
    case .denied(let file): .denied(file)
    case .failed(let failure): .failed(failure)
    }
  }
}

extension Reading {
  /// Where nothing was found here, what kept us from looking somewhere else: a failure, which says
  /// more, before a refusal.
  func orUnknown(_ other: Reading?) -> Reading {
    switch (self, other) {
    case (.absent, .denied?), (.absent, .failed?), (.denied, .failed?): other ?? self
    case _: self
    }
  }
}
