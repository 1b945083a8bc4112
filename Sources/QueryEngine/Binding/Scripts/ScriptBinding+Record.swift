import QueryLanguage
import Schema
import Values

// What may be recorded.
extension ScriptBinding {
  /// Binds `record [D] into 'FILE' [keep D] QUERY`.
  mutating func bind(_ record: RecordStatement) throws(BindingFailure) -> BoundRecord {
    let query = try bind(record.query)
    guard case .text(let file)? = record.file.constantText.map(Value.text) else {
      throw .wrong(Diagnostic("the name of a file is wanted", at: record.file.range))
    }
    let interval = try record.interval.map { syntax throws(BindingFailure) in
      try environment.duration(syntax, after: "record", letLimit: environment.lets.count)
    }
    let keep = try record.keep.map { syntax throws(BindingFailure) in
      try environment.duration(syntax, after: "keep", letLimit: environment.lets.count)
    }
    return BoundRecord(
      file: file.bytes, interval: interval ?? BoundRecord.usualInterval, keep: keep, query: query,
      text: canonicalText(of: record.query))
  }
}

extension Expression {
  /// Nil of what is no text.
  fileprivate var constantText: Text? {
    if case .literal(.text(let bytes)) = kind { Text(bytes: bytes) } else { nil }
  }
}
