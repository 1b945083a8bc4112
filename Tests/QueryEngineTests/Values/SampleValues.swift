import Schema
import Testing
import Values

/// A value and the type that a column of such values has.
struct Sample: Sendable, CustomTestStringConvertible {
  let value: Value
  let type: ValueType

  var testDescription: String { shown(value) }
}

/// Values of every type, the edges of each among them.
enum SampleValues {
  private static let wholes: [Int64] = [
    .min, .min + 1, -(1 << 53) - 1, -4096, -1, 0, 1, 2, 7, 1 << 53, (1 << 53) + 1, .max - 1, .max,
  ]

  private static let reals: [Double] = [
    -.greatestFiniteMagnitude, -0x1p63, -9_007_199_254_740_994, -1.5, -1, -.leastNonzeroMagnitude,
    -0.0, 0, 0.1, 1, 1.5, 0x1p53, 0x1p63, 0x1p64, .greatestFiniteMagnitude,
  ]

  static let all: [Sample] =
    wholes.flatMap {
      [
        Sample(value: .integer($0), type: .integer), Sample(value: .size($0), type: .size),
        Sample(value: .duration($0), type: .duration), Sample(value: .time($0), type: .time),
      ]
    }
    + reals.flatMap {
      [
        Sample(value: .real($0), type: .real), Sample(value: .byteRate($0), type: .byteRate),
        Sample(value: .countRate($0), type: .countRate),
      ]
    }
    + [0, 1, 1 << 63, UInt64.max].map { Sample(value: .address($0), type: .address) }
    + [true, false].map { Sample(value: .boolean($0), type: .boolean) }
    + [Text(""), "a", "ab", "é", Text(bytes: [0xFF]), "%", "("].map {
      Sample(value: .text($0), type: .text)
    }
    + [
      Sample(value: [1, 2], type: .list(.integer)), Sample(value: [], type: .list(.null)),
      Sample(value: [1.5], type: .list(.real)), Sample(value: ["a"], type: .list(.text)),
      Sample(value: .map(["a": "b"]), type: .map(.text)),
      Sample(value: .null, type: .null),
    ]
}
