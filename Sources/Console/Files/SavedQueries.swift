import Glibc
import QueryLanguage

/// The queries that are run by their names: those that a user has kept, and behind them the samples
/// that were installed.
package struct SavedQueries: Sendable {
  /// The user's own; nil for a user without a home.
  private let folder: UserFolder?
  /// Nil where none are installed.
  private let samples: QueryFolder?

  /// Nil where there is neither.
  package init?(folder: UserFolder?, samples: String? = nil) {
    guard folder != nil || samples != nil else { return nil }
    self.folder = folder
    self.samples = samples.map { QueryFolder(path: $0) }
  }

  private var own: QueryFolder? { folder.map { QueryFolder(path: $0.path) } }

  /// Where the user's own are; without those where the samples are.
  var path: String { own?.path ?? samples?.path ?? "" }

  // MARK: - Finding

  /// What a name stands for.
  package enum Finding: Hashable, Sendable {
    case nothing
    /// The file of this path.
    case query(path: String)
    /// Samples of these names, each of which is called so.
    case several([String])
  }

  /// The user's own query of this name, else the sample: by its folder and name, or by its name alone
  /// if no other is called so.
  package func find(_ name: String) -> Finding {
    if let path = ownPath(ofQuery: name) ?? samples?.file(ofQuery: name) {
      return .query(path: path)
    }
    guard let samples, QueryFolder.isName(name), !name.contains("/") else { return .nothing }
    let end = QueryFolder(path: "").path(for: name)
    let found = samples.names().filter { samples.path(for: $0).hasSuffix(end) }
    if found.count > 1 { return .several(found) }
    // The user may have another of that folder and name.
    return found.first.map { .query(path: ownPath(ofQuery: $0) ?? samples.path(for: $0)) }
      ?? .nothing
  }

  /// The file of this name if there is exactly one.
  package func path(ofQuery name: String) -> String? {
    if case .query(let path) = find(name) { path } else { nil }
  }

  /// The user's own file of this name if there is one.
  func ownPath(ofQuery name: String) -> String? { own?.file(ofQuery: name) }

  /// What a sample is called, of its path; nil of the user's own.
  func sample(at path: String) -> String? {
    samples?.names().first { samples?.path(for: $0) == path }
  }

  /// Whether a file that was found here came with the program.
  package func isSample(_ path: String) -> Bool {
    samples.map { path.hasPrefix($0.path + "/") } ?? false
  }

  /// What is to be told before the file of a query is run that somebody else could have written; nil
  /// where nobody could.
  package func warning(of file: borrowing RegularFile, at path: String) -> String? {
    let ownFolder = folder.flatMap { path.hasPrefix($0.path + "/") ? $0 : nil }
    let objection = ownFolder?.objection ?? objection(toFolder: Console.folder(of: path))
    return (objection ?? file.objection).map { "\(path) may not be your own: \($0)" }
  }

  // MARK: - Listing

  /// What a list tells of each of the user's own. It reads all of them.
  package func outlines() -> [QueryOutline] { own?.outlines() ?? [] }

  /// What a list tells of each sample. It reads all of them.
  package func sampleOutlines() -> [QueryOutline] { samples?.outlines() ?? [] }

  /// How a query is run.
  package struct Call: Hashable, Sendable {
    /// What it is enough to say.
    package let name: String
    /// As its outline has it.
    package let title: String
    /// A sample's folder and name, where its name alone is enough; else nil.
    package let longName: String?

    /// The name to offer to who has typed this much: with its folder if a folder was typed.
    func name(for typed: String) -> String { typed.contains("/") ? longName ?? name : name }
  }

  /// What to say for each query: for a sample its name alone where that is enough.
  package func calls() -> [Call] {
    let samples = sampleOutlines()
    let counts = Dictionary(samples.map { (Self.lastPart($0.name), 1) }, uniquingKeysWith: +)
    return outlines().map { Call(name: $0.name, title: $0.title, longName: nil) }
      + samples.map { sample in
        let name = Self.lastPart(sample.name)
        let isEnough = counts[name] == 1 && ownPath(ofQuery: name) == nil
        return isEnough
          ? Call(name: name, title: sample.title, longName: sample.name)
          : Call(name: sample.name, title: sample.title, longName: nil)
      }
  }

  /// The name that a misspelt one most likely stands for; nil if none is near.
  package func suggestion(for name: String) -> String? {
    let names = calls().map { $0.name(for: name) }
    return QueryLanguage.suggestion(for: name, among: names)
  }

  private static func lastPart(_ name: String) -> String {
    String(name.split(separator: "/").last ?? "")
  }

  // MARK: - Keeping

  /// Saves a text under a name; true if it replaced another of the user's own. A link by that name is
  /// replaced, not what it leads to.
  func save(_ text: [UInt8], as name: String) throws(SystemError) -> Bool {
    guard let folder, let own else {
      throw SystemError("save", name, because: "there is no folder for it: HOME is not set")
    }
    let existed = ownPath(ofQuery: name) != nil
    try folder.folder(name.split(separator: "/").dropLast().map(String.init)).make()
    try replaceFile(own.path(for: name), with: text, mode: 0o644)
    return existed
  }

  /// As `QueryFolder.isName`.
  static func isName(_ name: String) -> Bool { QueryFolder.isName(name) }
}
