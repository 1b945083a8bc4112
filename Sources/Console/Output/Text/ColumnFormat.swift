import Binding
import Schema
import Values

/// How the numbers and times of one column are shown to people: alike in all rows, so that points stand
/// under one another and rows compare at a glance.
struct ColumnFormat: Hashable, Sendable {
  /// Digits after the point of a real number; nil: four digits, with an exponent where that is short.
  var decimals: Int?
  /// Whether times are told to the millisecond.
  var showsMilliseconds = false
  /// Whether whole numbers are bytes.
  var isBytes = false
  /// Of a map the keys whose entries are bytes.
  var keysOfBytes: [String] = []

  /// The format of an entry of a map of these.
  func ofEntry(_ key: Text) -> ColumnFormat {
    guard !keysOfBytes.isEmpty else { return self }
    var format = self
    format.isBytes = keysOfBytes.contains(String(decoding: key.bytes, as: UTF8.self))
    return format
  }
}

/// Looks through the values of one column for the format that suits them all. The more it has seen, the
/// more digits it asks for.
struct ColumnMeasure: Sendable {
  /// Whether the format depends on the values.
  let needsValues: Bool
  private let sense: Vocabulary.NumberSense?
  private var least = Double.infinity
  /// How many of 2, 3 and 4 decimals are more than zeros at the end, of the value that needs most.
  private var needed = [0, 0, 0]
  private var showsDigit = [false, false, false]
  private var seconds: [Int64: Int64] = [:]
  private var sharesSecond = false

  /// The fewest decimals before zeros are left out.
  private static let fewest = 2

  init(_ column: AnswerColumn) {
    let sense = column.vocabulary?.numberSense
    self.sense = sense
    needsValues =
      switch column.type.innermost {
      case .real, .countRate: sense != .percent
      case .time: sense == .readingTimes
      default: false
      }
  }

  /// Looks at one more value, and at what it holds.
  mutating func add(_ value: Value) {
    switch value {
    case .real(let number), .countRate(let number): add(number)
    case .time(let nanoseconds): add(nanoseconds)
    case .list(let elements): for element in elements { add(element) }
    case .map(let map): for (_, value) in map.entries { add(value) }
    default: break
    }
  }

  private mutating func add(_ number: Double) {
    guard number != 0 else { return }
    least = min(least, number.magnitude)
    for index in needed.indices {
      let decimals = Self.fewest + index
      guard let (whole, fraction) = HumanText.parts(number, decimals: decimals) else { continue }
      if whole > 0 || fraction > 0 { showsDigit[index] = true }
      needed[index] = max(needed[index], digits(fraction, of: decimals))
    }
  }

  /// Those that are left when zeros at the end are left out.
  private func digits(_ fraction: Int, of decimals: Int) -> Int {
    var (rest, digits) = (fraction, decimals)
    while digits > 0, rest % 10 == 0 {
      rest /= 10
      digits -= 1
    }
    return digits
  }

  private mutating func add(_ nanoseconds: Int64) {
    let second = nanoseconds / 1_000_000_000
    if let known = seconds[second], known != nanoseconds { sharesSecond = true }
    seconds[second] = nanoseconds
  }

  /// What suits all values so far.
  var format: ColumnFormat {
    var format = ColumnFormat()
    format.decimals = sense == .percent ? 1 : decimals
    format.showsMilliseconds = sharesSecond
    switch sense {
    case .bytes: format.isBytes = true
    case .bytesOf(let keys): format.keysOfBytes = keys
    case .percent, .readingTimes, nil: break
    }
    return format
  }

  /// As many as show two digits of the least value, from 2 to 4, less the zeros that all end in.
  private var decimals: Int? {
    guard least < .infinity else { return 0 }
    let index = least >= 0.1 ? 0 : least >= 0.01 ? 1 : 2
    return showsDigit[index] || least >= 1e21 ? needed[index] : nil
  }
}

extension [ColumnMeasure] {
  /// One for each column.
  init(_ columns: [AnswerColumn]) { self = columns.map { ColumnMeasure($0) } }

  /// Whether the format of some column depends on its values.
  var needValues: Bool { contains(where: \.needsValues) }

  /// Looks at the cells of one more row.
  mutating func add(_ row: [Value]) {
    for (index, value) in row.enumerated() where self[index].needsValues { self[index].add(value) }
  }

  /// One for each column.
  var formats: [ColumnFormat] { map(\.format) }
}

extension ValueType {
  /// Of lists and maps what they hold in the end.
  fileprivate var innermost: ValueType {
    switch self {
    case .list(let element), .map(let element): element.innermost
    default: self
    }
  }
}
