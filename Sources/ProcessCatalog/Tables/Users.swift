import ProcFS
import QueryEngine

extension ProcessCatalog {
  static let users = Table.machine(
    "users", "Who is logged in.",
    columns: [
      Column("name", from: login, "The user's name.") { Text(bytes: $0.name) },
      Column("terminal", "tty", from: login, "The terminal, without '/dev/' in front.") {
        $0.terminal.map { Text(bytes: $0) }
      },
      Column("host", from: login, "Where the user came from.") { $0.host.map { Text(bytes: $0) } },
      Column("started", from: login, "When the user logged in.") {
        $0.started.map { Moment(nanoseconds: $0.count) }
      },
      Column("pid", from: login, "The process that the login began with.") { $0.pid },
    ]
  ) { $0.logins }

  private static let login = RowSource<MachineRow<Login>, Login>.line(of: .utmp)
}
