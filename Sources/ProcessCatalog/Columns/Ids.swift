import Execution
import ProcFS
import Schema
import Values

extension ProcessCatalog {
  /// On whose behalf it runs: nobody but itself changes that.
  static let idColumns = declaredIdColumns.map { $0.changingByWorkAlone() }

  private static let declaredIdColumns: [Column<ProcessRow>] = [
    Column(
      "uid", "ruid", from: .status, kind: .label, "The user who started it.", read: \.user?.real),
    Column(
      "suid", from: .status, kind: .label, "The saved user it may become again.",
      read: \.user?.saved),
    Column(
      "fsuid", from: .status, kind: .label, "The user whose rights to files it has.",
      read: \.user?.fileSystem),
    Column("gid", from: .status, kind: .label, "The group that started it.", read: \.group?.real),
    Column(
      "sgid", from: .status, kind: .label, "The saved group it may become again.",
      read: \.group?.saved),
    Column(
      "fsgid", from: .status, kind: .label, "The group whose rights to files it has.",
      read: \.group?.fileSystem
    ),
    Column(
      "user", "ruser", "username", from: .status, words: .names,
      "The name of the user who started it."
    ) {
      status, row in row.userName(status.user?.real)
    },
    Column("group", from: .status, words: .names, "The name of the group that started it.") {
      status, row in
      row.groupName(status.group?.real)
    },
    Column(
      "euid", from: .status, kind: .label, "The user whose rights it has.", read: \.user?.effective
    )
    .or(from: .owner, requiring: .directoryOwners, read: \.user),
    Column(
      "egid", from: .status, kind: .label, "The group whose rights it has.",
      read: \.group?.effective
    )
    .or(from: .owner, requiring: .directoryOwners, read: \.group),
    Column("euser", from: .status, words: .names, "The name of the user whose rights it has.") {
      status, row in
      row.userName(status.user?.effective)
    }
    .or(from: .owner, requiring: .directoryOwners) { owner, row in row.userName(owner.user) },
    Column("egroup", from: .status, words: .names, "The name of the group whose rights it has.") {
      status, row in
      row.groupName(status.group?.effective)
    }
    .or(from: .owner, requiring: .directoryOwners) { owner, row in row.groupName(owner.group) },
    Column(
      "loginuid", from: .loginuid, kind: .label,
      "The user who logged in, whoever they became since."
    ) {
      $0
    },
  ]
}

extension ProcessRow {
  fileprivate func userName(_ id: UInt32?) -> Text? {
    id.map { Text(bytes: snapshot.names.user($0)) }
  }

  fileprivate func groupName(_ id: UInt32?) -> Text? {
    id.map { Text(bytes: snapshot.names.group($0)) }
  }
}
