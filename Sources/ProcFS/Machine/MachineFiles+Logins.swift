import Glibc

extension MachineFiles {
  /// Who is logged in: by `run/utmp` of this machine, and where that names nobody by the sessions
  /// that logind keeps, since a systemd that is built without utmp leaves it out. Absent where
  /// neither is there.
  package var logins: Reading<[Login]> {
    held.logins.value {
      let recorded = read(.utmp, "utmp", of: "/var/run") { Login.records(of: $0) }
      switch recorded {
      case .read(let logins) where !logins.isEmpty: return recorded
      case .read, .absent:
        let sessions = readSessions(in: "/run/systemd/sessions")
        return sessions.isAbsent ? recorded : sessions
      case .denied, .failed, .gone: return recorded
      }
    }
  }

  /// Reads the files of sessions in a directory of this machine, in the order of their beginnings.
  func readSessions(in directory: String) -> Reading<[Login]> {
    guard machine.facts.isThisMachine else { return .absent }
    do throws(Errno) {
      var listing = DirectoryListing(try Descriptor(directory: directory), as: .other)
      var names: [RelativePath] = []
      while let name = try listing.next({ $0.isSessionName ? RelativePath(bytes: $0) : nil }) {
        if let name { names.append(name) }
      }
      return readSessions(names, in: directory)
    } catch {
      return ReadFailure(error, .session, at: Array(directory.utf8)).reading(counters)
    }
  }

  private func readSessions(_ names: [RelativePath], in directory: String) -> Reading<[Login]> {
    var logins: [Login] = []
    for name in names {
      switch read(.session, name, of: directory, { Login(session: $0) }) {
      case .read(let login): logins.append(login)
      // It has ended since it was listed, or is nobody's.
      case .absent, .gone: continue
      // A directory is no session.
      case .failed(let failure) where failure.reason.code == EISDIR: continue
      case .denied: remark(.hidesSessions(directory: directory))
      case .failed(let failure): return .failed(failure)
      }
    }
    return .read(
      logins.sorted {
        ($0.started?.count ?? 0, $0.pid ?? 0) < ($1.started?.count ?? 0, $1.pid ?? 0)
      })
  }
}

extension Span where Element == UInt8 {
  /// Not `.` and `..`, a file that is being written, nor `1.ref`, the pipe by which logind knows
  /// that the session lives.
  fileprivate var isSessionName: Bool { index(of: UInt8(ascii: "."), from: 0) == nil }
}
