import QueryLanguage
import Schema
import Values

/// Binds what `set` sets, and to what.
struct SettingBinder {
  /// What is set.
  let setting: SettingSchema
  private let environment: BindingEnvironment
  /// The column that shows it.
  private let column: ColumnSchema?

  /// Finds what the name means.
  init(
    _ name: SettingName, _ schema: ActionSchema, in environment: BindingEnvironment
  ) throws(BindingFailure) {
    self.environment = environment
    column = environment.schema.table(named: schema.table)?.column(named: name.column.text)
    let columnName = column?.name ?? name.column.text
    let ofColumn = schema.settings.filter { $0.column.isSame(as: columnName) }
    guard let setting = ofColumn.first(where: { $0.isCalled(name.entry?.text) }) else {
      throw .wrong(Self.unknown(name, column, ofColumn, schema, environment))
    }
    self.setting = setting
  }

  private static func unknown(
    _ name: SettingName, _ column: ColumnSchema?, _ ofColumn: [SettingSchema],
    _ schema: ActionSchema, _ environment: BindingEnvironment
  ) -> Diagnostic {
    let entries = ofColumn.compactMap(\.entry)
    guard !ofColumn.isEmpty else {
      let near =
        schema.setting(calledElsewhere: name, in: environment.schema)
        ?? (column == nil ? suggestion(for: name.column.text, among: schema.settingNames) : nil)
      let sameEntry = name.entry.flatMap { entry in
        schema.settings.first { $0.isCalled(entry.text) }
      }
      return .notSettable(
        name.column, whatIs: schema.settingNames.map { $0.hasSuffix(".") ? $0 + "NAME" : $0 },
        near: near, sameEntry: sameEntry?.path)
    }
    guard let entry = name.entry else {
      return .setByEntry(name.column, for: entries.first ?? "")
    }
    guard !entries.isEmpty else { return .noEntries(of: name.column, at: entry.range) }
    return .unknownEntry(
      entry, of: name.column, known: entries, near: suggestion(for: entry.text, among: entries))
  }

  /// The value that it is set to, which is one of its domain.
  func bind(_ syntax: Expression) throws(BindingFailure) -> Value {
    if case .name(let name) = syntax.kind, let wrong = wrongName(name) { throw .wrong(wrong) }
    let binder = ExpressionBinder(
      environment: environment, query: nil, frames: [], place: .constant("set"),
      letLimit: environment.lets.count)
    var bound = try binder.bind(syntax)
    if !setting.domain.isOfWords {
      bound = try binder.literalIfUntyped(bound, syntax) { _ in false }
    }
    guard let value = bound.constantValue else {
      throw .wrong(.notConstant(canonicalText(of: syntax), after: "set", at: syntax.range))
    }
    if let value = setting.domain.value(value) { return value }
    throw .wrong(
      .outOfDomain(
        setting, found: found(value, syntax), at: syntax.range,
        hint: hint(for: value, bound, syntax)))
  }

  /// The value as it was written; that of a parameter as it is.
  private func found(_ value: Value, _ syntax: Expression) -> String {
    switch (syntax.kind, value) {
    case (.parameter, .integer(let number)): String(number)
    case (.parameter, .text(let text)): canonicalText(of: .text(text.bytes))
    case _: canonicalText(of: syntax)
    }
  }

  /// The error for a name where a value is wanted: `idle`, `unlimited`.
  private func wrongName(_ name: Name) -> Diagnostic? {
    let hint: String
    switch setting.domain {
    case .words: hint = "text stands in quotes: '\(visible(name.text))'"
    case .limit where Self.unlimited.contains(name.text.folded): hint = "null is unlimited"
    case .limit, .integers, .members: return nil
    }
    return .notConstant(name.text, after: "set", at: name.range, hint: hint)
  }

  /// What other programs call a limit that is none.
  private static let unlimited: Set = ["unlimited", "infinity", "inf", "none", "max", "unlimit"]

  private func hint(
    for value: Value, _ bound: BoundExpression, _ syntax: Expression
  ) -> String? {
    switch (setting.domain, value) {
    case (.words(let words), .text(let text)): hint(forWord: text, words)
    case (.words(let words), _): "it is " + Diagnostic.alternatives(words.map { "'\($0)'" })
    case (.members(let range), .integer(let number)) where range.contains(number):
      Diagnostic.didYouMean("[\(number)]")
    case (.members, .list(let elements)) where !elements.contains(where: \.isNegative): nil
    case (.members, .text), (.members, .null), (.members, .list), (.members, .integer):
      "each is named, as in [0, 1]"
    case (.limit(isBytes: true), .duration):
      canonicalText(of: syntax).utf8.last == UInt8(ascii: "m")
        ? Diagnostic.didYouMean(canonicalText(of: syntax).uppercased()) : nil
    case (.limit(isBytes: false), .duration): "a number stands without a unit here"
    case (.limit, .text), (.limit, .integer): "null is unlimited"
    case _: nil
    }
  }

  /// The word that is meant by another, as the column's vocabulary knows it.
  private func hint(forWord text: Text, _ words: [String]) -> String? {
    let word = String(decoding: text.bytes, as: UTF8.self)
    let stem = word.utf8.firstIndex(of: UInt8(ascii: "/")).map { String(word[...$0]) } ?? word
    let begun = words.filter { !stem.isEmpty && $0.hasPrefix(stem) }
    if let first = begun.first, let last = begun.last, begun.count > 1 {
      return "it is \(first) to \(last)"
    }
    let meant = begun.first ?? column?.vocabulary?.wordMeant(by: text)
    if let meant, words.contains(meant) { return Diagnostic.didYouMean(meant) }
    return suggestion(for: word, among: words).map(Diagnostic.didYouMean)
      ?? "it is " + Diagnostic.alternatives(words)
  }
}

extension SettingSchema {
  /// Whether this is the name of its entry, or none where it has none.
  fileprivate func isCalled(_ name: String?) -> Bool {
    guard let name, let entry else { return name == nil && entry == nil }
    return entry.isSame(as: name)
  }
}

extension ActionSchema {
  /// What is set by another name: one that other programs have for it, or an entry's alone.
  fileprivate func setting(calledElsewhere name: SettingName, in schema: Schema) -> String? {
    let word = (name.entry ?? name.column).text
    if let setting = settings.first(where: { $0.entry?.isSame(as: word) == true }) {
      return setting.path
    }
    guard name.entry == nil else { return nil }
    let meanings = schema.foreign.columns(of: table)?.row(of: word.folded)?.meanings ?? []
    if let meant = settings.first(where: { meanings.contains($0.column) }) { return meant.column }
    let isPriority = ["priority", "prio", "ni"].contains(word.folded)
    return isPriority ? settings.first { $0.column == "nice" }?.column : nil
  }

  /// What can be set, each column once; that of a map ends with a dot.
  fileprivate var settingNames: [String] {
    var names: [String] = []
    for setting in settings {
      let name = setting.column + (setting.entry == nil ? "" : ".")
      if !names.contains(name) { names.append(name) }
    }
    return names
  }
}

extension Value {
  /// As the difference in `[0-3]` is, which is meant as a range.
  fileprivate var isNegative: Bool {
    if case .integer(let number) = self { number < 0 } else { false }
  }
}

extension SettingSchema.Domain {
  fileprivate var isOfWords: Bool {
    switch self {
    case .words: true
    case .integers, .members, .limit: false
    }
  }

  /// The value as one of these; nil if it is none.
  fileprivate func value(_ value: Value) -> Value? {
    switch (self, value) {
    case (.integers(let range), .integer(let number)): range.contains(number) ? value : nil
    case (.words(let words), .text(let text)):
      words.contains { Array($0.utf8) == text.bytes } ? value : nil
    case (.members(let range), .list(let elements)): Self.members(elements, of: range)
    case (.limit, .null): value
    case (.limit, .integer(let number)): number >= 0 ? value : nil
    case (.limit(isBytes: true), .size(let bytes)): bytes >= 0 ? value : nil
    case _: nil
    }
  }

  /// Each once, in ascending order; nil where one is none of them, or there is none.
  private static func members(_ elements: [Value], of range: ClosedRange<Int64>) -> Value? {
    var members: Set<Int64> = []
    for element in elements {
      guard case .integer(let number) = element, range.contains(number) else { return nil }
      members.insert(number)
    }
    return members.isEmpty ? nil : .list(members.sorted().map(Value.integer))
  }
}
