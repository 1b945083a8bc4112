import Glibc

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
    entries.append((name, stat(of: "\(path)/\(name)")?.isFolder ?? false))
  }
  return entries
}
