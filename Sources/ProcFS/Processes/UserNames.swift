import Synchronization

/// The names of users and groups, each looked up once: from this machine's database, or of another
/// machine's root from the files that it brings along. Numbers mean nobody but by the database of
/// the machine that they are from.
package final class UserNames: Sendable {
  private let database: any UserDatabase
  private let users = Mutex<[UInt32: [UInt8]]>([:])
  private let groups = Mutex<[UInt32: [UInt8]]>([:])

  /// Of the machine that the root tells of. Looks up nothing yet.
  package init(of machine: ProcFS) {
    database = machine.facts.isThisMachine ? SystemUsers() : RootUsers(machine.root)
  }

  /// The user's name; where there is none, the number.
  package func user(_ id: UInt32) -> [UInt8] { name(of: id, in: users, database.user) }

  /// The group's name; where there is none, the number.
  package func group(_ id: UInt32) -> [UInt8] { name(of: id, in: groups, database.group) }

  /// Whether a user or a group has this name.
  package func isUserOrGroup(_ name: String) -> Bool { database.isUserOrGroup(name) }

  private func name(
    of id: UInt32, in names: borrowing Mutex<[UInt32: [UInt8]]>, _ lookUp: (UInt32) -> [UInt8]?
  ) -> [UInt8] {
    names.withLock { known in
      if let name = known[id] { return name }
      let name = lookUp(id) ?? decimalDigits(id)
      known[id] = name
      return name
    }
  }
}

/// Who has which number.
protocol UserDatabase: Sendable {
  /// Nil where nobody has it.
  func user(_ id: UInt32) -> [UInt8]?
  /// Likewise.
  func group(_ id: UInt32) -> [UInt8]?
  /// Whether somebody has this name.
  func isUserOrGroup(_ name: String) -> Bool
}
