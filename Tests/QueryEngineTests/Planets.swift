import EngineSupport
import Execution
import Schema
import Synchronization
import Values

/// A toy source: planets, their star, their moons, and what landed there.
///
/// Small enough to be known by heart, with one of everything that a source can hold: accesses of
/// every cost, cells that are null or denied, a relation that may not be read (Pluto's moons), a
/// relation that leads nowhere (inward of Mercury), rows that belong to other rows.
struct Planets: Source {
  /// Planets that end as soon as more than their name is read.
  var vanishing: Set<String> = []

  var schema: Schema { Planets.schema }

  func snapshot(at moment: Moment) -> any Snapshot { PlanetSnapshot(vanishing: vanishing) }

  static let schema = Schema(
    tables: [planets.schema, stars.schema, moons.schema, landings.schema],
    accesses: [.known] + accesses,
    constants: [
      ConstantSchema("solar", true, "Whether this is the solar system."),
      ConstantSchema("galactic", false, "Whether this is a galaxy."),
    ])

  // MARK: Accesses

  static let sky = Access(AccessID(1), "sky", cost: .known)
  static let orbit = Access(AccessID(2), "orbit", cost: .file)
  static let surface = Access(AccessID(3), "surface", cost: .file, permission: "a telescope")
  static let probes = Access(AccessID(4), "probes", cost: .links, permission: "a radio dish")
  static let gravity = Access(AccessID(5), "gravity", cost: .pages, permission: "a space agency")
  static let accesses = [sky, orbit, surface, probes, gravity]

  // MARK: Tables

  static let planets = ToyTable<PlanetRow>(
    "planets", of: "planet", "The planets of the solar system.",
    columns: planetColumns,
    relations: [
      Relation("star", to: "stars", isMany: false, from: sky, "The star it circles.") {
        .one(StarRow(SkyData.sun, $0.snapshot))
      },
      Relation(
        "inward", to: "planets", isMany: false, from: sky, "The next planet nearer to the star."
      ) { planet in
        guard planet.facts.position > 1 else { return .none }
        return .one(PlanetRow(SkyData.planets[Int(planet.facts.position) - 2], planet.snapshot))
      },
      Relation("beyond", to: "planets", from: sky, "The planets farther out, nearest first.") {
        planet in
        let rest = SkyData.planets.dropFirst(Int(planet.facts.position))
        return .many(RowStream(rest.map { PlanetRow($0, planet.snapshot) }))
      },
      Relation("moons", to: "moons", from: surface, "Its moons.") { planet in
        planet.related(surface, planet.facts.moons.map { MoonRow($0, planet) })
      },
    ],
    summaryColumns: ["position", "name", "mass", "year"], key: ["position"],
    rows: .scanned(lookUp: "position"))

  static let stars = ToyTable<StarRow>(
    "stars", of: "star", "The stars of the solar system.",
    columns: [
      column("name", group: "identity", .text, "Its name.", sky) { .text(Text($0.facts.name)) },
      column("temperature", group: "body", .real, "Of its surface, in degrees.", sky) {
        .real($0.facts.temperature)
      },
    ],
    relations: [
      Relation("planets", to: "planets", from: sky, "The planets around it.") { star in
        .many(RowStream(SkyData.planets.lazy.map { PlanetRow($0, star.snapshot) }))
      }
    ],
    summaryColumns: ["name", "temperature"], rows: .scanned(lookUp: nil))

  static let moons = ToyTable<MoonRow>(
    "moons", of: "moon", "The moons of every planet.",
    columns: [
      column("name", group: "identity", .text, "Its name.", surface) {
        .text(Text($0.facts.name))
      },
      column(
        "number", aliases: ["no"], group: "identity", .integer, "From 1, by distance.", surface
      ) { .integer($0.facts.number) },
      column("icy", group: "body", .boolean, "Whether it is covered with ice.", surface) {
        .boolean($0.facts.icy)
      },
      column("size", group: "body", .size, "How large it is.", gravity) { moon in
        moon.planet.read(gravity) { _ in .size(moon.facts.size) }
      },
    ],
    relations: [
      Relation("planet", to: "planets", isMany: false, from: sky, "The planet it circles.") {
        .one($0.planet)
      },
      Relation("landings", to: "landings", from: probes, "What landed on it.") { moon in
        moon.planet.related(probes, moon.facts.landings.map { LandingRow($0, moon) })
      },
    ],
    summaryColumns: ["number", "name", "size"],
    rows: .related(table: "planets", relation: "moons"))

  static let landings = ToyTable<LandingRow>(
    "landings", of: "landing", "What landed on moons.",
    columns: [
      column("name", group: "identity", .text, "Its name.", probes) {
        .text(Text($0.facts.name))
      },
      column("crew", group: "body", .integer, "How many landed; null without a crew.", probes) {
        $0.facts.crew.map(Value.integer) ?? .null
      },
      column("stay", group: "body", .duration, "How long it stayed.", probes) {
        .duration($0.facts.stay)
      },
    ],
    relations: [
      Relation("moon", to: "moons", isMany: false, from: sky, "The moon it landed on.") {
        .one($0.moon)
      }
    ],
    summaryColumns: ["name", "stay"],
    rows: .related(table: "moons", relation: "landings"))

  // MARK: Columns

  private static let planetColumns: [Column<PlanetRow>] = [
    fact("position", group: "identity", .integer, "From the star outward, from 1.", sky) {
      .integer($0.position)
    },
    fact("name", group: "identity", .text, "Its name.", sky) { .text(Text($0.name)) },
    fact("names", group: "identity", .list(.text), "All its names, the usual first.", orbit) {
      .list($0.names.map { .text(Text($0)) })
    },
    fact("atlas", group: "identity", .address, "Its place in the atlas.", orbit) {
      .address($0.atlas)
    },
    fact("year", aliases: ["period"], group: "orbit", .duration, "Once around the star.", orbit) {
      .duration($0.year)
    },
    fact("day", group: "orbit", .duration, "Once around itself.", orbit) { .duration($0.day) },
    fact("discovered", group: "orbit", .time, "When it was; null for those always known.", orbit) {
      $0.discovered.map(Value.time) ?? .null
    },
    fact("kind", aliases: ["class"], group: "body", .text, "rock, gas or ice.", surface) {
      .text(Text($0.kind))
    },
    fact("rings", group: "body", .boolean, "Whether it has rings.", surface) {
      .boolean($0.rings)
    },
    fact("temperature", group: "body", .real, "Of its surface, in degrees.", surface) {
      .real($0.temperature)
    },
    fact("bulk", group: "body", .size, "Never less than its mass.", surface) { .size($0.bulk) },
    fact("mass", aliases: ["weight"], group: "body", .size, "How heavy it is.", gravity) {
      .size($0.mass)
    },
    fact(
      "gases", group: "air", .map(.real), "Percent of its air; null without air.",
      entry: .init("a gas", example: "oxygen"), gravity
    ) {
      guard let gases = $0.gases else { return .null }
      return .map(MapValue(gases.map { (key: Text($0.key), value: .real($0.value)) }))
    },
    fact("labels", group: "air", .map(.text), "What is written on its chart.", surface) {
      .map(MapValue($0.labels.map { (key: Text($0.key), value: .text(Text($0.value))) }))
    },
    fact("probe", aliases: ["visitor"], group: "visits", .text, "Its last visitor.", probes) {
      $0.probe.map { .text(Text($0)) } ?? .null
    },
  ]

  /// A column of planets, whose access is read when it is asked for.
  private static func fact(
    _ name: String, aliases: [String] = [], group: String, _ type: ValueType, _ summary: String,
    entry: ColumnSchema.Entry? = nil, _ access: Access,
    _ read: @escaping @Sendable (PlanetFacts) -> Value
  ) -> Column<PlanetRow> {
    column(name, aliases: aliases, group: group, type, summary, entry: entry, access) {
      $0.read(access, read)
    }
  }

  private static func column<Subject>(
    _ name: String, aliases: [String] = [], group: String, _ type: ValueType, _ summary: String,
    entry: ColumnSchema.Entry? = nil, _ access: Access,
    _ read: @escaping @Sendable (Subject) -> Value
  ) -> Column<Subject> {
    Column(
      ColumnSchema(
        name, aliases: aliases, group: group, type: type, summary, entry: entry,
        sources: [ColumnSource(access, ReaderID(0))]), read: read)
  }
}

// MARK: Snapshot

/// One run over the sky, which counts what it reads.
final class PlanetSnapshot: Snapshot {
  private struct Counts {
    var listed = 0
    var reads: [Access: Int] = [:]
    var denied: [Access: Int] = [:]
    var vanished: Set<String> = []
  }

  private let counts = Mutex(Counts())
  let vanishing: Set<String>

  init(vanishing: Set<String>) {
    self.vanishing = vanishing
  }

  /// 2026-11-22T14:00:00Z.
  var time: Int64 { 1_795_356_000_000_000_000 }
  var facts: SystemFacts { SystemFacts(pageSize: 4096, ticksPerSecond: 100) }

  func rows(of scan: ScanRequest) -> RowStream {
    if scan.table == "stars" { return RowStream([StarRow(SkyData.sun, self)]) }
    let wanted = scan.keys.map(Set.init)
    return RowStream(
      SkyData.planets.lazy.filter { wanted?.contains($0.position) ?? true }
        .map { PlanetRow(listedBy: self, $0) })
  }

  var statistics: Statistics {
    counts.withLock { counts in
      var statistics = Statistics()
      statistics.processes = counts.listed
      statistics.reads = Planets.accesses.compactMap { access in
        counts.reads[access].map { (name: access.name, count: $0) }
      }
      statistics.denied = Planets.accesses.compactMap { access in
        counts.denied[access].map { (name: access.name, count: $0) }
      }
      statistics.vanished = counts.vanished.count
      return statistics
    }
  }

  fileprivate func noteListed() { counts.withLock { $0.listed += 1 } }
  fileprivate func noteRead(_ access: Access) {
    counts.withLock { $0.reads[access, default: 0] += 1 }
  }
  fileprivate func noteDenied(_ access: Access) {
    counts.withLock { $0.denied[access, default: 0] += 1 }
  }
  fileprivate func noteVanished(_ name: String) {
    counts.withLock { _ = $0.vanished.insert(name) }
  }
}

// MARK: Rows

/// A planet in the sky: each of its accesses is read at most once, and counted.
final class PlanetRow: Row {
  fileprivate let facts: PlanetFacts
  fileprivate let snapshot: PlanetSnapshot
  private var read: Set<AccessID> = []
  private(set) var isGone = false

  fileprivate init(_ facts: PlanetFacts, _ snapshot: PlanetSnapshot) {
    self.facts = facts
    self.snapshot = snapshot
  }

  fileprivate convenience init(listedBy snapshot: PlanetSnapshot, _ facts: PlanetFacts) {
    snapshot.noteListed()
    self.init(facts, snapshot)
  }

  func holds(_ access: AccessID) -> Bool { access == Planets.sky.id || read.contains(access) }
  func value(_ reader: ReaderID) -> Value { Planets.planets.value(reader, of: self) }
  func related(_ relation: RelationID) -> RelatedRows {
    Planets.planets.related(relation, of: self)
  }

  fileprivate func read(_ access: Access, _ make: (PlanetFacts) -> Value) -> Value {
    if access.cost != .known {
      touch(access)
      if isGone { return .null }
      if facts.denied.contains(access.name) { return .denied(.refused(access.id)) }
    }
    return make(facts)
  }

  fileprivate func related(_ access: Access, _ rows: [any Row]) -> RelatedRows {
    touch(access)
    if isGone { return .none }
    if facts.denied.contains(access.name) { return .denied(.refused(access.id)) }
    return .many(RowStream(rows))
  }

  private func touch(_ access: Access) {
    guard !isGone, read.insert(access.id).inserted else { return }
    if snapshot.vanishing.contains(facts.name) {
      isGone = true
      snapshot.noteVanished(facts.name)
      return
    }
    snapshot.noteRead(access)
    if facts.denied.contains(access.name) { snapshot.noteDenied(access) }
  }
}

final class StarRow: Row {
  fileprivate let facts: StarFacts
  fileprivate let snapshot: PlanetSnapshot

  fileprivate init(_ facts: StarFacts, _ snapshot: PlanetSnapshot) {
    self.facts = facts
    self.snapshot = snapshot
  }

  var isGone: Bool { false }
  func holds(_ access: AccessID) -> Bool { true }
  func value(_ reader: ReaderID) -> Value { Planets.stars.value(reader, of: self) }
  func related(_ relation: RelationID) -> RelatedRows { Planets.stars.related(relation, of: self) }
}

final class MoonRow: Row {
  fileprivate let facts: MoonFacts
  fileprivate let planet: PlanetRow

  fileprivate init(_ facts: MoonFacts, _ planet: PlanetRow) {
    self.facts = facts
    self.planet = planet
  }

  var isGone: Bool { planet.isGone }
  func holds(_ access: AccessID) -> Bool { planet.holds(access) }
  func value(_ reader: ReaderID) -> Value { Planets.moons.value(reader, of: self) }
  func related(_ relation: RelationID) -> RelatedRows { Planets.moons.related(relation, of: self) }
}

final class LandingRow: Row {
  fileprivate let facts: LandingFacts
  fileprivate let moon: MoonRow

  fileprivate init(_ facts: LandingFacts, _ moon: MoonRow) {
    self.facts = facts
    self.moon = moon
  }

  var isGone: Bool { moon.isGone }
  func holds(_ access: AccessID) -> Bool { moon.holds(access) }
  func value(_ reader: ReaderID) -> Value { Planets.landings.value(reader, of: self) }
  func related(_ relation: RelationID) -> RelatedRows {
    Planets.landings.related(relation, of: self)
  }
}
