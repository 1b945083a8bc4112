import Binding
import Console
import ConsoleSupport
import Execution
import Foundation
import LanguageSupport
import ProcFS
import ProcessCatalog
import QueryLanguage
import Schema
import TestSupport
import Testing
import Values

/// Every golden script gives what stands in it. `UPDATE_GOLDEN=1` writes what they give instead,
/// and fails where that is something new, so that it cannot pass unread.
@Suite struct GoldenTests {
  init() {
    setenv("TZ", "UTC", 1)
    tzset()
  }

  @Test(arguments: goldenFiles("Golden")) func script(_ file: String) throws {
    let path = testsFolder + "Golden/" + file
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let script = try GoldenScript(parsing: text)
    #expect(!script.blocks.isEmpty, "\(file) asks nothing")
    let bench = try Bench(settings: script)
    let outputs = try script.blocks.map { try bench.run($0) }
    let rendered = script.rendered(withOutputs: outputs)
    guard rendered != text else { return }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try rendered.write(toFile: path, atomically: true, encoding: .utf8)
      Issue.record("\(file) is rewritten: read what has changed")
      return
    }
    for (block, output) in zip(script.blocks, outputs) {
      #expect(output == block.output, "\(file):\(block.line): \(block.input)")
    }
    #expect(outputs == script.blocks.map(\.output), "\(file) is not in its canonical form")
  }
}

/// Every saved query that does not act is among those of `samples.golden`, and each says what it is for.
@Test func samplesAreShown() throws {
  let shown = try GoldenScript(
    parsing: String(contentsOfFile: testsFolder + "Golden/samples.golden", encoding: .utf8))
  let root = testsFolder + "../"
  let enumerator = FileManager.default.enumerator(atPath: root + "samples")
  let files = (enumerator?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".procq") }
  #expect(files.count >= 10)
  // Nothing can be done to a made-up machine, and it has no past.
  let shownFiles = files.filter { !$0.hasPrefix("acting/") && !$0.hasPrefix("past/") }
  #expect(Set(shown.blocks.map(\.input)) == Set(shownFiles.map { "samples/" + $0 }))
  for file in files {
    let lines = try String(contentsOfFile: root + "samples/" + file, encoding: .utf8)
      .components(separatedBy: "\n")
    #expect(lines[0] == "#!/usr/bin/env procq", "\(file)")
    #expect(lines[1].hasPrefix("-- "), "\(file) has no title")
    #expect(lines.contains { $0.hasPrefix("-- Why: ") }, "\(file) does not say why")
  }
}

/// A made-up machine, and what is asked of it.
private struct Bench {
  let fixture: ProcFixture?
  let machine: ProcFS
  /// Asked in the machine's place where the script says what was recorded of it.
  let recorded: RecordedFixture?
  let defaultFormat: OutputFormat

  init(settings script: GoldenScript) throws {
    fixture = try script.setting("machine").map { try ProcFixture(named: $0) }
    let machine = try ProcFS(fixture?.root ?? "/proc")
    self.machine = machine
    recorded = try script.setting("recorded").flatMap { [fixture] query in
      try fixture.map { try RecordedFixture($0, machine, recording: query) }
    }
    defaultFormat = script.setting("format").flatMap(OutputFormat.init(rawValue:)) ?? .table
  }

  func run(_ block: GoldenScript.Block) throws -> String {
    var source = SourceText(block.input)
    var options = ScriptOptions()
    options.format = defaultFormat
    var jobs = 1
    var parameters: [ParameterArgument] = []
    for word in block.words {
      switch word {
      case "tokens": return tokenListing(of: source)
      case "tree": return syntaxDump(of: parseReportingAll(source).script)
      case "file": source = try SourceText(file: block.input)
      case "reads": options.showsStatistics = true
      case "check": options.checksOnly = true
      case "quiet": options.isQuiet = true
      case "raw": options.style.isRaw = true
      case "bare": options.style.hasHeader = false
      case "narrow": options.style.width = 40
      case let word where word.hasPrefix("jobs "): jobs = try #require(Int(word.dropFirst(5)))
      case let word where word.contains("="):
        parameters.append(try #require(ParameterArgument(assignment: Array(word.utf8))))
      default:
        let format = OutputFormat(rawValue: word)
        options.format = try #require(format, "no such word: \(word)")
      }
    }
    return run(source, parameters, options, readingThreads: jobs)
  }

  private func run(
    _ text: SourceText, _ parameters: [ParameterArgument], _ options: ScriptOptions,
    readingThreads: Int
  ) -> String {
    let results = MemorySink()
    let messages = MemorySink()
    let source: any Source =
      recorded?.source ?? ProcessSource(machine, readingThreads: readingThreads)
    var runner = ScriptRunner(
      session: Session(source), options: options,
      standardOutput: OutputBuffer(results), standardError: OutputBuffer(messages))
    let status = runner.run([text], parameters: parameters)
    let result = String(decoding: results.bytes, as: UTF8.self)
    let told = String(decoding: messages.bytes, as: UTF8.self)
      .replacing(recorded?.file ?? "day.db", with: "day.db")
    return result + told.withoutSeconds + (status == .done ? "" : "status \(status.rawValue)\n")
  }
}

extension String {
  /// How long it waited and took differs each time.
  fileprivate var withoutSeconds: String {
    replacing(/,"waited":[0-9.]+/, with: "").replacing(/,"seconds":[0-9.]+\}/, with: "}")
  }
}

extension SourceText {
  /// A file of the project, by its path from the project's root.
  fileprivate init(file: String) throws {
    let bytes = try Data(contentsOf: URL(filePath: testsFolder + "../" + file))
    self.init(name: file, bytes: Array(bytes))
  }
}

private let testsFolder = String(#filePath.dropLast("GoldenTests/GoldenTests.swift".count))

private func goldenFiles(_ folder: String) -> [String] {
  let files = FileManager.default.enumerator(atPath: testsFolder + folder)
  return (files?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".golden") }.sorted()
}
