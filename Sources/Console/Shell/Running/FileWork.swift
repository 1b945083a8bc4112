import CEditLine
import Glibc
import Synchronization

/// Work on a file whose server may not answer, on a thread of its own, so that Ctrl-C and other
/// signals leave it all the same. Work that is left goes on for as long as the kernel keeps it.
struct FileWork {
  /// What is done, as an error says it: `read`.
  let verb: String
  /// To what.
  let path: String

  /// Does the work and waits for its end, so many milliseconds at most if a limit is given.
  func run<Value: Sendable>(
    atMost limit: CInt = -1, _ body: @escaping @Sendable () throws(SystemError) -> Value
  ) throws(SystemError) -> Value {
    let box = Box<Value>()
    let thread = BackgroundWork.start { box.fill(by: body) }
    guard let thread else { return try body() }
    try wait(for: thread, limit)
    guard let result = box.result else { throw SystemError(verb, path, because: "it was left") }
    return try result.get()
  }

  /// How long who types waits for what may stand there, in milliseconds.
  private static let patience: CInt = 400

  /// What the work gives, as something to offer; nil where it does not come soon, or fails.
  func offer<Value: Sendable>(
    _ body: @escaping @Sendable () throws(SystemError) -> Value
  ) -> Value? {
    try? run(atMost: Self.patience, body)
  }

  private func wait(for thread: borrowing BackgroundWork, _ limit: CInt) throws(SystemError) {
    // Signals that are for whoever waits for the next key, or may end the shell then.
    var others: [CInt] = []
    defer { others.forEach { signals_note($0) } }
    while true {
      switch -signals_wait(thread.done, limit) {
      case -1: return
      case 0 where limit < 0: continue
      case 0: throw SystemError(verb, path, because: "it does not answer")
      case SIGINT: throw SystemError(verb, path, because: "interrupted")
      case let number:
        others.append(number)
        if number == SIGWINCH || number == SIGTSTP { continue }
        throw SystemError(verb, path, because: "interrupted")
      }
    }
  }

  private final class Box<Value: Sendable>: Sendable {
    private let contents = Mutex<Result<Value, SystemError>?>(nil)

    var result: Result<Value, SystemError>? { contents.withLock { $0 } }

    func fill(by body: () throws(SystemError) -> Value) {
      let result = Result { () throws(SystemError) in try body() }
      contents.withLock { $0 = result }
    }
  }
}
