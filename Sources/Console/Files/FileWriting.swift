import Glibc

/// Writes all bytes, or throws an error that names the path.
func write(
  _ bytes: [UInt8], to descriptor: CInt, path: String,
  unless isGivenUp: @escaping @Sendable () -> Bool = { false }
) throws(SystemError) {
  let output = OutputBuffer(DescriptorSink(descriptor, unless: isGivenUp))
  output.bytes = bytes
  do throws(ResultFailure) {
    try output.flush()
  } catch {
    throw SystemError("write", path, because: error.reason)
  }
}

/// Replaces a file by writing a new one beside it and renaming it, so that no reader sees half. A
/// file keeps its mode; a link is replaced itself, and what it leads to stays as it is.
func replaceFile(_ path: String, with bytes: [UInt8], mode: mode_t) throws(SystemError) {
  let name = path.split(separator: "/").last ?? ""
  let (descriptor, temporary) = try newFile(in: folder(of: path), mode: mode) { ".\(name).\($0)" }
  defer { close(descriptor) }
  do throws(SystemError) {
    var replaced = stat()
    if lstat(path, &replaced) == 0, replaced.isRegular {
      fchmod(descriptor, replaced.st_mode & 0o777)
    }
    try write(bytes, to: descriptor, path: temporary)
    guard rename(temporary, path) == 0 else { throw SystemError("replace", path) }
  } catch {
    unlink(temporary)
    throw error
  }
}

/// A file that was not there before, under a name that nobody can foresee: whoever may write to the
/// folder cannot have it lead elsewhere.
func newFile(
  in folder: String, mode: mode_t, named name: (_ mark: String) -> String
) throws(SystemError) -> (descriptor: CInt, path: String) {
  while true {
    let path = "\(folder)/\(name(String(UInt64.random(in: 0 ... .max), radix: 36)))"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = open(path, flags, mode)
    if descriptor >= 0 { return (descriptor, path) }
    guard errno == EEXIST else { throw SystemError("create", path) }
  }
}

/// Where a path leads in the end, through all links; the path itself where it leads nowhere.
func resolved(_ path: String) -> String {
  guard let target = realpath(path, nil) else { return path }
  defer { free(target) }
  return String(cString: target)
}
