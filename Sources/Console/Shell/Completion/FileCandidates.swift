import QueryLanguage

/// Names of files, for the commands and statements that take one.
struct FileCandidates {
  /// Those that begin with what was typed of a path, as they are written in a command: in the
  /// open quote, or with backslashes where they are needed.
  static func candidates(typed: String, openQuote: UInt8?) -> [Candidate] {
    found(typed: typed).map {
      candidate($0.path, name: $0.name, isFolder: $0.isFolder, openQuote)
    }
  }

  /// The same in an open quote of a statement, after what was typed there. `closed`: the quote that
  /// ends it is there already. A statement knows no home folder by `~`.
  static func texts(typed: [UInt8], in mark: UInt8, closed: Bool) -> [Candidate] {
    guard typed.first != UInt8(ascii: "~") else { return [] }
    let literal = try? parseExpression(SourceText(bytes: [mark] + typed + [mark]))
    guard case .literal(.text(let text))? = literal?.kind,
      let path = String(validating: text, as: UTF8.self)
    else { return [] }
    return found(typed: path).map { file in
      Candidate(
        text: ValueCandidates.quoted(Array(file.path.utf8), in: mark)
          + (file.isFolder ? [UInt8(ascii: "/")] : []),
        suffix: file.isFolder || closed ? [] : [mark, UInt8(ascii: " ")],
        label: visible(file.name) + (file.isFolder ? "/" : ""))
    }
    .filter { $0.text.starts(with: typed) }
  }

  /// A file, by the path that was begun.
  private typealias Found = (path: String, name: String, isFolder: Bool)

  private static func found(typed: String) -> [Found] {
    let split = typed.lastIndex(of: "/").map { typed.index(after: $0) } ?? typed.startIndex
    let folder = String(typed[..<split])
    let prefix = typed[split...]
    let path = folder.isEmpty ? "." : withHome(folder)
    let found = FileWork(verb: "read", path: path).offer { entries(ofFolder: path) } ?? []
    return
      found.filter { $0.name.hasPrefix(prefix) && ($0.name.first != "." || prefix.first == ".") }
      .sorted { $0.name < $1.name }
      .map { (folder + $0.name, $0.name, $0.isFolder) }
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
