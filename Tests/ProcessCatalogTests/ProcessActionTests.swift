import Binding
import EngineSupport
import Glibc
import ProcFS
import QueryLanguage
import Schema
import TestSupport
import Testing
import Values

@testable import Execution
@testable import ProcessCatalog

/// What can be done to processes, and who offers it.
@Suite struct ProcessActionTests {
  private func reason(_ source: ProcessSource) -> String? {
    if case .refused(let reason) = source.actions { reason } else { nil }
  }

  private func offered() throws -> ActionSchema {
    let source = ProcessSource(try ProcFS(), allowsActions: true)
    guard case .offered(let schema) = source.actions else { throw NothingOffered() }
    return schema
  }

  private struct NothingOffered: Error {}

  @Test func onlyTheMachineItselfCanBeActedOn() throws {
    let copy = try ProcFixture(ProcessRowTests.family)
    #expect(
      reason(ProcessSource(try ProcFS(copy.root), allowsActions: true))
        == "a copy of /proc cannot be acted on")
    #expect(
      reason(ProcessSource(try ProcFS())) == "with --procfs or PROCQ_PROCFS nothing is acted on")
    #expect(reason(ProcessSource(try ProcFS(), allowsActions: true)) == nil)
    let confined = ProcessSource(
      try ProcFS(), allowsActions: true, reasonNotToAct: "--read-only does not act")
    #expect(reason(confined) == "--read-only does not act")
  }

  @Test func whoeverOffersNothingHasNoTargets() throws {
    let child = try PlantedProcess()
    for allowsActions in [false, true] {
      let source = ProcessSource(try ProcFS(), allowsActions: allowsActions)
      let snapshot = try source.snapshot(at: .latest)
      let rows = try snapshot.rows(of: ScanRequest(table: "processes", keys: [Int64(child.pid)]))
      let row = try #require(try rows.next())
      #expect((snapshot.target(of: row) != nil) == allowsActions)
    }
  }

  @Test func whatIsActedOnAreColumnsOfTheTable() throws {
    let schema = try offered()
    let table = try #require(ProcessCatalog.schema.tables.first { $0.name == schema.table })
    let columns = Set(table.columns.map(\.name))
    #expect(columns.isSuperset(of: [schema.key, schema.name] + schema.preview))
    #expect(columns.isSuperset(of: schema.settings.map(\.column)))
    #expect(Set(schema.settings.map(\.path)).count == schema.settings.count)
    #expect(
      schema.settings.prefix(4).map(\.path) == [
        "nice", "io_priority", "oom_score_adj", "cpu_affinity",
      ])
    #expect(schema.settings.dropFirst(4).map(\.path).contains("limits.nofile"))
    for setting in schema.settings { #expect(setting.summary.last == ".", "\(setting.path)") }
  }

  @Test func domainsAreTheKernels() throws {
    let settings = try offered().settings
    func domain(_ path: String) -> SettingSchema.Domain? {
      settings.first { $0.path == path }?.domain
    }
    #expect(domain("nice") == .integers(-20...19))
    #expect(domain("oom_score_adj") == .integers(-1000...1000))
    #expect(domain("limits.nofile") == .limit(isBytes: false))
    #expect(domain("limits.memlock") == .limit(isBytes: true))
    guard case .words(let words)? = domain("io_priority"),
      case .members(let range)? = domain("cpu_affinity")
    else {
      Issue.record("other domains")
      return
    }
    #expect(words.count == 18 && Set(words).isSubset(of: IOPriority.words))
    #expect(range.lowerBound == 0 && range.count >= sysconf(CInt(_SC_NPROCESSORS_ONLN)))
  }

  @Test func everySignalIsThereOnce() throws {
    let signals = try offered().signals
    #expect(signals.map(\.number) == Array(1...31) + Array(34...64))
    let names = signals.flatMap { [$0.name] + $0.synonyms }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { !$0.hasPrefix("SIG") && $0 == $0.uppercased() })
    func number(_ name: String) -> Int32? {
      signals.first { $0.name == name || $0.synonyms.contains(name) }?.number
    }
    #expect(number("KILL") == 9 && number("TERM") == 15 && number("CLD") == SIGCHLD)
    #expect(number("IOT") == SIGABRT && number("POLL") == SIGIO)
    #expect(number("RTMIN") == 34 && number("RTMAX") == 64 && number("RTMIN+30") == 64)
    #expect(number("RTMIN+3") == 37 && number("RTMAX-27") == 37 && number("RTMAX-1") == 63)
  }

  @Test(.enabled(if: access("/bin/bash", X_OK) == 0, "bash is not here"))
  func theyAreCalledAsBashCallsThem() throws {
    let listed = try Command("/bin/bash", ["-c", "kill -l"]).run().outputText
    let words = listed.split(whereSeparator: { $0.isWhitespace }).map(String.init)
    let theirs = zip(words, words.dropFirst()).filter { $0.0.hasSuffix(")") }
      .map { "\($0.0) \($0.1)" }
    #expect(try offered().signals.map { "\($0.number)) SIG\($0.name)" } == theirs)
  }

  @Test(
    arguments: [
      (.needs(.killing), "needs CAP_KILL"), (.needs(.resources), "needs CAP_SYS_RESOURCE"),
      (.needsKernel(KernelVersion(5, 1)), "needs Linux 5.1"),
      (.aboveHardLimit(4096, of: .nofile), "above its hard limit of 4096"),
      (.aboveHardLimit(8 << 20, of: .stack), "above its hard limit of 8M"),
      (.aboveHardLimit(3 << 10, of: .memlock), "above its hard limit of 3K"),
      (.aboveHardLimit(1025, of: .as), "above its hard limit of 1025B"),
      (.failed(Errno(EPERM)), "Operation not permitted"),
      (
        .keptTo([0, 3]),
        "it runs on 0, 3 alone now: no other of these is on line and in its cpuset"
      ), (.withoutProcessors, "none of these processors is on line and in its cpuset"),
    ] as [(Refusal, String)])
  func refusalsSayWhy(refusal: Refusal, text: String) {
    #expect(refusal.text == text)
  }
}
