import Glibc

/// What was installed with the program, found from where the program itself lies: `PREFIX/bin/procq`.
enum InstalledFiles {
  /// The folder of the samples; nil where none are installed.
  static var samples: String? {
    guard let prefix else { return nil }
    let folder = "\(prefix)/share/procq/samples"
    return access(folder, R_OK | X_OK) == 0 ? folder : nil
  }

  private static var prefix: Substring? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard length > 0 else { return nil }
    let path = buffer[..<length].map { UInt8(bitPattern: $0) }
    guard let program = String(validating: path, as: UTF8.self) else { return nil }
    let parts = program.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 2, parts[parts.count - 2] == "bin" else { return nil }
    return program.dropLast(parts.suffix(2).map { $0.utf8.count + 1 }.reduce(0, +))
  }
}
