import ProcFS
import Schema
import Values

/// What the facts of processes and of the machine are read from: the one list.
enum Accesses {
  /// The pid itself.
  static let listing = Access(listingID, "listing", cost: .known)
  static let listingID = AccessID(1)
  /// Who owns the process's directory, which the system tells without opening a file.
  static let owner = Access(ownerID, "owner", cost: .known)
  static let ownerID = AccessID(2)
  /// What the system tells by a call that opens no file.
  static let system = Access(AccessID(3), "system", cost: .known)

  private static let named = [Access.known, listing, owner, system]
  /// How many those are. A number that the compiler knows, since every fact of every row is looked
  /// for by it.
  private static let firstFile = 4

  private static let files = ProcFile.allCases.map { file in
    Access(
      AccessID(firstFile + file.rawValue), "\(file.name)", cost: Access.Cost(file.cost),
      effort: file.effort, permission: file.permission.map { "\($0)" })
  }

  /// The same files where a row is one of their lines, whose facts are known with it.
  private static let lines = ProcFile.allCases.map { file in
    Access(
      AccessID(firstFile + files.count + file.rawValue), "\(file.name)", cost: .known,
      permission: file.permission.map { "\($0)" })
  }

  /// What opening the file is to the planner, with its cost and what permission it wants.
  static func file(_ file: ProcFile) -> Access { files[file.rawValue] }

  /// Under which its readings and refusals are counted.
  static func id(of file: ProcFile) -> AccessID { AccessID(firstFile + file.rawValue) }

  /// Of what a row is listed by: nothing is read for it any more.
  static func line(of file: ProcFile) -> Access { lines[file.rawValue] }

  /// The file that is read; nil of what is no file.
  static func file(of access: AccessID) -> ProcFile? {
    ProcFile(rawValue: access.index - firstFile)
  }

  /// The file that is read or of which the row is a line.
  static func countedFile(of access: AccessID) -> ProcFile? {
    file(of: access) ?? ProcFile(rawValue: access.index - firstFile - files.count)
  }

  /// Each at the place that its id says; counts are shown in this order.
  static let all = named + files + lines
}

extension Access.Cost {
  fileprivate init(_ cost: ProcFile.Cost) {
    switch cost {
    case .known: self = .known
    case .call: self = .call
    case .file: self = .file
    case .links: self = .links
    case .pages: self = .pages
    }
  }
}

extension Denial {
  /// Of a file that may not be read.
  init(_ file: ProcFile) {
    self = .refused(Accesses.id(of: file))
  }

  init(_ failure: ReadFailure) {
    self = .failed(Failure(failure))
  }
}

/// Reads something of the system; its failure is thrown as the engine tells of it.
func reading<Result>(_ read: () throws(ReadFailure) -> Result) throws(Failure) -> Result {
  do throws(ReadFailure) {
    return try read()
  } catch {
    throw Failure(error)
  }
}

extension Failure {
  /// As the engine tells of it.
  convenience init(_ failure: ReadFailure) {
    self.init(
      failure.reason.text, at: Text(bytes: failure.shownPath),
      of: failure.file.map(Accesses.id) ?? Accesses.listing.id)
  }
}

extension Reading {
  /// Why it is not known; nil where it is, and where there is nothing to be known.
  var denial: Denial? {
    switch self {
    case .read, .absent, .gone: nil
    case .denied(let file): Denial(file)
    case .failed(let failure): Denial(failure)
    }
  }
}
