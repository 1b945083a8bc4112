import Glibc

/// The program that shows what is longer than the screen: `$PAGER`, else less.
struct Pager: Sendable {
  /// The command line of the pager.
  let line: String

  /// Nil where the user wants none, or there is none.
  init?() {
    if let line = environmentValue("PAGER") {
      guard !line.allSatisfy(\.isWhitespace), line != "cat" else { return nil }
      self.line = line
    } else if let program = ["less", "more"].first(where: isProgram) {
      line = program
    } else {
      return nil
    }
  }

  /// Starts it; what is written to the descriptor is shown.
  func start() -> (process: ChildProcess, input: CInt)? {
    // Colours pass, long lines are cut, and what fits on the screen stays on it.
    let variables = environmentValue("LESS") == nil ? ["LESS=-FRSX"] : []
    return ChildProcess.reading(shellLine: line, variables: variables)
  }
}

/// Whether one of the folders of $PATH holds a program of this name.
private func isProgram(_ name: String) -> Bool {
  (environmentValue("PATH") ?? "/usr/bin:/bin").split(separator: ":")
    .contains { access("\($0)/\(name)", X_OK) == 0 }
}
