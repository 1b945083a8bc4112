import Console
import Glibc

/// The program: it hands over to `Tool`, and ends with its status.
@main
struct Procq {
  /// Runs the command line, and ends the process.
  static func main() {
    let status = Tool().run(Arguments.words)
    // At once: nothing is left to tidy, and reading threads may still be at work.
    _exit(status.rawValue)
  }
}
