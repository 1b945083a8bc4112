import QueryLanguage

/// The user's ~/.editrc, which sets up libedit; see editrc(5). We read it, and not libedit, since that
/// would wait for a pipe and obey another user's file: a key can be bound to a whole statement.
struct EditorSettings {
  /// Its lines, without comments.
  let lines: [String]
  /// Keys may take commands of libedit, one of which binds keys, and another starts an editor.
  var allowsCommands = true

  /// The lines that bind single keys; not those that choose emacs' or vi's keys.
  var bindings: [String] {
    lines.filter { line in
      let words = line.split { $0 == " " || $0 == "\t" }
      guard let command = words.first else { return false }
      return (command == "bind" || command.hasSuffix(":bind"))
        && !words.contains("-v") && !words.contains("-e")
    }
  }

  init(_ bytes: [UInt8] = []) {
    lines = bytes.split(separator: UInt8(ascii: "\n"))
      .map { String(decoding: $0.drop(while: \.isSpace), as: UTF8.self) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }

  /// The file that `$EDITRC` names, or `~/.editrc`; nil for a user without a home.
  static func path(_ folders: UserFolders) -> String? {
    if let path = environmentValue("EDITRC"), !path.isEmpty { return path }
    return folders.home.map { $0 + "/.editrc" }
  }
}
