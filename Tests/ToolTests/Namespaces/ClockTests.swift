import Foundation
import TestSupport
import Testing

/// Ages and starts where files or namespaces tell of other clocks.
@Suite(.enabled(if: Namespaces.areAllowed, "namespaces are not to be had"))
struct ClockTests {
  private struct Told {
    let age: Double
    let started: Date
    let uptime: Double
    let boot: Date
  }

  /// What is told of a process that has just been started.
  private func told(_ options: [String], _ prepare: String = "") throws -> Told {
    let found = try Namespaces.run(
      options,
      prepare + """

        sleep 600 & child=$!
        trap 'kill $child' EXIT
        procq --no-header -ftsv -e "select age, started where pid = $child" \
          -e "select uptime, boot_time from system"
        """)
    #expect(found.errors == "")
    let fields = found.output.split { $0 == "\t" || $0 == "\n" }.map(String.init)
    try #require(fields.count == 4, "\(found)")
    return Told(
      age: try #require(Double(fields[0])), started: try moment(fields[1]),
      uptime: try #require(Double(fields[2])), boot: try moment(fields[3]))
  }

  private func moment(_ text: String) throws -> Date {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    return try Date(String(text.prefix(23)) + "Z", strategy: style)
  }

  private static let overlaid = """
    echo '7.00 5.00' > $folder/uptime
    printf 'cpu 1 0 1 1\\ncpu0 1 0 1 1\\nbtime 100\\n' > $folder/stat
    mount --bind $folder/uptime /proc/uptime
    mount --bind $folder/stat /proc/stat
    """

  @Test func aContainersFilesAreNotBelieved() throws {
    let plain = try told(["-m"])
    let before = Date.now
    let told = try told(["-m", "--propagation", "private"], Self.overlaid)
    #expect((0..<60).contains(told.age))
    #expect(abs(told.boot.timeIntervalSince(plain.boot)) < 0.01)
    #expect(told.started > before - 0.1 && told.started < Date.now)
  }

  @Test(arguments: ["100000", "-1"])
  func inATimeNamespace(offset: String) throws {
    let plain = try told(["-m"])
    let before = Date.now
    let told = try told(["-T", "--boottime", offset, "--fork"])
    #expect((0..<60).contains(told.age))
    #expect(told.started > before - 0.1 && told.started < Date.now)
    let shift = try #require(Double(offset))
    #expect(abs(told.boot.timeIntervalSince(plain.boot) + shift) < 0.01)
    #expect(told.uptime > plain.uptime + shift)
  }

  /// Its boot may lie after the start of a process outside.
  @Test func whatStartedBeforeTheNamespacesBoot() throws {
    let uptime = try String(contentsOfFile: "/proc/uptime", encoding: .utf8).prefix { $0 != "." }
    let offset = 2 - (Int(uptime) ?? 0)
    let query = "procq --no-header -ftsv -e 'select started, age > 0s where pid = 1'"
    let outer = try Namespaces.run(["-m"], query)
    let inner = try Namespaces.run(["-T", "--boottime", "\(offset)", "--fork"], query)
    let moments = try [outer.output, inner.output].map { try moment(String($0.prefix(23))) }
    #expect(abs(moments[0].timeIntervalSince(moments[1])) < 0.02)
    #expect(outer.output.contains("\ttrue\n") && inner.output.contains("\ttrue\n"))
  }

  /// A process that starts after the clock was read has an age of 0.
  @Test func aStartAndAnAgeAgree() throws {
    let found = try Namespaces.run(
      ["-m"], "procq -fcsv -e \"select count(*) where started < now() and now() - started != age\"")
    #expect(found.output == "count(*)\n0\n")
  }
}
