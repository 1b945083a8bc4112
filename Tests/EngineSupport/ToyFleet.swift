package import Execution
package import Schema
import Synchronization
import Values

/// A toy to whose rows something can be done: ships, which signals may sink and which have a speed, a
/// flag, decks that are lit, and stores.
package final class ToyFleet: Source {
  /// A ship as it is at the moment.
  package struct Ship: Sendable {
    package var number: Int64
    package var name: String
    package var port = "Lübeck"
    /// Expensive to find out, and denied of a ship that hides it.
    package var cargo: Int64 = 0
    package var hidesCargo = false
    package var hidesPort = false
    package var speed: Int64 = 0
    /// By which signals it goes down.
    package var sinksBy: Set<Int32> = [15, 9]
    /// Why it does nothing that it is told; nil of one that obeys.
    package var refusal: String?
    /// Whether it stops half way to what is set of it.
    package var isHalting = false
    package var protection: Protection?
    /// Why nobody comes alongside; nil of one where anybody may.
    package var hostility: String?
    /// Another ship that comes by the same number has another.
    fileprivate(set) var instance: UInt64 = 0

    package init(_ number: Int64, _ name: String) {
      self.number = number
      self.name = name
    }
  }

  /// How many can be held at a time.
  private let berths: Int
  private let state: Mutex<State>

  private struct State {
    var ships: [Ship] = []
    var log: [String] = []
    var held = 0
    var mostHeld = 0
    var lastInstance: UInt64 = 0
    var snapshots = 0
    var events: [Int: @Sendable (ToyFleet) -> Void] = [:]
    var onAct: (@Sendable (ToyFleet, String) -> Void)?

    mutating func add(_ ship: Ship) {
      var ship = ship
      lastInstance += 1
      ship.instance = lastInstance
      ships.removeAll { $0.number == ship.number }
      ships.append(ship)
      ships.sort { $0.number < $1.number }
    }
  }

  package init(_ ships: [Ship], berths: Int = .max) {
    var state = State()
    for ship in ships { state.add(ship) }
    self.state = Mutex(state)
    self.berths = berths
  }

  // MARK: What happens to it

  /// What was done, in this order: `TERM Vasa`.
  package var log: [String] { state.withLock { $0.log } }
  /// How many are held now, and were at most.
  package var held: Int { state.withLock { $0.held } }
  package var mostHeld: Int { state.withLock { $0.mostHeld } }
  /// How many times somebody has looked.
  package var snapshots: Int { state.withLock { $0.snapshots } }

  /// Does this before somebody looks for the n-th time; the first time is 1.
  package func beforeSnapshot(_ number: Int, _ body: @escaping @Sendable (ToyFleet) -> Void) {
    state.withLock { $0.events[number] = body }
  }

  /// Does this after each act.
  package func afterAct(_ body: @escaping @Sendable (ToyFleet, _ act: String) -> Void) {
    state.withLock { $0.onAct = body }
  }

  /// Changes a ship.
  package func change(_ number: Int64, _ body: (inout Ship) -> Void) {
    state.withLock { state in
      guard let index = state.ships.firstIndex(where: { $0.number == number }) else { return }
      body(&state.ships[index])
    }
  }

  /// A ship goes down.
  package func sink(_ number: Int64) {
    state.withLock { state in state.ships.removeAll { $0.number == number } }
  }

  /// A ship comes, in the place of the one that had its number.
  package func add(_ ship: Ship) { state.withLock { $0.add(ship) } }

  // MARK: Source

  package var schema: Schema { Self.schema }
  package var actions: OfferedActions { .offered(Self.actionSchema) }

  package func snapshot(at moment: Moment) -> any Snapshot {
    let event = state.withLock { state in
      state.snapshots += 1
      return state.events[state.snapshots]
    }
    event?(self)
    return FleetSnapshot(of: self, state.withLock { $0.ships })
  }

  package static let actionSchema = ActionSchema(
    table: "ships", key: "number", name: "name", preview: ["port"],
    signals: [
      SignalSchema(1, "HUP", "It shows its flag."),
      SignalSchema(9, "KILL", "It goes down."),
      SignalSchema(15, "TERM", "It goes down, if it likes."),
    ],
    settings: [
      SettingSchema("speed", .integers(0...20), "How fast it goes."),
      SettingSchema("flag", .words(["yellow", "white"]), "What it shows."),
      SettingSchema("decks", .members(0...3), "Which decks are lit."),
      SettingSchema("stores", entry: "water", .limit(isBytes: false), "How much water it takes."),
    ])

  private static let deck = Access(AccessID(1), "deck", cost: .file, permission: "a glass")
  private static let hold = Access(
    AccessID(2), "hold", cost: .pages, permission: "a customs officer")
  private static let schema = Schema(tables: [ships.schema], accesses: [.known, deck, hold])

  fileprivate static let ships = ToyTable<ShipRow>(
    "ships", of: "ship", "The ships at sea.",
    columns: [
      Column("number", .integer, from: .known, "Its number.") { .integer($0.ship.number) },
      Column("name", .text, from: .known, "Its name.") { .text(Text($0.ship.name)) },
      Column("port", .text, from: deck, "Where it belongs.") {
        $0.ship.hidesPort ? .denied(.refused(deck.id)) : .text(Text($0.ship.port))
      },
      Column("speed", .integer, from: deck, "How fast it goes.") { .integer($0.ship.speed) },
      Column("flag", .text, from: deck, "What it shows.") { _ in .null },
      Column("decks", .list(.integer), from: deck, "Which decks are lit.") { _ in .null },
      Column("stores", .map(.integer), from: deck, "What it takes.") { _ in .null },
      Column("cargo", .size, from: hold, "What it carries.") {
        $0.ship.hidesCargo ? .denied(.refused(hold.id)) : .size($0.ship.cargo)
      },
    ],
    summaryColumns: ["number", "name", "port"], key: ["number"],
    rows: .scanned(lookUp: "number"))

  // MARK: What targets do

  fileprivate func isAfloat(_ number: Int64, _ instance: UInt64) -> Bool {
    state.withLock { $0.ships.contains { $0.number == number && $0.instance == instance } }
  }

  fileprivate func takeBerth() -> Bool {
    state.withLock { state in
      guard state.held < berths else { return false }
      state.held += 1
      state.mostHeld = max(state.mostHeld, state.held)
      return true
    }
  }

  fileprivate func leaveBerth() { state.withLock { $0.held -= 1 } }

  fileprivate func act(
    _ number: Int64, _ instance: UInt64, _ act: String, _ body: (inout Ship) -> Bool
  ) -> ActionOutcome {
    let (outcome, next) = state.withLock {
      state -> (ActionOutcome, (@Sendable (ToyFleet, String) -> Void)?) in
      guard
        let index = state.ships.firstIndex(where: {
          $0.number == number && $0.instance == instance
        })
      else { return (.ended, nil) }
      if let refusal = state.ships[index].refusal { return (.refused(refusal), nil) }
      if state.ships[index].isHalting { return (.unfinished, state.onAct) }
      state.log.append("\(act) \(state.ships[index].name)")
      if body(&state.ships[index]) { state.ships.remove(at: index) }
      return (.done, state.onAct)
    }
    next?(self, act)
    return outcome
  }
}

private final class FleetSnapshot: ToySnapshot {
  private let fleet: ToyFleet
  private let ships: [ToyFleet.Ship]

  init(of fleet: ToyFleet, _ ships: [ToyFleet.Ship]) {
    self.fleet = fleet
    self.ships = ships
  }

  func rows(of scan: ScanRequest) -> RowStream {
    RowStream(
      ships.lazy.filter { scan.keys?.contains($0.number) ?? true }.map { ShipRow($0) as any Row })
  }

  func target(of row: any Row) -> (any ActionTarget)? {
    (row as? ShipRow).map { ShipTarget($0.ship, of: fleet) }
  }

  func row(_ number: Int64, _ instance: UInt64) -> ShipRow? {
    ships.first { $0.number == number && $0.instance == instance }.map(ShipRow.init)
  }
}

private final class ShipRow: Row {
  let ship: ToyFleet.Ship
  let isGone = false

  init(_ ship: ToyFleet.Ship) {
    self.ship = ship
  }

  func holds(_ access: AccessID) -> Bool { access == Access.known.id }
  func value(_ reader: ReaderID) -> Value { ToyFleet.ships.value(reader, of: self) }
}

private final class ShipTarget: ActionTarget {
  private let ship: ToyFleet.Ship
  private let fleet: ToyFleet
  private var isHeld = false

  init(_ ship: ToyFleet.Ship, of fleet: ToyFleet) {
    self.ship = ship
    self.fleet = fleet
  }

  deinit { release() }

  var protection: Protection? { ship.protection }
  var identity: RowIdentity { RowIdentity(ship.number, instance: ship.instance) }
  var hasEnded: Bool { !fleet.isAfloat(ship.number, ship.instance) }

  func hold() -> Holding {
    if isHeld { return .held }
    if hasEnded { return .ended }
    if let hostility = ship.hostility { return .refused(hostility) }
    isHeld = fleet.takeBerth()
    return isHeld ? .held : .short
  }

  func release() {
    if isHeld { fleet.leaveBerth() }
    isHeld = false
  }

  func row(in snapshot: any Snapshot) -> (any Row)? {
    (snapshot as? FleetSnapshot)?.row(ship.number, ship.instance)
  }

  func send(_ signal: SignalSchema) -> ActionOutcome {
    fleet.act(ship.number, ship.instance, signal.name) { $0.sinksBy.contains(signal.number) }
  }

  func set(
    _ setting: SettingSchema, to value: Value, unless cancellation: Cancellation
  ) -> ActionOutcome {
    let text = ExactText.text(of: value).map { String(decoding: $0.bytes, as: UTF8.self) }
    return fleet.act(ship.number, ship.instance, "\(setting.path) = \(text ?? "null")") { ship in
      if setting.path == "speed", case .integer(let speed) = value { ship.speed = speed }
      return false
    }
  }
}
