/// The user's ~/.editrc, which libedit reads itself; see editrc(5).
enum EditorSettings {
  /// Where the file is; nil for a user without a home.
  static var path: String? {
    environmentValue("EDITRC") ?? environmentValue("HOME").map { $0 + "/.editrc" }
  }

  /// The lines that bind single keys; not those that choose emacs' or vi's keys.
  static func bindings(in bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
      .filter { line in
        let words = line.split { $0 == " " || $0 == "\t" }
        guard let command = words.first else { return false }
        return (command == "bind" || command.hasSuffix(":bind"))
          && !words.contains("-v") && !words.contains("-e")
      }
  }
}
