import Execution
import ProcFS
import Schema
import Values

extension ProcessCatalog {
  /// From /run/utmp, as who(1) has it, else from the sessions of logind.
  static let users = SourceTable.machine(
    "users", of: "user", "Who is logged in.", in: usersTable, listedIn: "utmp"
  ) { $0.logins }

  private static let usersTable = Table<MachineRow<Login>>(
    columns: [
      Column("name", from: login, words: .names, "The user's name.") { Text(bytes: $0.name) },
      Column("terminal", "tty", from: login, "The terminal, without '/dev/' in front.") {
        $0.terminal.map { Text(bytes: $0) }
      },
      Column("host", from: login, "Where the user came from.") { $0.host.map { Text(bytes: $0) } },
      Column("started", from: login, kind: .label, "When the user logged in.") {
        $0.started.map { Timestamp(nanoseconds: $0.count) }
      },
      Column("pid", from: login, kind: .label, "The process that the login began with.") { $0.pid },
    ])

  private static let login = RecordSource<MachineRow<Login>, Login>.line(of: .utmp)
}
