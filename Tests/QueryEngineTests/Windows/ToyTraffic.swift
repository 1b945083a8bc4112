import EngineSupport
import Execution
import Schema
import Synchronization
import Values

/// A toy that goes on while it is looked at: cars on a road, whose time passes only as it is waited for.
///
/// Its clock stands at 1000 s at first. Each car is read a millisecond after the one before it, so that
/// every reading has its own instant.
final class ToyTraffic: Source {
  struct Car: Sendable {
    var number: Int64
    /// Another car with the same number has another.
    var chassis: UInt64
    var driver: Text = "Ann"
    /// Metres.
    var passed: Int64? = 0
    /// Of the tank.
    var fuel: Int64 = 10
    /// Seconds of the clock; nil where nobody knows.
    var since: Int64? = 0
    /// Whether its meter may not be read.
    var isLocked = false
    var leader: Int64?

    init(
      _ number: Int64, chassis: UInt64? = nil, driver: Text = "Ann", passed: Int64? = 0,
      fuel: Int64 = 10, since: Int64? = 0, isLocked: Bool = false, leader: Int64? = nil
    ) {
      self.number = number
      self.chassis = chassis ?? UInt64(number)
      self.driver = driver
      self.passed = passed
      self.fuel = fuel
      self.since = since
      self.isLocked = isLocked
      self.leader = leader
    }
  }

  /// Which cars are there at a second of the clock.
  private let cars: @Sendable (Int64) -> [Car]
  private let clock = Mutex<Int64>(1_000_000_000_000)
  private let log = Mutex<[String]>([])

  init(_ cars: @escaping @Sendable (Int64) -> [Car]) {
    self.cars = cars
  }

  /// What was read, by second and car: `1000: meter 1`.
  var readings: [String] { log.withLock { $0 } }

  var schema: Schema { ToyTraffic.schema }

  func snapshot(at moment: Moment) throws(Failure) -> any Snapshot {
    let now = clock.withLock { $0 }
    return TrafficSnapshot(of: self, cars(now / 1_000_000_000), at: now)
  }

  func pause(
    until instant: Int64, orEndOf rows: [RowIdentity], unless cancellation: Cancellation
  ) {
    clock.withLock { $0 = max($0, instant) }
  }

  /// Lets time pass between two rounds.
  func wait(seconds: Int64) { clock.withLock { $0 += seconds * 1_000_000_000 } }

  fileprivate func read(_ what: String, at instant: Int64) -> Int64 {
    log.withLock { $0.append("\(instant / 1_000_000_000): \(what)") }
    return clock.withLock {
      $0 += 1_000_000
      return $0
    }
  }

  fileprivate static let road = Access(AccessID(1), "road", cost: .known)
  fileprivate static let meter = Access(AccessID(2), "meter", cost: .file, permission: "a key")
  fileprivate static let tank = Access(AccessID(3), "tank", cost: .file)

  private static let schema = Schema(
    tables: [carTable.schema, historyTable, weather.schema], accesses: [.known, road, meter, tank])

  fileprivate static let carTable = ToyTable<CarRow>(
    "cars", of: "car", "The cars on the road.",
    columns: [
      column("number", .integer, .label, road) { .integer($0.car.number) },
      column("driver", .text, .label, road) { .text($0.car.driver) },
      column("fuel", .integer, .gauge, tank) { .integer($0.fuel) },
      column("passed", .size, .counter, meter) { $0.passed },
      Column(
        ColumnSchema(
          "speed", group: "all", type: .byteRate, kind: .gauge, "How fast it is.",
          sources: [ColumnSource(meter, ReaderID(0))], derivation: "rate(passed)")
      ) { _ in .null },
    ],
    relations: [
      Relation("leader", to: "cars", isMany: false, from: road, "The car it follows.") { row in
        row.snapshot.row(row.car.leader).map { .one($0) } ?? .none
      },
      Relation("followers", to: "cars", from: road, "The cars that follow it.") { row in
        .many(
          RowStream(
            row.snapshot.cars.filter { $0.leader == row.car.number }.compactMap {
              row.snapshot.row($0.number)
            }))
      },
    ],
    summaryColumns: ["number", "driver"], key: ["number"], rows: .scanned(lookUp: "number"),
    endedTest: "driver = 'nobody'")

  private static let historyTable = TableSchema(
    "history", "The cars at each reading.", rows: .readings(of: "cars"),
    contents: ListedContents(
      readingsOf: ListedContents(columns: carTable.schema.columns, key: ["number"]),
      summaryColumns: ["time", "number"]))

  fileprivate static let weather = ToyTable<WeatherRow>(
    "weather", "One row.",
    columns: [
      Column(
        ColumnSchema(
          "rain", group: "all", type: .integer, kind: .counter, "Drops so far.",
          sources: [ColumnSource(road, ReaderID(0))])
      ) { .integer($0.snapshot.instant / 1_000_000_000 * 7) }
    ], rows: .scanned(lookUp: nil), hasOneRow: true)

  private static func column(
    _ name: String, _ type: ValueType, _ kind: ColumnSchema.Kind, _ access: Access,
    read: @escaping Column<CarRow>.Read
  ) -> Column<CarRow> {
    Column(
      ColumnSchema(
        name, group: "all", type: type, kind: kind, "\(name).",
        sources: [ColumnSource(access, ReaderID(0))]), read: read)
  }
}

private final class TrafficSnapshot: ToySnapshot {
  let traffic: ToyTraffic
  let cars: [ToyTraffic.Car]
  let instant: Int64
  private var rows: [Int64: CarRow] = [:]

  init(of traffic: ToyTraffic, _ cars: [ToyTraffic.Car], at instant: Int64) {
    self.traffic = traffic
    self.cars = cars
    self.instant = instant
  }

  /// Of 1970, for short.
  var time: Int64 { instant }

  func rows(of scan: ScanRequest) -> RowStream {
    if scan.table == "weather" { return RowStream([WeatherRow(self)]) }
    return RowStream(
      cars.lazy.filter { scan.keys?.contains($0.number) ?? true }.compactMap { self.row($0.number) }
    )
  }

  func row(_ number: Int64?) -> CarRow? {
    guard let car = cars.first(where: { $0.number == number }) else { return nil }
    if let known = rows[car.number] { return known }
    let row = CarRow(car, in: self)
    rows[car.number] = row
    return row
  }
}

private final class CarRow: Row {
  let car: ToyTraffic.Car
  unowned let snapshot: TrafficSnapshot
  private var meterInstant: Int64?
  private var tankInstant: Int64?

  init(_ car: ToyTraffic.Car, in snapshot: TrafficSnapshot) {
    self.car = car
    self.snapshot = snapshot
  }

  var isGone: Bool { false }
  func holds(_ access: AccessID) -> Bool {
    access == ToyTraffic.road.id || access == ToyTraffic.meter.id && meterInstant != nil
      || access == ToyTraffic.tank.id && tankInstant != nil
  }
  func value(_ reader: ReaderID) -> Value { ToyTraffic.carTable.value(reader, of: self) }
  func related(_ relation: RelationID) -> RelatedRows {
    ToyTraffic.carTable.related(relation, of: self)
  }
  var identity: RowIdentity? { RowIdentity(car.number, instance: car.chassis) }
  func wasThere(at instant: Int64) -> Bool? { car.since.map { $0 * 1_000_000_000 < instant } }
  func readingInstant(of access: AccessID) -> Int64? {
    access == ToyTraffic.meter.id ? meterInstant : tankInstant
  }

  var passed: Value {
    if meterInstant == nil {
      meterInstant = snapshot.traffic.read("meter \(car.number)", at: snapshot.instant)
    }
    if car.isLocked { return .denied(.refused(ToyTraffic.meter.id)) }
    return car.passed.map(Value.size) ?? .null
  }

  var fuel: Int64 {
    if tankInstant == nil {
      tankInstant = snapshot.traffic.read("tank \(car.number)", at: snapshot.instant)
    }
    return car.fuel
  }
}

private final class WeatherRow: Row {
  let snapshot: TrafficSnapshot
  init(_ snapshot: TrafficSnapshot) { self.snapshot = snapshot }
  var isGone: Bool { false }
  func holds(_ access: AccessID) -> Bool { true }
  func value(_ reader: ReaderID) -> Value { ToyTraffic.weather.value(reader, of: self) }
}
