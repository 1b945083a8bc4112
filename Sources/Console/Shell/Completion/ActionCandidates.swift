import QueryLanguage
import Schema

/// Completes what an action sends or sets.
struct ActionCandidates {
  /// Nil where nothing can be done.
  private let schema: ActionSchema?

  init(_ actions: OfferedActions) {
    switch actions {
    case .offered(let schema): self.schema = schema
    case .refused: schema = nil
    }
  }

  /// The signals by their names, with `SIG` for who has begun so. Those that are counted from others,
  /// `RTMIN+3`, are not listed.
  func signals(begunBy word: String) -> [Candidate] {
    let prefix = word.folded.hasPrefix("sig") ? "SIG" : ""
    let signals = schema?.signals.filter { $0.name.isName } ?? []
    return signals.map {
      Candidate(prefix + $0.name, suffix: " ", kind: "signal \($0.number)", summary: $0.summary)
    }
  }

  /// What can be set, each column once.
  var settings: [Candidate] {
    var seen: Set<String> = []
    return (schema?.settings ?? []).filter { seen.insert($0.column).inserted }.map { setting in
      setting.entry == nil
        ? Candidate(setting.column, suffix: " = ", kind: "setting", summary: setting.summary)
        : Candidate(setting.column, suffix: ".", kind: "setting")
    }
  }

  /// What can be set of the entries of a column's map.
  func entries(of column: String) -> [Candidate] {
    (schema?.settings ?? []).filter { $0.column.isSame(as: column) }.compactMap { setting in
      setting.entry.map {
        Candidate($0, suffix: " = ", kind: "setting", summary: setting.summary)
      }
    }
  }
}
