import Schema
import Values

/// The cells of one column, of rows that are no more: numbers of one unit without their unit, all else
/// as it is.
struct CapturedColumn {
  private var numbers: [Int64] = []
  /// What is none of these numbers, by the place of its row: null, denied, and what has another type.
  private var others: [Int: Value] = [:]
  private let type: ValueType

  init(_ type: ValueType) {
    self.type = type
  }

  /// Adds the next row's cell.
  mutating func append(_ value: Value) {
    if let number = value.wholeNumber(of: type) {
      numbers.append(number)
    } else {
      if !value.isNull { others[numbers.count] = value }
      numbers.append(Self.noNumber)
    }
  }

  /// The cell of a row.
  subscript(row: Int) -> Value {
    if let other = others[row] { return other }
    let number = numbers[row]
    return number == Self.noNumber ? .null : .whole(number, of: type)
  }

  /// Stands for null; the number itself is kept among the others.
  private static let noNumber = Int64.min
}

extension Value {
  /// Nil of what is no whole number of this type.
  fileprivate func wholeNumber(of type: ValueType) -> Int64? {
    let number: Int64
    switch (self, type) {
    case (.integer(let value), .integer), (.size(let value), .size),
      (.duration(let value), .duration), (.time(let value), .time):
      number = value
    case _: return nil
    }
    return number == .min ? nil : number
  }

  /// Of a type that `wholeNumber` takes.
  fileprivate static func whole(_ number: Int64, of type: ValueType) -> Value {
    switch type {
    case .size: .size(number)
    case .duration: .duration(number)
    case .time: .time(number)
    case _: .integer(number)
    }
  }
}
