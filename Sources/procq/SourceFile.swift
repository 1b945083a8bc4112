import Console
import Glibc
import QueryLanguage

extension SourceText {
  /// A file of this path, or else a query that was saved in the shell under this name. Reading
  /// stops when the limit of a text is exceeded.
  static func file(_ name: [UInt8]) throws(Failure) -> SourceText {
    let path = name.map { CChar(bitPattern: $0) } + [0]
    var descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 {
      let number = errno
      guard number == ENOENT, let path = savedQuery(name) else {
        throw .missingFile(name, errno: number)
      }
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
    }
    guard descriptor >= 0 else { throw .missingFile(name, errno: errno) }
    defer { close(descriptor) }
    guard let bytes = readAll(descriptor, atLeast: Limits.textBytes + 1) else {
      throw .system("read", name, systemReason(errno))
    }
    return SourceText(name: visible(name), bytes: bytes)
  }

  private static func savedQuery(_ name: [UInt8]) -> String? {
    String(validating: name, as: UTF8.self)
      .flatMap { UserFolders().savedQueries?.path(ofQuery: $0) }
  }

  /// Everything on standard input.
  static func standardInput() throws(Failure) -> SourceText {
    guard let bytes = readAll(STDIN_FILENO, atLeast: Limits.textBytes + 1) else {
      throw .standardInput(systemReason(errno))
    }
    return SourceText(name: "stdin", bytes: bytes)
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
    guard isNoFile, beginsLikeQuery(name) else {
      return .system("read", name, systemReason(number))
    }
    return .usage("'\(visible(name))' is no file", hint: "a query stands after -e")
  }

  private static func beginsLikeQuery(_ name: [UInt8]) -> Bool {
    let word = name.prefix(while: \.isLetter)
    return Keyword(spelling: String(decoding: word, as: UTF8.self)) != nil
  }
}
