import Glibc

/// Where a user's files of procq's lie, by the XDG base directory specification.
package struct UserFolders: Sendable {
  /// `~/.config/procq`; nil for a user without a home.
  package let configuration: String?
  /// `~/.local/state/procq`
  package let state: String?

  /// As the environment says. A relative path in it counts for nothing, as the specification asks.
  package init(environment: (String) -> String? = environmentValue) {
    let home = environment("HOME").flatMap { $0.isEmpty ? nil : $0 }
    func folder(_ variable: String, _ standard: String) -> String? {
      if let base = environment(variable), base.hasPrefix("/") { return base + "/procq" }
      return home.map { "\($0)/\(standard)/procq" }
    }
    configuration = folder("XDG_CONFIG_HOME", ".config")
    state = folder("XDG_STATE_HOME", ".local/state")
  }

  /// Where the shell's history is kept.
  package var history: String? { state.map { $0 + "/history" } }
  /// What the shell runs when it begins.
  package var startUpFile: String? { configuration.map { $0 + "/rc.procq" } }
  /// Where saved queries are kept.
  package var savedQueries: SavedQueries? {
    configuration.map { SavedQueries(folder: $0 + "/queries") }
  }
}

/// A variable of our own environment.
package func environmentValue(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}
