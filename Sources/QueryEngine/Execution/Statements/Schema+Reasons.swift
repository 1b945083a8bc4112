package import Schema
package import Values

extension Schema {
  /// `environ may not be read (CAP_SYS_PTRACE)`; a remedy of a refusal that the source knows of stands
  /// first: `environ may not be read; run it with sudo (CAP_SYS_PTRACE)`
  package func reason(for denial: Denial, remedy: String? = nil) -> String {
    switch denial {
    case .patternGivenUp: return "a pattern was given up"
    case .notReadThen: return "not read when the window began"
    case .notRecorded: return "a related row was not recorded"
    case .failed(let failure): return "\(self[failure.access].name) \(failure.text)"
    case .refused(let id):
      let access = self[id]
      // What could be done about it then helps nobody now.
      if isRecording { return "\(access.name) was not readable when it was recorded" }
      let permission = access.permission.map { " (\($0))" } ?? ""
      return "\(access.name) may not be read\(remedy.map { "; \($0)" } ?? "")\(permission)"
    }
  }
}

extension Failure {
  /// `could not be read: Too many open files (/proc/4242/environ)`
  package var text: String {
    "could not be read: \(reason) (\(String(decoding: path.bytes, as: UTF8.self)))"
  }
}
