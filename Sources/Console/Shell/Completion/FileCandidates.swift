import QueryLanguage

/// Names of files, for the commands that take one.
struct FileCandidates {
  /// Those that begin with what was typed of a path, as they are written in a command: in the
  /// open quote, or with backslashes where they are needed.
  static func candidates(typed: String, openQuote: UInt8?) -> [Candidate] {
    let split = typed.lastIndex(of: "/").map { typed.index(after: $0) } ?? typed.startIndex
    let folder = String(typed[..<split])
    let prefix = typed[split...]
    let path = folder.isEmpty ? "." : withHome(folder)
    let found = FileWork(verb: "read", path: path).offer { entries(ofFolder: path) } ?? []
    return
      found.filter { $0.name.hasPrefix(prefix) && ($0.name.first != "." || prefix.first == ".") }
      .sorted { $0.name < $1.name }
      .map { candidate(folder + $0.name, name: $0.name, isFolder: $0.isFolder, openQuote) }
  }

  private static func candidate(
    _ path: String, name: String, isFolder: Bool, _ openQuote: UInt8?
  ) -> Candidate {
    let quote = openQuote.map { [$0] } ?? []
    let written = quote + (openQuote == nil ? escaped(path) : Array(path.utf8))
    let slash = isFolder ? [UInt8(ascii: "/")] : []
    return Candidate(
      text: written + slash, suffix: isFolder ? [] : quote + [UInt8(ascii: " ")],
      label: name + (isFolder ? "/" : ""))
  }

  private static func escaped(_ path: String) -> [UInt8] {
    path.utf8.flatMap { byte in
      byte.isSpace || "\\'\";".utf8.contains(byte) ? [UInt8(ascii: "\\"), byte] : [byte]
    }
  }
}
