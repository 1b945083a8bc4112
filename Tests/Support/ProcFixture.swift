import CTestSupport
import Glibc

/// A made-up machine: one readable text, unpacked into a fresh directory that serves as `/proc`
/// and is removed with the fixture.
///
/// The text is a list of sections, each headed by a line between dashes:
///
///     Whatever stands before the first heading is a remark.
///     -- 4242/comm --
///     web
///     -- 4242/cmdline --
///     /usr/bin/web\0--port\080\0
///     -- 4242/exe -> /usr/bin/web (deleted) --
///     -- 4242/fd/3 -> socket:[1234] --
///     -- 4242/environ denied --
///     -- 4242/task/ --
///     -- meminfo --
///     MemTotal:       16384 kB
///
/// `PATH/` is an empty directory; `PATH -> TARGET` a link; `PATH denied` a file, a link or a
/// directory that the kernel refuses with EACCES, to root too: the tests give up what lets root
/// pass over the modes of files.
///
/// In contents and targets `\0`, `\n`, `\t`, `\xNN` and `\\` are bytes, and a backslash at the end
/// of a line joins it to the next. A file ends with the newline of its last line, unless that
/// line ends in `\0` or in a joining backslash; blank lines before a heading are not part of it.
package final class ProcFixture {
  /// The directory to hand to `--procfs`, without a slash at its end. What is called
  /// `../etc/passwd` stands beside it.
  package let root: String
  private let folder: String

  /// Unpacks the sections of `text`. Unless these hold a `self` or its `auxv`, it becomes a machine
  /// with pages of so many bytes, whose clock ticks 100 times a second; with nil it does not tell.
  package init(_ text: String, pageSize: UInt64? = 4096) throws(FixtureError) {
    let sections = try FixtureSection.sections(of: Array(text.utf8))
    folder = try makeTemporaryDirectory()
    root = folder + "/proc"
    guard mkdir(root, 0o755) == 0 else { throw .system("create the root", errno) }
    for section in sections { try unpack(section) }
    let tellsItself = sections.contains { $0.path == "self" || $0.path == "self/auxv" }
    if let pageSize, !tellsItself {
      try write("self/auxv", bytes: auxiliaryVector([(6, pageSize), (17, 100), (0, 0)]))
    }
  }

  /// Unpacks `Tests/Fixtures/NAME.proc`.
  package convenience init(named name: String) throws {
    let file = String(#filePath.dropLast("Support/ProcFixture.swift".count))
    try self.init(contentsOf: file + "Fixtures/\(name).proc")
  }

  /// Unpacks the text of a file.
  package convenience init(contentsOf path: String) throws(FixtureError) {
    try self.init(String(decoding: readWhole(path), as: UTF8.self))
  }

  deinit {
    removeTree(folder)
  }

  /// Writes (or overwrites) one file, as the machine changes while it is watched.
  package func write(_ path: String, _ text: String) throws(FixtureError) {
    try write(path, bytes: Array(text.utf8))
  }

  package func write(_ path: String, bytes: [UInt8]) throws(FixtureError) {
    try makeParents(of: path)
    let descriptor = open(root + "/" + path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw .system("create \(path)", errno) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard written > 0 else { throw .system("write \(path)", errno) }
      rest = rest.dropFirst(written)
    }
  }

  /// Takes away a file, a link or a whole process directory.
  package func remove(_ path: String) {
    removeTree(root + "/" + path)
  }

  private func unpack(_ section: FixtureSection) throws(FixtureError) {
    try makeParents(of: section.path)
    let path = root + "/" + section.path
    switch section.kind {
    case .file(let bytes):
      try write(section.path, bytes: bytes)
    case .directory:
      guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
        throw .system("create \(section.path)", errno)
      }
    case .link(let target):
      let target = (target + [0]).map(CChar.init(bitPattern:))
      guard symlink(target, path) == 0 else { throw .system("link \(section.path)", errno) }
    case .denied:
      try makeDenied(path)
    }
  }

  private func makeParents(of path: String) throws(FixtureError) {
    var directory = root
    for part in path.split(separator: "/").dropLast() {
      directory += "/" + part
      guard mkdir(directory, 0o755) == 0 || errno == EEXIST else {
        throw .system("create \(directory)", errno)
      }
    }
  }
}

/// The bytes of an `auxv`: pairs of a type and a value.
package func auxiliaryVector(_ pairs: [(type: UInt64, value: UInt64)]) -> [UInt8] {
  pairs.flatMap { pair in
    [pair.type, pair.value].flatMap { number in withUnsafeBytes(of: number.littleEndian, Array.init)
    }
  }
}

/// What is wrong with a fixture, or why it could not be unpacked.
package enum FixtureError: Error, Equatable {
  /// A line (from 1) that is no heading, or whose escapes are none.
  case malformed(line: Int, String)
  /// What was tried, and errno.
  case system(String, CInt)
}

private func makeTemporaryDirectory() throws(FixtureError) -> String {
  var template = Array("/tmp/procq-fixture.XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw .system("mkdtemp", errno) }
  return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// A file that nobody may read; where /proc has a directory by that name, a directory that nobody
/// may enter. In place of a link it is a file too: a link's own mode means nothing.
private func makeDenied(_ path: String) throws(FixtureError) {
  guard ctest_obeys_modes() != 0 else { throw .system("give up the rights of root", EPERM) }
  if isDirectoryName(path) {
    guard mkdir(path, 0) == 0 else { throw .system("create \(path)", errno) }
  } else {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0)
    guard descriptor >= 0 else { throw .system("create \(path)", errno) }
    close(descriptor)
  }
}

/// Whether /proc has a directory by this name.
private func isDirectoryName(_ path: String) -> Bool {
  guard let last = path.split(separator: "/").last else { return false }
  return ["fd", "fdinfo", "map_files", "ns", "task"].contains(last)
}

/// The bytes of a file.
package func readWhole(_ path: String) throws(FixtureError) -> [UInt8] {
  let descriptor = open(path, O_RDONLY)
  guard descriptor >= 0 else { throw .system("open \(path)", errno) }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    guard count >= 0 else { throw .system("read \(path)", errno) }
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
}

/// Removes a file or a directory with all that is in it; follows no link.
private func removeTree(_ path: String) {
  guard unlink(path) != 0, errno == EISDIR || errno == EPERM else { return }
  if let directory = opendir(path) {
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { removeTree(path + "/" + name) }
    }
    closedir(directory)
  }
  rmdir(path)
}
