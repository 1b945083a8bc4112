import Glibc

/// What a machine calls itself, its kernel and its processors' architecture.
package struct SystemNames: Sendable, Equatable {
  package var hostname: [UInt8]?
  /// `Linux`.
  package var system: [UInt8]?
  /// The kernel's release: `6.1.0-17-amd64`.
  package var kernel: [UInt8]?
  /// `x86_64`.
  package var architecture: [UInt8]?

  /// Of the machine we run on, by uname(2).
  init() {
    var names = utsname()
    guard uname(&names) == 0 else { return }
    hostname = bytesUpToNul(names.nodename)
    system = bytesUpToNul(names.sysname)
    kernel = bytesUpToNul(names.release)
    architecture = bytesUpToNul(names.machine)
  }

  /// Of another root, by the files that hold them: `sys/kernel/hostname` and so on (`arch` since
  /// 6.1); the system and the release also stand in `version`.
  init(_ files: MachineFiles) {
    hostname = files.name("sys/kernel/hostname")
    system = files.name("sys/kernel/ostype") ?? files.versionWord(0)
    kernel = files.name("sys/kernel/osrelease") ?? files.versionWord(2)
    architecture = files.name("sys/kernel/arch")
  }
}

extension MachineFiles {
  fileprivate func name(_ path: RelativePath) -> [UInt8]? {
    read(.kernel, path) { text in
      text.trimmed.isEmpty ? nil : text.extracting(text.trimmed).array
    }.record
  }

  /// A word of `Linux version 6.1.0-17-amd64 (…) …`.
  fileprivate func versionWord(_ index: Int) -> [UInt8]? {
    read(.kernel, "version") { text in
      let words = text.fields
      return index < words.count ? text.extracting(words[index]).array : nil
    }.record
  }
}
