/// What is known of a planet: sizes in bytes, times in nanoseconds, as the engine has them.
struct PlanetFacts: Sendable {
  var position: Int64
  var name: String
  var names: [String]
  var atlas: UInt64
  var year: Int64
  var day: Int64
  var discovered: Int64?
  var kind: String
  var rings = false
  var temperature: Double
  var bulk: Int64
  var mass: Int64
  var gases: [(key: String, value: Double)]?
  var labels: [(key: String, value: String)] = []
  var probe: String?
  var moons: [MoonFacts] = []
  /// Names of the origins that may not be read.
  var denied: Set<String> = []
}

struct StarFacts: Sendable {
  var name: String
  var temperature: Double
}

struct MoonFacts: Sendable {
  var number: Int64
  var name: String
  var icy: Bool
  var size: Int64
  var landings: [LandingFacts] = []

  init(_ number: Int64, _ name: String, icy: Bool, size: Int64, landings: [LandingFacts] = []) {
    self.number = number
    self.name = name
    self.icy = icy
    self.size = size
    self.landings = landings
  }
}

struct LandingFacts: Sendable {
  var name: String
  var crew: Int64?
  var stay: Int64
}

enum SkyData {
  private static let hour: Int64 = 3_600_000_000_000
  private static let days: Int64 = 24 * hour
  private static let mega: Int64 = 1 << 20
  private static let giga: Int64 = 1 << 30
  private static let second: Int64 = 1_000_000_000

  static let sun = StarFacts(name: "Sun", temperature: 5500)

  /// In order of position, without gaps.
  static let planets = [
    PlanetFacts(
      position: 1, name: "Mercury", names: ["Mercury"], atlas: 0x1000, year: 88 * days,
      day: 4222 * hour, kind: "rock", temperature: 167, bulk: 4 * mega, mass: 3 * mega,
      probe: "MESSENGER"),
    // Its air may not be read, nor its mass.
    PlanetFacts(
      position: 2, name: "Venus", names: ["Venus", "Hesperus", "Phosphorus"], atlas: 0x2000,
      year: 225 * days, day: 2802 * hour, kind: "rock", temperature: 464, bulk: 50 * mega,
      mass: 49 * mega, gases: [("carbon_dioxide", 96.5), ("nitrogen", 3.5)], probe: "Magellan",
      denied: ["gravity"]),
    PlanetFacts(
      position: 3, name: "Earth", names: ["Earth", "Terra", "Gaia"], atlas: 0x3000,
      year: 365 * days, day: 24 * hour, kind: "rock", temperature: 15, bulk: 61 * mega,
      mass: 60 * mega,
      gases: [("nitrogen", 78.1), ("oxygen", 20.9)],
      labels: [("note", "home"), ("odd name", "blue"), ("", "nameless")],
      moons: [
        MoonFacts(
          1, "Moon", icy: false, size: 7 * mega,
          landings: [
            LandingFacts(name: "Luna 9", stay: 3 * days),
            LandingFacts(name: "Apollo 11", crew: 2, stay: 21 * hour),
            LandingFacts(name: "Apollo 12", crew: 2, stay: 31 * hour),
          ])
      ]),
    PlanetFacts(
      position: 4, name: "Mars", names: ["Mars", "Ares"], atlas: 0x4000, year: 687 * days,
      day: 25 * hour, kind: "rock", temperature: -65, bulk: 8 * mega, mass: 6 * mega,
      gases: [("carbon_dioxide", 95), ("nitrogen", 2.8)], labels: [("note", "red")],
      probe: "Perseverance",
      moons: [
        MoonFacts(1, "Phobos", icy: false, size: 1024),
        MoonFacts(2, "Deimos", icy: false, size: 512),
      ]),
    PlanetFacts(
      position: 5, name: "Jupiter", names: ["Jupiter", "Zeus"], atlas: 0x5000, year: 4331 * days,
      day: 10 * hour, kind: "gas", rings: true, temperature: -110, bulk: 20 * giga, mass: 19 * giga,
      gases: [("hydrogen", 90), ("helium", 10)], probe: "Juno",
      moons: [
        MoonFacts(1, "Io", icy: false, size: 9 * mega),
        MoonFacts(2, "Europa", icy: true, size: 5 * mega),
        MoonFacts(3, "Ganymede", icy: true, size: 15 * mega),
        MoonFacts(4, "Callisto", icy: true, size: 11 * mega),
      ]),
    PlanetFacts(
      position: 6, name: "Saturn", names: ["Saturn", "Cronus"], atlas: 0x6000, year: 10747 * days,
      day: 11 * hour, kind: "gas", rings: true, temperature: -140, bulk: 6 * giga, mass: 5 * giga,
      gases: [("hydrogen", 96), ("helium", 3)], probe: "Cassini",
      moons: [
        MoonFacts(1, "Enceladus", icy: true, size: 2048),
        MoonFacts(
          2, "Titan", icy: true, size: 14 * mega,
          landings: [LandingFacts(name: "Huygens", stay: 72 * 60 * second)]),
      ]),
    // Nobody may listen to its probe.
    PlanetFacts(
      position: 7, name: "Uranus", names: ["Uranus"], atlas: 0x7000, year: 30589 * days,
      day: 17 * hour, discovered: -5_943_456_000 * second, kind: "ice", rings: true,
      temperature: -195, bulk: 900 * mega, mass: 868 * mega,
      gases: [("hydrogen", 83), ("helium", 15)],
      probe: "Voyager 2", moons: [MoonFacts(1, "Titania", icy: true, size: 3 * mega)],
      denied: ["probes"]),
    PlanetFacts(
      position: 8, name: "Neptune", names: ["Neptune", "Poseidon"], atlas: 0x8000,
      year: 59800 * days, day: 16 * hour, discovered: -3_902_688_000 * second, kind: "ice",
      rings: true, temperature: -200, bulk: 1100 * mega, mass: 1000 * mega,
      gases: [("hydrogen", 80), ("helium", 19)], probe: "Voyager 2",
      moons: [MoonFacts(1, "Triton", icy: true, size: 2 * mega)]),
    // Too far away: neither its surface nor its moons may be looked at.
    PlanetFacts(
      position: 9, name: "Pluto", names: ["Pluto"], atlas: 0xFFFF_FFFF_FFFF_F000,
      year: 90560 * days, day: 153 * hour, discovered: -1_258_416_000 * second, kind: "ice",
      temperature: -225, bulk: 2 * mega, mass: 1 * mega, probe: "New Horizons",
      moons: [MoonFacts(1, "Charon", icy: true, size: 4096)], denied: ["surface"]),
  ]
}
