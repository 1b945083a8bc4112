import CProc

/// That this thread may now wait in the kernel, for other threads to see: for a process whose
/// address space is locked, or a file system that does not answer. It costs two stores and no
/// clock.
struct Wait {
  /// What a thread waits for, as a number.
  struct Subject: Hashable, Sendable {
    fileprivate let number: UInt64

    /// A file of a process, under whatever task it stands.
    static func file(_ file: ProcFile, of pid: Int32) -> Subject {
      Subject(number: UInt64(UInt32(bitPattern: pid)) << 8 | UInt64(file.rawValue + 1))
    }

    /// The listing of the processes.
    static let root = Subject(number: .max - 1)
    /// Other threads, or what nobody needs to hear of.
    static let other = Subject(number: .max)
    /// It has a name.
    fileprivate static let named = Subject(number: 0)
  }

  /// One within another is a part of that.
  private let isOutermost: Bool

  /// Begins, unless the thread waits for something already.
  init(for subject: Subject) {
    isOutermost = cproc_wait_begin(subject.number)
  }

  /// Begins to wait for a file of this path, which is copied: it costs more.
  init(at path: [UInt8]) {
    isOutermost = path.withUnsafeBytes { cproc_wait_begin_named($0.baseAddress, $0.count) }
  }

  /// It is over.
  func end() {
    if isOutermost { cproc_wait_end() }
  }
}

/// What the threads of this process wait for, and for how long as far as it was looked at. What was
/// waited for before it was made does not count: nobody will come back from there.
///
/// One thread at a time may look.
package final class WaitObservation {
  private let root: String
  private let ignored: Set<Turn>
  private var began: [Turn: Int64] = [:]

  /// One wait of one thread.
  fileprivate struct Turn: Hashable {
    let place: UnsafeRawPointer?
    let number: UInt64
  }

  /// A wait that goes on.
  package struct Found {
    /// `/proc/4711/smaps_rollup`, or where a file system is mounted.
    package let path: [UInt8]
    /// When it was first seen, by the clock of whoever looks.
    package let firstSeen: Int64
  }

  /// Files of processes are named as below this root.
  package init(root: String) {
    self.root = root
    ignored = Set(Self.waits().map(\.identity))
  }

  /// The waits that go on, the longest first. `now` is by a clock that does not go back.
  package func look(at now: Int64) -> [Found] {
    let waits = Self.waits().filter { !ignored.contains($0.identity) }
    began = Dictionary(
      waits.map { ($0.identity, began[$0.identity] ?? now) },
      uniquingKeysWith: { first, _ in first })
    return waits.compactMap { wait in
      path(of: wait).map { Found(path: $0, firstSeen: began[wait.identity] ?? now) }
    }.sorted { $0.firstSeen < $1.firstSeen }
  }

  /// Nil of what is no file, and of a wait that is over.
  private func path(of wait: cproc_wait) -> [UInt8]? {
    switch Wait.Subject(number: wait.subject) {
    case .other: return nil
    case .root: return Array(root.utf8)
    case .named: return wait.name
    case let subject: return ProcFS.path(of: subject.relativePath, below: root)
    }
  }

  private static func waits() -> [cproc_wait] {
    var capacity = 64
    while true {
      var found = 0
      let waits = [cproc_wait](unsafeUninitializedCapacity: capacity) { room, count in
        found = cproc_waits(room.baseAddress, room.count)
        count = min(found, capacity)
      }
      if found <= capacity { return waits }
      capacity = found
    }
  }
}

extension Wait.Subject {
  /// `4711/smaps_rollup`
  fileprivate var relativePath: [UInt8] {
    var path = RelativePath(Int32(truncatingIfNeeded: number >> 8))
    let index = Int(number & 0xff) - 1
    if ProcFile.allCases.indices.contains(index) {
      path.append("/")
      path.append(ProcFile.allCases[index].fileName)
    }
    return path.copy
  }
}

extension ProcFile {
  /// What it is called in a process's directory.
  fileprivate var fileName: StaticString { self == .fdlink || self == .fdstat ? "fd" : name }
}

extension cproc_wait {
  fileprivate var identity: WaitObservation.Turn { .init(place: place, number: turn) }

  /// Nil where the wait is over.
  fileprivate var name: [UInt8]? {
    var copy = self
    let name = [UInt8](unsafeUninitializedCapacity: 1000) { room, count in
      count = cproc_wait_name(&copy, room.baseAddress, room.count)
    }
    return name.isEmpty ? nil : name
  }
}
