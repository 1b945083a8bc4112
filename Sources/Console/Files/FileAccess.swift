import Glibc

/// What could not be done to a file, in the system's words.
package struct SystemError: Error, Hashable, Sendable {
  /// `cannot open ~/x: No such file or directory`
  package let message: String

  /// Of the call that has just failed.
  init(_ verb: String, _ path: String) {
    self.init(verb, path, because: systemReason(errno))
  }

  init(_ verb: String, _ path: String, because reason: String) {
    message = "cannot \(verb) \(path): \(reason)"
  }
}

/// The whole of a regular file, or of the null device, to which users link files that they do not
/// want. Anything else is an error, since reading a pipe or a terminal might never end.
func contents(ofFile path: String) throws(SystemError) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
  guard descriptor >= 0 else { throw SystemError("open", path) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw SystemError("read", path) }
  guard status.isRegular || status.isFolder || status.isNullDevice else {
    throw SystemError("read", path, because: "it is no regular file")
  }
  guard let bytes = readAll(descriptor) else { throw SystemError("read", path) }
  return bytes
}

/// From where the descriptor stands to the end, or at least so many bytes; nil and `errno` where it
/// cannot be read.
package func readAll(_ descriptor: CInt, atLeast enough: Int = .max) -> [UInt8]? {
  var bytes: [UInt8] = []
  while bytes.count < enough {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: max(16 << 10, start)))
    let count = bytes.withUnsafeMutableBytes { buffer in
      read(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
    }
    bytes.removeLast(bytes.count - start - max(count, 0))
    if count == 0 { break }
    if count < 0, errno != EINTR { return nil }
  }
  return bytes
}

/// Writes all bytes, or throws an error that names the path.
func write(_ bytes: [UInt8], to descriptor: CInt, path: String) throws(SystemError) {
  let output = OutputBuffer(DescriptorSink(descriptor))
  output.bytes = bytes
  do throws(ResultFailure) {
    try output.flush()
  } catch {
    throw SystemError("write", path, because: error.reason)
  }
}

/// Replaces a file by writing a new one beside it and renaming it, so that no reader sees half. If
/// the path is a link, its target is replaced.
func replaceFile(_ path: String, with bytes: [UInt8], mode: mode_t) throws(SystemError) {
  let target = resolved(path)
  let temporary = target + ".\(getpid())"
  let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
  guard descriptor >= 0 else { throw SystemError("create", temporary) }
  defer { close(descriptor) }
  do throws(SystemError) {
    try write(bytes, to: descriptor, path: temporary)
  } catch {
    unlink(temporary)
    throw error
  }
  guard rename(temporary, target) == 0 else { throw SystemError("replace", target) }
}

private func resolved(_ path: String) -> String {
  guard let target = realpath(path, nil) else { return path }
  defer { free(target) }
  return String(cString: target)
}

// MARK: - Folders

/// The entries of a folder, unordered and without `.` and `..`; none if it cannot be read.
func entries(ofFolder path: String) -> [(name: String, isFolder: Bool)] {
  guard let folder = opendir(path) else { return [] }
  defer { closedir(folder) }
  var entries: [(String, Bool)] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: entry.pointee.d_name) { name in
      name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name == "." || name == ".." { continue }
    entries.append((name, isFolder("\(path)/\(name)")))
  }
  return entries
}

private func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.isFolder
}

/// `makedev(1, 3)`, on every Linux.
private let nullDevice: dev_t = 1 << 8 | 3

extension stat {
  /// A plain file.
  var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
  /// A folder.
  var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
  /// /dev/null.
  var isNullDevice: Bool { st_mode & S_IFMT == S_IFCHR && st_rdev == nullDevice }
}

/// Creates the folder of a file, and the folders above it, as far as they are missing.
func makeFolder(of path: String) throws(SystemError) {
  if let folder = folder(of: path) { try makeFolders(folder) }
}

/// Creates the folder of a file as `makeFolder` does, and closes it to other users.
func makePrivateFolder(of path: String) throws(SystemError) {
  guard let folder = folder(of: path) else { return }
  try makeFolders(folder)
  guard chmod(folder, 0o700) == 0 else { throw SystemError("make private", folder) }
}

private func folder(of path: String) -> String? {
  guard let end = path.lastIndex(of: "/"), end > path.startIndex else { return nil }
  return String(path[..<end])
}

private func makeFolders(_ path: String) throws(SystemError) {
  if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
  guard errno == ENOENT, let parent = folder(of: path) else {
    throw SystemError("create", path)
  }
  try makeFolders(parent)
  guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw SystemError("create", path) }
}
