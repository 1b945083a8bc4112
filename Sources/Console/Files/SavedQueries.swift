import Glibc
import QueryLanguage

/// The queries that a user has kept under names: plain `.procq` files in a folder, or in folders
/// within it.
package struct SavedQueries: Sendable {
  private let folder: UserFolder

  package init(folder: UserFolder) {
    self.folder = folder
  }

  /// Where they are.
  var path: String { folder.path }

  private static let ending = ".procq"

  /// The file of this name if there is one; it may be said with its ending.
  package func path(ofQuery name: String) -> String? {
    guard Self.isName(name) else { return nil }
    let path = path(for: name)
    return stat(of: path)?.isRegular ?? false ? path : nil
  }

  /// What is to be told before the file of a query is run that somebody else could have written; nil
  /// where nobody could.
  package func warning(of file: borrowing RegularFile, at path: String) -> String? {
    (folder.objection ?? file.objection).map { "\(path) may not be your own: \($0)" }
  }

  /// The names in order, each with the query's title: its first line if that is a comment.
  package func list() -> [(name: String, title: String)] {
    names(in: folder.path, prefix: "", depth: 0).sorted().map { ($0, title(ofQuery: $0)) }
  }

  /// What a list tells of each, in the order of their names. It reads all of them.
  func outlines() -> [QueryOutline] {
    names(in: folder.path, prefix: "", depth: 0).sorted().map { name in
      QueryOutline(name: name, text: (try? contents(ofFile: path(for: name))) ?? [])
    }
  }

  /// Saves a text under a name; true if it replaced another. A link by that name is replaced, not
  /// what it leads to.
  func save(_ text: [UInt8], as name: String) throws(SystemError) -> Bool {
    let existed = self.path(ofQuery: name) != nil
    try folder.folder(name.split(separator: "/").dropLast().map(String.init)).make()
    try replaceFile(path(for: name), with: text, mode: 0o644)
    return existed
  }

  /// Letters, digits and `._-`, in parts between slashes none of which begins with a dot.
  static func isName(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty && !part.hasPrefix(".")
        && part.utf8.allSatisfy { $0.isLetterOrDigit || "._-".utf8.contains($0) || $0 >= 0x80 }
    }
  }

  private func path(for name: String) -> String {
    folder.path + "/" + (name.hasSuffix(Self.ending) ? name : name + Self.ending)
  }

  private func names(in folder: String, prefix: String, depth: Int) -> [String] {
    guard depth < 8 else { return [] }
    return entries(ofFolder: folder).flatMap { entry -> [String] in
      if entry.isFolder {
        return names(
          in: "\(folder)/\(entry.name)", prefix: prefix + entry.name + "/", depth: depth + 1)
      }
      guard entry.name.hasSuffix(Self.ending) else { return [] }
      let name = prefix + entry.name.dropLast(Self.ending.count)
      return Self.isName(name) ? [name] : []
    }
  }

  /// How far into a file its title is looked for.
  private static let titleReach = 4096

  private func title(ofQuery name: String) -> String {
    guard let bytes = try? RegularFile(path(for: name)).beginning(Self.titleReach) else {
      return ""
    }
    return QueryOutline.title(of: bytes)
  }
}
