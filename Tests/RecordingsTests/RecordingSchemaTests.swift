import Foundation
import QueryLanguage
import Schema
import TestSupport
import Testing
import Values

@testable import Execution
@testable import Recordings

@Suite struct RecordingSchemaTests {
  private func schema(_ select: String) throws -> RecordingSchema {
    try #require(
      RecordingSchema(of: ToyHost.schema, recording: try PlainRecording.columns(select)))
  }

  private func names(_ schema: RecordingSchema) -> [String] { schema.columns.map(\.schema.name) }

  @Test func whatFollowsFromWhatWasRecordedCanBeAsked() throws {
    let schema = try schema("pid, ppid, name, cpu_time, rss")
    #expect(
      names(schema) == [
        "pid", "ppid", "name", "started", "since_boot", "age", "cpu_time", "cpu_percent",
        "cpu_share", "rss", "memory_percent",
      ])
    #expect(schema.relations.map(\.name) == ["parent", "children", "descendants", "ancestors"])
    #expect(schema.labels.map(\.schema.name) == ["ppid", "name"])
    #expect(schema.facts.map(\.schema.name) == ["cpu_time", "rss"])
    #expect(schema.unrecorded.columns.contains("uss"))
    #expect(schema.unrecorded.columns.contains("read_rate"))
    #expect(schema.unrecorded.columns.contains("command"))
    #expect(!schema.unrecorded.columns.contains("rss"))
    #expect(schema.unrecorded.relations == ["sockets"])
    #expect(schema.unrecorded.tables == ["sockets"])
    #expect(schema.unrecorded.groups == ["io"])
    #expect(
      schema.unrecorded.needs == [UnrecordedNames.Need("read_rate", columns: ["read_bytes"])])
    #expect(schema.functions.map(\.name) == ["memory_percent", "cpu_count"])
  }

  @Test func withoutTheParentThereAreNoRelations() throws {
    let schema = try schema("name")
    #expect(names(schema) == ["pid", "name", "started", "since_boot", "age"])
    #expect(schema.relations.isEmpty)
    #expect(schema.unrecorded.relations.count == 5)
    let needs = schema.unrecorded.needs.filter { $0.columns == ["ppid"] }
    #expect(needs.map(\.name) == ["parent", "children", "descendants", "ancestors"])
  }

  @Test func aShareOfMemoryIsStoredWhereItsSizeIsNot() throws {
    #expect(try schema("memory_percent").facts.map(\.schema.name) == ["memory_percent"])
    #expect(try schema("memory_percent, rss").facts.map(\.schema.name) == ["rss"])
  }

  @Test func anEntryOfAMapIsAColumn() throws {
    let schema = try schema("env.PATH, limits.memlock, limits.nofile")
    #expect(schema.labels.map(\.schema.name) == ["env.PATH"])
    #expect(schema.facts.map(\.schema.name) == ["limits.memlock", "limits.nofile"])
    let column = try #require(schema.columns.first { $0.schema.name == "env.PATH" })
    #expect(column.schema.type == .text)
    #expect(column.origin == "environ")
    let memlock = try #require(schema.columns.first { $0.schema.name == "limits.memlock" })
    #expect(memlock.schema.vocabulary == .numbers(.bytes))
    #expect(schema.unrecorded.columns.contains("env"))
  }

  @Test func itComesBackAsItWas() throws {
    let schema = try schema(ToyHost.allColumns + ", env.PATH, limits.memlock")
    let returned = try RecordingSchema(json: schema.json)
    #expect(returned.json == schema.json)
    #expect(returned.table == schema.table)
    #expect(returned.readings == schema.readings)
    #expect(returned.unrecorded == schema.unrecorded)
    #expect(returned.constants == schema.constants)
    for (one, other) in zip(returned.columns, schema.columns) {
      #expect(one.schema.name == other.schema.name)
      #expect(one.schema.aliases == other.schema.aliases)
      #expect(one.schema.type == other.schema.type)
      #expect(one.schema.kind == other.schema.kind)
      #expect(one.schema.vocabulary == other.schema.vocabulary)
      #expect(one.schema.summary == other.schema.summary)
      #expect(one.schema.entry == other.schema.entry)
      #expect(one.schema.derivation == other.schema.derivation)
      #expect(one.place == other.place)
      #expect(one.origin == other.origin)
    }
    #expect(returned.relations.map(\.path) == schema.relations.map(\.path))
  }

  @Test func unknownMembersAreSkipped() throws {
    var text = String(decoding: try schema("name").json, as: UTF8.self)
    text.removeFirst()
    let json = "{\"made_by\":[1,{\"a\":null}]," + text
    #expect(names(try RecordingSchema(json: Array(json.utf8))).contains("name"))
  }

  @Test func whatIsWrongIsNamed() throws {
    let text = String(decoding: try schema("name, cpu_time").json, as: UTF8.self)
    let wrong = [
      ("\"type\":\"text\"", "\"type\":7", "'type' of columns[1] of it is no text"),
      ("\"type\":\"text\"", "\"type\":\"song\"", "columns[1] of it is of no known type"),
      ("\"kind\":\"counter\"", "\"kind\":\"gorge\"", "columns[5] of it is of no known kind"),
      ("\"place\":\"label\"", "\"place\":\"sky\"", "columns[1] of it is at no known place"),
      ("\"columns\":[", "\"columns\":7,\"c\":[", "'columns' of it is no list"),
      ("\"name\":\"name\"", "\"name\":\"pid\"", "two columns have one name"),
      (
        "\"name\":\"name\"", "\"name\":\"a\\u001bb\"", "'name' of columns[1] of it is no plain text"
      ),
      ("100 * rate(cpu_time)\"", "100 * rate(cpu_percent)\"", "'cpu_percent' follows from itself"),
      (
        "100 * rate(cpu_time)\"", "parent.`CPU_percent`\"", "'cpu_percent' follows from itself"
      ),
      (
        "100 * rate(cpu_time)\"", "cpu_time in (select cpu_percent)\"",
        "what 'cpu_percent' follows from cannot be read"
      ),
      ("100 * rate(cpu_time)\"", "100 *\"", "what 'cpu_percent' follows from cannot be read"),
    ]
    for (part, other, words) in wrong {
      let range = try #require(text.firstRange(of: part))
      let json = Array(text.replacingCharacters(in: range, with: other).utf8)
      #expect(throws: SchemaError(words)) { _ = try RecordingSchema(json: json) }
    }
  }

  /// Whatever stands there, it is a schema that can be described and asked, or an error.
  @Test func noBrokenSchemaTraps() throws {
    let json = try schema(ToyHost.allColumns).json
    var random = SeededRandom(seed: 11)
    for _ in 0..<1500 {
      var broken = json
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<broken.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: broken[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: broken.remove(at: place)
        case _: broken.insert(random.pick(Array("{}[]\",:0truenul".utf8)), at: place)
        }
      }
      guard let schema = try? RecordingSchema(json: broken) else { continue }
      var session = Session(SchemaAlone(schema: schema.schema))
      let name = schema.table.name
      _ = try? session.prepare(SourceText("describe \(name)"))
      for column in schema.columns {
        _ = try? session.prepare(SourceText("select `\(column.schema.name)` where pid = 1"))
      }
    }
  }
}

/// A source that is never asked.
private struct SchemaAlone: Source {
  let schema: Schema
  let hasPast = true

  func snapshot(at moment: Moment) throws(Failure) -> any Snapshot {
    throw Failure("there is nothing", at: "", of: AccessID(0))
  }
}
