/// Where the keys of rows stand among those of one scan. A later scan of the table gives most rows in the
/// same order, so that the next place is tried first; keys that are sought out of turn are looked up.
struct RowPlaces {
  /// By place.
  private(set) var keys: [RowIdentifier.Key] = []
  /// Of all keys, where they do not ascend.
  private var places: [RowIdentifier.Key: Int] = [:]
  private var ascends = true
  private var next = 0

  /// Adds the key of the next place; false where it has one.
  mutating func append(_ key: RowIdentifier.Key) -> Bool {
    if ascends, let last = keys.last, last.precedes(key) != true {
      ascends = false
      for (place, key) in keys.enumerated() { places[key] = place }
    }
    if !ascends {
      guard places[key] == nil else { return false }
      places[key] = keys.count
    }
    keys.append(key)
    return true
  }

  /// Nil of a key that was not added.
  mutating func place(of key: RowIdentifier.Key) -> Int? {
    if next < keys.count, keys[next] == key {
      next += 1
      return next - 1
    }
    guard let place = ascends ? search(key) : places[key] else { return nil }
    next = place + 1
    return place
  }

  private func search(_ key: RowIdentifier.Key) -> Int? {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle].precedes(key) == true { low = middle + 1 } else { high = middle }
    }
    return low < keys.count && keys[low] == key ? low : nil
  }
}

extension RowIdentifier.Key {
  /// Nil where they have no order.
  fileprivate func precedes(_ other: Self) -> Bool? {
    guard case .numbers(let number, let part) = self,
      case .numbers(let otherNumber, let otherPart) = other
    else { return nil }
    return number == otherNumber ? part < otherPart : number < otherNumber
  }
}
