import Glibc

/// A folder of procq's own, below one that the user has.
package struct UserFolder: Hashable, Sendable {
  /// What it is made in: the user's home, or the folder that a variable names.
  private let base: String
  /// The names from there on.
  private let steps: [String]
  /// A home that is not there is never made, such as the /nonexistent of system users.
  private let makesBase: Bool

  /// Below a home.
  package init(home: String, _ steps: [String]) {
    self.init(base: home, steps: steps, makesBase: false)
  }

  /// Below a folder that is made where it is missing, as the XDG specification asks.
  package init(base: String, _ steps: [String]) {
    self.init(base: base, steps: steps, makesBase: true)
  }

  private init(base: String, steps: [String], makesBase: Bool) {
    self.base = base
    self.steps = steps
    self.makesBase = makesBase
  }

  /// Where it is.
  package var path: String { ([base] + steps).joined(separator: "/") }

  /// A folder within it.
  func folder(_ names: [String]) -> UserFolder {
    UserFolder(base: base, steps: steps + names, makesBase: makesBase)
  }

  /// From the base on.
  private var paths: [String] {
    (0...steps.count).map { ([base] + steps.prefix($0)).joined(separator: "/") }
  }

  /// Why what lies in it could have been put there by somebody else; nil where it could not.
  package var objection: String? {
    paths.lazy.compactMap { Console.objection(toFolder: $0) }.first
  }

  /// Makes what is missing of it, closed to other users. Nothing is made in a folder of somebody
  /// else's, and none of theirs is taken for the user's own: whoever is root in another's home would
  /// lock the other out of what was made there.
  func make() throws(SystemError) {
    if stat(of: base) == nil {
      guard makesBase else { throw refusal(because: "there is no \(base)") }
      try requireOwn(Console.folder(of: base))
    }
    for folder in paths { try requireOwn(folder) }
    for folder in paths where stat(of: folder) == nil {
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
        throw SystemError("create", folder)
      }
    }
    guard stat(of: path)?.isFolder ?? false else { throw refusal(because: "it is no folder") }
  }

  /// Makes it as `make` does, and closes it to other users if it was open to them. A folder that it is
  /// linked to serves something else besides, and stays as it is.
  func makePrivate() throws(SystemError) {
    try make()
    var status = stat()
    guard lstat(path, &status) == 0, status.isFolder, status.st_mode & 0o077 != 0 else { return }
    guard chmod(path, 0o700) == 0 else { throw SystemError("make private", path) }
  }

  private func requireOwn(_ folder: String) throws(SystemError) {
    if stat(of: folder)?.isAnothers ?? false {
      throw refusal(because: "\(folder) belongs to another user")
    }
  }

  private func refusal(because reason: String) -> SystemError {
    SystemError("use", path, because: reason)
  }
}
