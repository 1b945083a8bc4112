import Glibc

/// What a machine calls itself, its kernel and its processors' architecture.
package struct SystemNames: Sendable {
  /// As uname(2) has `nodename`.
  package let hostname: Reading<[UInt8]>
  /// `Linux`.
  package let system: Reading<[UInt8]>
  /// The kernel's release: `6.1.0-17-amd64`.
  package let kernel: Reading<[UInt8]>
  /// `x86_64`.
  package let architecture: Reading<[UInt8]>

  /// Of the machine we run on, by uname(2), which does not fail.
  init() {
    var names = utsname()
    uname(&names)
    hostname = .read(bytesUpToNul(names.nodename))
    system = .read(bytesUpToNul(names.sysname))
    kernel = .read(bytesUpToNul(names.release))
    architecture = .read(bytesUpToNul(names.machine))
  }

  /// Of another root, by the files that hold them: `sys/kernel/hostname` and so on (`arch` since
  /// 6.1); the system and the release also stand in `version`.
  init(_ files: MachineFiles) {
    hostname = files.name("sys/kernel/hostname")
    system = files.name("sys/kernel/ostype", orVersionWord: 0)
    kernel = files.name("sys/kernel/osrelease", orVersionWord: 2)
    architecture = files.name("sys/kernel/arch")
  }
}

extension MachineFiles {
  /// The same until the machine is booted again: `sys/kernel/random/boot_id`.
  package var bootID: Reading<[UInt8]> { name("sys/kernel/random/boot_id") }

  fileprivate func name(_ path: RelativePath) -> Reading<[UInt8]> {
    read(.kernel, path) { text in
      text.trimmed.isEmpty ? nil : text.extracting(text.trimmed).array
    }
  }

  /// A name, or where it cannot be had a word of `Linux version 6.1.0-17-amd64 (…) …`.
  fileprivate func name(_ path: RelativePath, orVersionWord index: Int) -> Reading<[UInt8]> {
    let name = name(path)
    if case .read = name { return name }
    let word = read(.kernel, "version") { text in
      let words = text.fields
      return index < words.count ? text.extracting(words[index]).array : nil
    }
    return word.isAbsent ? name : word
  }
}
