import Glibc
import QueryLanguage

/// A folder of `.procq` files, and of folders with such.
struct QueryFolder: Sendable {
  /// Where it is.
  let path: String

  /// How the names of files end that are queries.
  private static let ending = ".procq"

  /// The file of exactly this name if there is one; it may be said with its ending.
  func file(ofQuery name: String) -> String? {
    guard Self.isName(name) else { return nil }
    let path = path(for: name)
    return stat(of: path)?.isRegular ?? false ? path : nil
  }

  /// Where the query of this name lies, or would.
  func path(for name: String) -> String {
    path + "/" + (name.hasSuffix(Self.ending) ? name : name + Self.ending)
  }

  /// Every name, in order.
  func names() -> [String] { names(in: path, prefix: "", depth: 0).sorted() }

  /// What a list tells of each, in the order of their names. It reads all of them.
  func outlines() -> [QueryOutline] {
    names().map { name in
      QueryOutline(name: name, text: (try? contents(ofFile: path(for: name))) ?? [])
    }
  }

  /// Letters, digits and `._-`, in parts between slashes none of which begins with a dot.
  static func isName(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty && !part.hasPrefix(".")
        && part.utf8.allSatisfy { $0.isLetterOrDigit || "._-".utf8.contains($0) || $0 >= 0x80 }
    }
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
}
