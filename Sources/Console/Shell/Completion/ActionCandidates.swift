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

  /// What something is set to, where that has a name: its words in quotes, or null for no limit.
  func values(of path: [String], begunBy word: String) -> [Candidate] {
    switch setting(path)?.domain {
    case .words(let words):
      return words.map { Candidate(canonicalText(of: .text(Array($0.utf8))), suffix: " ") }
        .beginning(with: word.isEmpty ? "" : "'" + word)
    case .limit:
      return [Candidate("null", suffix: " ", kind: "constant", summary: "No limit.")]
        .beginning(with: word)
    case .integers, .members, nil:
      return []
    }
  }

  /// Its words where a quote is open, which the mark ends unless it stands there.
  func words(of path: [String], begunBy word: String, endedBy mark: UInt8?) -> [Candidate] {
    guard case .words(let words)? = setting(path)?.domain else { return [] }
    return words.map {
      Candidate(text: Array($0.utf8), suffix: mark.map { [$0] } ?? [], label: $0)
    }.beginning(with: word)
  }

  private func setting(_ path: [String]) -> SettingSchema? {
    let path = path.joined(separator: ".")
    return schema?.settings.first { $0.path.isSame(as: path) }
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
