// ConsoleSupport catches what the program writes, for the tests alone.

import Console

/// Keeps what it is given.
package final class MemorySink: ByteSink {
  /// All bytes so far, in the order in which they came.
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package func write(_ bytes: UnsafeRawBufferPointer) {
    self.bytes.append(contentsOf: bytes)
  }
}
