import Glibc

/// Where a user's files of procq's lie, by the XDG base directory specification.
package struct UserFolders: Sendable {
  /// The user's home; nil for a user without one.
  package let home: String?
  /// `~/.config/procq`; nil for a user without a home.
  package let configuration: UserFolder?
  /// `~/.local/state/procq`
  package let state: UserFolder?
  /// Where the samples lie that were installed with the program; nil where none are.
  package let samples: String?

  /// As the environment says. A relative path in it counts for nothing, as the specification asks.
  package init(
    environment: (String) -> String? = environmentValue, samples: String? = nil
  ) {
    self.samples = samples
    func absolute(_ variable: String) -> String? {
      environment(variable).flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    let home = absolute("HOME")
    func folder(_ variable: String, _ standard: [String]) -> UserFolder? {
      if let base = absolute(variable) { return UserFolder(base: base, ["procq"]) }
      return home.map { UserFolder(home: $0, standard + ["procq"]) }
    }
    self.home = home
    configuration = folder("XDG_CONFIG_HOME", [".config"])
    state = folder("XDG_STATE_HOME", [".local", "state"])
  }

  /// A user without any.
  static let none = UserFolders(environment: { _ in nil })

  /// What the shell runs when it begins.
  package var startUpFile: String? { configuration.map { $0.path + "/rc.procq" } }
  /// What is run by its name: nil for a user without a home where no samples are installed.
  package var savedQueries: SavedQueries? {
    SavedQueries(folder: configuration?.folder(["queries"]), samples: samples)
  }
}

/// A variable of our own environment; nil also where it is no UTF-8, and would be another text here.
package func environmentValue(_ name: String) -> String? {
  getenv(name).flatMap { String(validatingCString: $0) }
}

/// The path, `~` at its beginning replaced by the user's home.
func withHome(_ path: String) -> String {
  guard path == "~" || path.hasPrefix("~/"), let home = UserFolders().home else { return path }
  return home + path.dropFirst()
}
