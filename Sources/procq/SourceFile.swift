import Console
import Glibc
import QueryLanguage

extension SourceText {
  /// A file of this path, or else a query that was saved in the shell under this name. Reading
  /// stops when the limit of a text is exceeded. `tell` learns whose query it is if it could be
  /// somebody else's.
  static func file(
    _ name: [UInt8], tell: (_ note: String) -> Void
  ) throws(Failure) -> SourceText {
    let path = name.map { CChar(bitPattern: $0) } + [0]
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      let number = errno
      guard number == ENOENT, let source = try savedQuery(name, tell: tell) else {
        throw .missingFile(name, errno: number)
      }
      return source
    }
    defer { close(descriptor) }
    guard let bytes = readAll(descriptor, atMost: Limits.textBytes + 1) else {
      throw .system("read", name, systemReason(errno))
    }
    return SourceText(name: visible(name), bytes: bytes, isHidden: !isCallers(descriptor))
  }

  private static func savedQuery(
    _ name: [UInt8], tell: (_ note: String) -> Void
  ) throws(Failure) -> SourceText? {
    guard let text = String(validating: name, as: UTF8.self), let queries = savedQueries else {
      return nil
    }
    switch queries.find(text) {
    case .nothing: return nil
    case .query(let path): return try source(at: path, of: queries, calledAs: name, tell: tell)
    case .several(let names):
      throw .usage("'\(visible(name))' may be \(names.joined(separator: " or "))")
    }
  }

  fileprivate static var savedQueries: SavedQueries? {
    UserFolders(samples: InstalledFiles.samples).savedQueries
  }

  private static func source(
    at path: String, of queries: SavedQueries, calledAs name: [UInt8],
    tell: (_ note: String) -> Void
  ) throws(Failure) -> SourceText {
    let failure: Failure
    do throws(SystemError) {
      let file = try RegularFile(path)
      let warning = queries.warning(of: file, at: path).map { visible($0) }
      let source = SourceText(
        name: visible(name), bytes: try file.contents(),
        isHidden: !file.isCallers && !queries.isSample(path))
      // Queries only read, but commands write files, and other statements act.
      let danger =
        !source.commandLines.isEmpty
        ? "has commands" : source.hasAction ? "acts" : source.hasRecording ? "records" : nil
      if let warning, let danger {
        failure = Failure(
          message: "\(warning); it \(danger)", hint: "its path, not its name, would run it",
          status: .failed)
      } else {
        if let warning { tell(warning) }
        return source
      }
    } catch {
      failure = Failure(message: error.message, hint: nil, status: .failed)
    }
    throw failure
  }

  /// Everything on standard input.
  static func standardInput() throws(Failure) -> SourceText {
    guard let bytes = readAll(STDIN_FILENO, atMost: Limits.textBytes + 1) else {
      throw .standardInput(systemReason(errno))
    }
    return SourceText(name: "stdin", bytes: bytes, isHidden: isAnothersFile(STDIN_FILENO))
  }
}

extension Failure {
  /// Standard input that cannot be read.
  static func standardInput(_ reason: String) -> Failure {
    Failure(message: "cannot read standard input: \(reason)", hint: nil, status: .failed)
  }

  /// What cannot be opened as a file may be a query whose `-e` was forgotten.
  fileprivate static func missingFile(_ name: [UInt8], errno number: CInt) -> Failure {
    let isNoFile = number == ENOENT || number == ENOTDIR || number == ENAMETOOLONG
    if isNoFile, beginsLikeQuery(name) {
      return .usage("'\(visible(name))' is no file", hint: "a query stands after -e")
    }
    return .system("read", name, systemReason(number), hint: isNoFile ? similar(name) : nil)
  }

  private static func similar(_ name: [UInt8]) -> String? {
    SourceText.savedQueries?.suggestion(for: String(decoding: name, as: UTF8.self))
      .map { "did you mean '\(visible($0))'?" }
  }

  private static func beginsLikeQuery(_ name: [UInt8]) -> Bool {
    let word = name.prefix(while: \.isLetter)
    return Keyword(spelling: String(decoding: word, as: UTF8.self)) != nil
  }
}
