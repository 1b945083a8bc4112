/// `statm`: the size of a process's memory, in pages.
///
/// All zero for a kernel thread and a zombie. Resident and shared are exact since 6.16 (and in the
/// stable kernels that took the change), before it off by what each processor has not yet added.
package struct Statm: Sendable {
  /// Mapped, whether in use or not.
  package var size: UInt64
  /// In RAM.
  package var resident: UInt64
  /// The part of `resident` that files and shared memory back.
  package var shared: UInt64
  /// The program's code.
  package var text: UInt64
  /// Always 0 since 2.6.
  package var library: UInt64
  /// Data and stack.
  package var data: UInt64
  /// Always 0 since 2.6.
  package var dirty: UInt64

  /// Nil where it has fewer than seven numbers.
  package init?(_ text: Span<UInt8>) {
    var position = 0
    guard let size = text.takeNumber(&position), let resident = text.takeNumber(&position),
      let shared = text.takeNumber(&position), let code = text.takeNumber(&position),
      let library = text.takeNumber(&position), let data = text.takeNumber(&position),
      let dirty = text.takeNumber(&position)
    else { return nil }
    self.size = size
    self.resident = resident
    self.shared = shared
    self.text = code
    self.library = library
    self.data = data
    self.dirty = dirty
  }

  /// There is no memory behind these figures.
  package var isEmpty: Bool { size == 0 }
}
