/// Shares as psutil tells them.
package enum Percentage {
  /// Rounded to one decimal; 0 of nothing.
  package static func of(_ part: Bytes, in whole: Bytes) -> Double {
    guard whole.count != 0 else { return 0 }
    let percent = Double(part.count) / Double(whole.count) * 100
    return (percent * 10).rounded(.toNearestOrEven) / 10
  }
}
