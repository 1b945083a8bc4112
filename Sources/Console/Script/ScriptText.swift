import Binding
import Glibc
import QueryLanguage

/// Joins several texts, the files that they include and what their commands say into one script, and
/// finds the text and the position that an error of the script belongs to.
struct ScriptText {
  /// The script to parse: the only text, or all of them with a semicolon behind each part.
  private(set) var source: SourceText
  /// The commands that take effect as the script runs, each with its place in the script.
  private(set) var commands: [(place: Int, command: ScriptCommand)] = []
  /// The values that the script gives to parameters.
  private(set) var settings: [PlacedParameter] = []
  /// What is wrong with commands, in the order of the text.
  private(set) var diagnostics: [Diagnostic] = []
  /// Where a file was to be included that cannot be read.
  private(set) var unreadable: [Int] = []

  private var bytes: [UInt8] = []
  private var includedFiles = 0
  private var parts: [Part] = []
  private let confinement: Confinement
  private let read: (String) throws(SystemError) -> SourceText

  /// A part of the script, and where it comes from.
  fileprivate struct Part {
    let source: SourceText
    /// Where it begins in the script.
    let start: Int
    let origin: Origin

    enum Origin {
      /// These bytes of the text.
      case text(Range<Int>)
      /// What was added behind these bytes, to end the statement in them.
      case end(of: Range<Int>)
      /// What a command comes to, which stands here in the text.
      case command(Range<Int>)
    }
  }

  /// How many files may include one another.
  static let deepestInclusion = 16
  /// How many there may be, each counted as often as it stands there.
  private static let mostInclusions = 1000

  /// `read` gives the text of a file, if the confinement lets files be read.
  init(
    _ sources: [SourceText], under confinement: Confinement = .free,
    reading read: @escaping (String) throws(SystemError) -> SourceText = {
      (path) throws(SystemError) in try SourceText(includedFile: path)
    }
  ) {
    self.confinement = confinement
    self.read = read
    source = SourceText(name: sources.count == 1 ? sources[0].name : nil, bytes: [])
    for source in sources { add(source, depth: 0) }
    guard sources.count > 1 || parts.contains(where: \.isCommand) else {
      parts = []
      source = sources.first ?? source
      return
    }
    source = SourceText(
      name: source.name, bytes: bytes, isHidden: sources.first?.isHidden ?? false)
  }

  // MARK: - Joining

  private mutating func add(_ source: SourceText, depth: Int) {
    var end = 0..<0
    for part in ScriptPart.parts(of: source) {
      switch part {
      case .statements(let range):
        append(source, range)
        end = range
      case .command(let call, _):
        endStatement(of: source, in: end)
        add(call, of: source, depth: depth)
        end = call.range.upperBound..<call.range.upperBound
      }
    }
    endStatement(of: source, in: end)
  }

  private mutating func append(_ source: SourceText, _ range: Range<Int>) {
    parts.append(Part(source: source, start: bytes.count, origin: .text(range)))
    bytes += source.bytesWithBlankPreamble[range]
  }

  /// On a line of its own, so that no comment hides it.
  private mutating func endStatement(of source: SourceText, in range: Range<Int>) {
    parts.append(Part(source: source, start: bytes.count, origin: .end(of: range)))
    bytes += Array("\n;\n".utf8)
  }

  private mutating func add(_ call: CommandCall, of source: SourceText, depth: Int) {
    let place = bytes.count
    do throws(CommandFailure) {
      let command = try ScriptCommand(call, under: confinement)
      stand(for: call.range(ofWord: 0) ?? call.range, of: source)
      switch command {
      case .describe(let described): bytes += Array("\(described.statement)\n;\n".utf8)
      case .include(let path): include(path, at: place, depth: depth)
      case .set(let parameter):
        settings.append(PlacedParameter(place: place, parameter))
      case .nothing: break
      case .help, .format, .expansion, .timing, .output, .show, .quit:
        commands.append((place, command))
      }
    } catch {
      stand(for: error.word.flatMap(call.range(ofWord:)) ?? call.range, of: source)
      refuse(error.message, hint: error.hint, at: place)
    }
  }

  /// From here on the script has what a command comes to.
  private mutating func stand(for range: Range<Int>, of source: SourceText) {
    parts.append(Part(source: source, start: bytes.count, origin: .command(range)))
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func include(_ path: String, at place: Int, depth: Int) {
    // To tell it once is enough, and what goes in circles ends.
    guard includedFiles <= Self.mostInclusions else { return }
    includedFiles += 1
    guard depth < Self.deepestInclusion, includedFiles <= Self.mostInclusions else {
      includedFiles = Self.mostInclusions + 1
      return refuse("files include one another too deeply", at: place)
    }
    do throws(SystemError) {
      add(try read(path), depth: depth + 1)
    } catch {
      unreadable.append(place)
      refuse(error.message, at: place)
    }
  }

  /// Something is wrong with the command at this place.
  mutating func refuse(_ message: String, hint: String? = nil, at place: Int) {
    diagnostics.append(Diagnostic(message, at: SourceRange(place, place + 1), hint: hint))
  }

  // MARK: - Finding

  /// Where something stands, as an error says it: `big.procq:3:1: `; empty in a text without a name.
  func place(of range: SourceRange) -> String {
    let part = parts.last { $0.start <= range.lower }
    let source = part?.source ?? source
    guard let name = source.name else { return "" }
    let local = part?.local(Diagnostic("", at: range)).range ?? range
    let location = source.location(of: local.lower)
    return "\(visible(name)):\(location.line):\(location.column): "
  }

  /// The error as it is shown, in the text that it begins in.
  func rendering(
    of diagnostic: Diagnostic, columns: Int? = nil, isColoured: Bool = false
  ) -> String {
    guard diagnostic.range != .nowhere,
      let part = parts.last(where: { $0.start <= diagnostic.range.lower })
    else {
      return diagnostic.rendered(in: source, columns: columns, isColoured: isColoured)
    }
    return part.local(diagnostic).rendered(
      in: part.source, columns: columns, isColoured: isColoured)
  }
}

extension ScriptText.Part {
  fileprivate var isCommand: Bool {
    switch origin {
    case .command: true
    case .text, .end: false
    }
  }

  /// What is wrong in this part of the script, as it is wrong in the text that it comes from.
  fileprivate func local(_ diagnostic: Diagnostic) -> Diagnostic {
    var local = diagnostic
    switch origin {
    case .text(let range):
      let offset = range.lowerBound - start
      local.range.lower += offset
      local.range.upper = max(local.range.lower, min(local.range.upper + offset, range.upperBound))
    case .command(let range):
      local.range = SourceRange(range.lowerBound, range.upperBound)
    case .end(let range):
      // The text parsed alone shows what it lacks.
      local.range = SourceRange(range.upperBound, range.upperBound)
      if let own = parseReportingAll(source.part(range)).diagnostics.last { local = own }
    }
    return local
  }
}

extension SourceText {
  /// A file that a script includes. What is no plain file is read as well, as FILE is.
  init(includedFile path: String) throws(SystemError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw SystemError("read", path) }
    defer { close(descriptor) }
    guard let bytes = readAll(descriptor, atMost: Limits.textBytes + 1) else {
      throw SystemError("read", path)
    }
    self.init(name: visible(path), bytes: bytes, isHidden: !isCallers(descriptor))
  }
}
