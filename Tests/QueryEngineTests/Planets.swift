import QueryEngine
import Synchronization

/// A toy catalog: planets, their star, their moons, and what landed there.
///
/// Small enough to be known by heart, with one of everything that a catalog can hold: origins of
/// every cost, cells that are null or denied, a relation that may not be read (Pluto's moons), a
/// relation that leads nowhere (inward of Mercury), rows that belong to other rows.
enum Planets {
  static let catalog = catalog()

  /// `vanishing` names planets that end as soon as more than their name is read.
  static func catalog(vanishing: Set<String> = []) -> Catalog {
    Catalog(
      tables: [planets, stars, moons, landings], functions: Functions.standard,
      constants: [
        Catalog.Constant("solar", .boolean(true), "Whether this is the solar system."),
        Catalog.Constant("galactic", .boolean(false), "Whether this is a galaxy."),
      ],
      makeVisit: { PlanetVisit(vanishing: vanishing) })
  }

  // MARK: Origins

  static let sky = Origin("sky", cost: .listing)
  static let orbit = Origin("orbit", cost: .file)
  static let surface = Origin("surface", cost: .file, permission: "a telescope")
  static let probes = Origin("probes", cost: .links, permission: "a radio dish")
  static let gravity = Origin("gravity", cost: .pages, permission: "a space agency")
  static let origins = [sky, orbit, surface, probes, gravity]

  // MARK: Tables

  static let planets = Table(
    "planets", "The planets of the solar system.",
    columns: planetColumns,
    relations: [
      Relation(
        "star", to: "stars", from: sky, "The star it circles.",
        step: .one { row in
          .row(StarRow(SkyData.sun, unsafeDowncast(row, to: PlanetRow.self).skyVisit))
        }),
      Relation(
        "inward", to: "planets", from: sky, "The next planet nearer to the star.",
        step: .one { row in
          let planet = unsafeDowncast(row, to: PlanetRow.self)
          guard planet.facts.position > 1 else { return .nothing }
          return .row(
            PlanetRow(
              SkyData.planets[Int(planet.facts.position) - 2],
              unsafeDowncast(row, to: PlanetRow.self).skyVisit))
        }),
      Relation(
        "beyond", to: "planets", from: sky, "The planets farther out, nearest first.",
        step: .many { row in
          let rest = SkyData.planets.dropFirst(
            Int(unsafeDowncast(row, to: PlanetRow.self).facts.position))
          return .rows(
            stream(rest.map { PlanetRow($0, unsafeDowncast(row, to: PlanetRow.self).skyVisit) }))
        }),
      Relation(
        "moons", to: "moons", from: surface, "Its moons.",
        step: .many { row in
          let planet = unsafeDowncast(row, to: PlanetRow.self)
          return planet.related(surface, planet.facts.moons.map { MoonRow($0, planet) })
        }),
    ],
    summaryColumns: ["position", "name", "mass", "year"],
    rows: .scanned(key: "position") { visit, scan in
      let visit = unsafeDowncast(visit, to: PlanetVisit.self)
      switch scan {
      case .all:
        return stream(SkyData.planets.lazy.map { PlanetRow(listedBy: visit, $0) })
      case .keys(let keys):
        let wanted = Set(keys)
        return stream(
          SkyData.planets.lazy.filter { wanted.contains($0.position) }
            .map { PlanetRow(listedBy: visit, $0) })
      }
    })

  static let stars = Table(
    "stars", "The stars of the solar system.",
    columns: [
      Column(
        "name", group: "identity", type: .text, "Its name.",
        variants: [
          .init(sky) { .text(Text(unsafeDowncast($0, to: StarRow.self).facts.name)) }
        ]),
      Column(
        "temperature", group: "body", type: .real, "Of its surface, in degrees.",
        variants: [
          .init(sky) { .real(unsafeDowncast($0, to: StarRow.self).facts.temperature) }
        ]),
    ],
    relations: [
      Relation(
        "planets", to: "planets", from: sky, "The planets around it.",
        step: .many { row in
          .rows(
            stream(
              SkyData.planets.lazy.map {
                PlanetRow($0, unsafeDowncast(row, to: StarRow.self).skyVisit)
              }))
        })
    ],
    summaryColumns: ["name", "temperature"],
    rows: .scanned(key: nil) { visit, _ in
      stream([StarRow(SkyData.sun, unsafeDowncast(visit, to: PlanetVisit.self))])
    })

  static let moons = Table(
    "moons", "The moons of every planet.",
    columns: [
      Column(
        "name", group: "identity", type: .text, "Its name.",
        variants: [
          .init(surface) { .text(Text(unsafeDowncast($0, to: MoonRow.self).facts.name)) }
        ]),
      Column(
        "number", aliases: ["no"], group: "identity", type: .integer, "From 1, by distance.",
        variants: [.init(surface) { .integer(unsafeDowncast($0, to: MoonRow.self).facts.number) }]),
      Column(
        "icy", group: "body", type: .boolean, "Whether it is covered with ice.",
        variants: [
          .init(surface) { .boolean(unsafeDowncast($0, to: MoonRow.self).facts.icy) }
        ]),
      Column(
        "size", group: "body", type: .size, "How large it is.",
        variants: [
          .init(gravity) { row in
            let moon = unsafeDowncast(row, to: MoonRow.self)
            return moon.planet.read(gravity) { _ in .size(moon.facts.size) }
          }
        ]),
    ],
    relations: [
      Relation(
        "planet", to: "planets", from: sky, "The planet it circles.",
        step: .one { row in
          .row(unsafeDowncast(row, to: MoonRow.self).planet)
        }),
      Relation(
        "landings", to: "landings", from: probes, "What landed on it.",
        step: .many { row in
          let moon = unsafeDowncast(row, to: MoonRow.self)
          return moon.planet.related(probes, moon.facts.landings.map { LandingRow($0, moon) })
        }),
    ],
    summaryColumns: ["number", "name", "size"],
    rows: .related(table: "planets", relation: "moons"))

  static let landings = Table(
    "landings", "What landed on moons.",
    columns: [
      Column(
        "name", group: "identity", type: .text, "Its name.",
        variants: [
          .init(probes) { .text(Text(unsafeDowncast($0, to: LandingRow.self).facts.name)) }
        ]),
      Column(
        "crew", group: "body", type: .integer, "How many landed; null without a crew.",
        variants: [
          .init(probes) {
            unsafeDowncast($0, to: LandingRow.self).facts.crew.map(Value.integer) ?? .null
          }
        ]),
      Column(
        "stay", group: "body", type: .duration, "How long it stayed.",
        variants: [
          .init(probes) { .duration(unsafeDowncast($0, to: LandingRow.self).facts.stay) }
        ]),
    ],
    relations: [
      Relation(
        "moon", to: "moons", from: sky, "The moon it landed on.",
        step: .one { row in
          .row(unsafeDowncast(row, to: LandingRow.self).moon)
        })
    ],
    summaryColumns: ["name", "stay"],
    rows: .related(table: "moons", relation: "landings"))

  // MARK: Columns

  static let planetColumns: [Column] = [
    column("position", group: "identity", .integer, "From the star outward, from 1.", sky) {
      .integer($0.position)
    },
    column("name", group: "identity", .text, "Its name.", sky) { .text(Text($0.name)) },
    column("names", group: "identity", .list(.text), "All its names, the usual first.", orbit) {
      .list($0.names.map { .text(Text($0)) })
    },
    column("atlas", group: "identity", .address, "Its place in the atlas.", orbit) {
      .address($0.atlas)
    },
    column("year", aliases: ["period"], group: "orbit", .duration, "Once around the star.", orbit) {
      .duration($0.year)
    },
    column("day", group: "orbit", .duration, "Once around itself.", orbit) { .duration($0.day) },
    column(
      "discovered", group: "orbit", .time, "When it was; null for those always known.", orbit
    ) { $0.discovered.map(Value.time) ?? .null },
    column("kind", aliases: ["class"], group: "body", .text, "rock, gas or ice.", surface) {
      .text(Text($0.kind))
    },
    column("rings", group: "body", .boolean, "Whether it has rings.", surface) {
      .boolean($0.rings)
    },
    column("temperature", group: "body", .real, "Of its surface, in degrees.", surface) {
      .real($0.temperature)
    },
    column("bulk", group: "body", .size, "Never less than its mass.", surface) {
      .size($0.bulk)
    },
    column("mass", aliases: ["weight"], group: "body", .size, "How heavy it is.", gravity) {
      .size($0.mass)
    },
    column(
      "gases", group: "air", .map(.real), "Percent of its air; null without air.",
      entry: .init("a gas", example: "oxygen"), gravity
    ) {
      guard let gases = $0.gases else { return .null }
      return .map(MapValue(gases.map { (key: Text($0.key), value: .real($0.value)) }))
    },
    column("labels", group: "air", .map(.text), "What is written on its chart.", surface) {
      .map(MapValue($0.labels.map { (key: Text($0.key), value: .text(Text($0.value))) }))
    },
    column("probe", aliases: ["visitor"], group: "visits", .text, "Its last visitor.", probes) {
      $0.probe.map { .text(Text($0)) } ?? .null
    },
  ]

  private static func column(
    _ name: String, aliases: [String] = [], group: String, _ type: ValueType, _ summary: String,
    entry: Column.Entry? = nil, _ origin: Origin,
    _ read: @escaping @Sendable (PlanetFacts) -> Value
  ) -> Column {
    Column(
      name, aliases: aliases, group: group, type: type, summary, entry: entry,
      variants: [.init(origin) { unsafeDowncast($0, to: PlanetRow.self).read(origin, read) }])
  }

  private static func stream(_ rows: some Sequence<any Row>) -> RowStream {
    RowStream(rows)
  }
}

// MARK: Rows

private protocol SkyRow: Row {
  var skyVisit: PlanetVisit { get }
}

/// One run over the sky, which counts what it reads.
final class PlanetVisit: Visit, Sendable {
  private struct Counts {
    var listed = 0
    var reads: [Origin: Int] = [:]
    var denied: [Origin: Int] = [:]
    var vanished: Set<String> = []
  }

  private let counts = Mutex(Counts())
  let vanishing: Set<String>

  init(vanishing: Set<String>) {
    self.vanishing = vanishing
  }

  var statistics: Statistics {
    counts.withLock { counts in
      var statistics = Statistics()
      statistics.processes = counts.listed
      statistics.reads = Planets.origins.compactMap { origin in
        counts.reads[origin].map { (name: origin.name, count: $0) }
      }
      statistics.denied = Planets.origins.compactMap { origin in
        counts.denied[origin].map { (name: origin.name, count: $0) }
      }
      statistics.vanished = counts.vanished.count
      return statistics
    }
  }

  fileprivate func noteListed() { counts.withLock { $0.listed += 1 } }
  fileprivate func noteRead(_ origin: Origin) {
    counts.withLock { $0.reads[origin, default: 0] += 1 }
  }
  fileprivate func noteDenied(_ origin: Origin) {
    counts.withLock { $0.denied[origin, default: 0] += 1 }
  }
  fileprivate func noteVanished(_ name: String) {
    counts.withLock { _ = $0.vanished.insert(name) }
  }
}

/// A planet in the sky: each of its origins is read at most once, and counted.
final class PlanetRow: SkyRow {
  fileprivate let facts: PlanetFacts
  fileprivate let skyVisit: PlanetVisit
  private var read: Set<Origin> = []
  private(set) var isGone = false

  fileprivate init(_ facts: PlanetFacts, _ visit: PlanetVisit) {
    self.facts = facts
    self.skyVisit = visit
  }

  fileprivate convenience init(listedBy visit: PlanetVisit, _ facts: PlanetFacts) {
    visit.noteListed()
    self.init(facts, visit)
  }

  func holds(_ origin: Origin) -> Bool { origin.cost == .listing || read.contains(origin) }

  fileprivate func read(_ origin: Origin, _ make: (PlanetFacts) -> Value) -> Value {
    if origin.cost != .listing {
      touch(origin)
      if isGone { return .null }
      if facts.denied.contains(origin.name) { return .denied(.origin(origin)) }
    }
    return make(facts)
  }

  fileprivate func related(_ origin: Origin, _ rows: [any Row]) -> RelatedRows {
    touch(origin)
    if isGone { return .rows(RowStream([])) }
    if facts.denied.contains(origin.name) { return .denied(.origin(origin)) }
    return .rows(RowStream(rows))
  }

  private func touch(_ origin: Origin) {
    guard !isGone, read.insert(origin).inserted else { return }
    if skyVisit.vanishing.contains(facts.name) {
      isGone = true
      skyVisit.noteVanished(facts.name)
      return
    }
    skyVisit.noteRead(origin)
    if facts.denied.contains(origin.name) { skyVisit.noteDenied(origin) }
  }
}

private final class StarRow: SkyRow {
  let facts: StarFacts
  let skyVisit: PlanetVisit

  init(_ facts: StarFacts, _ visit: PlanetVisit) {
    self.facts = facts
    self.skyVisit = visit
  }

  var isGone: Bool { false }
  func holds(_ origin: Origin) -> Bool { true }
}

private final class MoonRow: SkyRow {
  let facts: MoonFacts
  let planet: PlanetRow

  init(_ facts: MoonFacts, _ planet: PlanetRow) {
    self.facts = facts
    self.planet = planet
  }

  var skyVisit: PlanetVisit { planet.skyVisit }
  var isGone: Bool { planet.isGone }
  func holds(_ origin: Origin) -> Bool { planet.holds(origin) }
}

private final class LandingRow: SkyRow {
  let facts: LandingFacts
  let moon: MoonRow

  init(_ facts: LandingFacts, _ moon: MoonRow) {
    self.facts = facts
    self.moon = moon
  }

  var skyVisit: PlanetVisit { moon.skyVisit }
  var isGone: Bool { moon.isGone }
  func holds(_ origin: Origin) -> Bool { moon.holds(origin) }
}
