import Binding
import HeapModule
import Values

/// The order of rows by the values of their keys; rows of equal keys stay as they came.
struct RowOrder {
  private let keys: [(isDescending: Bool, nullsFirst: Bool)]

  init(_ keys: [OrderKey]) {
    self.keys = keys.map { ($0.isDescending, $0.nullsFirst) }
  }

  /// Whether a row with these keys comes before every row whose first key is at most `bound`.
  func precedes(_ keys: [Value], bound: Value) -> Bool {
    order(keys[0], bound, byKey: 0) == .ascending
  }

  private func order(_ left: Value, _ right: Value, byKey index: Int) -> Ordering {
    Value.order(
      left, right, descending: keys[index].isDescending, nullsFirst: keys[index].nullsFirst)
  }

  fileprivate func precedes(_ left: [Value], _ right: [Value]) -> Bool? {
    for index in keys.indices {
      let order = order(left[index], right[index], byKey: index)
      if order != .equal { return order == .ascending }
    }
    return nil
  }
}

/// Something that stands in an order, and how many came before it. A class, since sorting moves it
/// about.
final class Ranked<Content>: Comparable {
  /// What is put in order.
  let content: Content
  /// What the order compares, the most significant first.
  let keys: [Value]
  /// How many came before it: of equal keys the earlier one is first.
  let arrival: Int
  private let order: RowOrder

  init(_ content: Content, keys: [Value], arrival: Int, order: RowOrder) {
    self.content = content
    self.keys = keys
    self.arrival = arrival
    self.order = order
  }

  static func < (left: Ranked, right: Ranked) -> Bool {
    left.order.precedes(left.keys, right.keys) ?? (left.arrival < right.arrival)
  }

  static func == (left: Ranked, right: Ranked) -> Bool { left === right }
}

/// Holds what comes first by an order: all of it, or no more than so many.
struct Ranking<Content> {
  private let order: RowOrder
  private let capacity: Int?
  private var heap = Heap<Ranked<Content>>()
  private var all: [Ranked<Content>] = []
  private var arrivals = 0
  /// Of the last one of as many as may be held; nil while there is room.
  private var lastKeys: [Value]?

  /// `capacity` nil: without bound.
  init(by order: RowOrder, capacity: Int?) {
    self.order = order
    self.capacity = capacity
  }

  /// Takes one more; beyond the capacity the last one falls out.
  mutating func insert(_ content: Content, keys: [Value]) {
    defer { arrivals += 1 }
    // Of equal keys the last is the one that came last.
    if let lastKeys, order.precedes(keys, lastKeys) != true { return }
    let ranked = Ranked(content, keys: keys, arrival: arrivals, order: order)
    guard let capacity else {
      all.append(ranked)
      return
    }
    if heap.count < capacity {
      heap.insert(ranked)
    } else if !heap.isEmpty {
      heap.replaceMax(with: ranked)
    }
    if heap.count == capacity { lastKeys = heap.max?.keys }
  }

  /// Everything held, put in order no further than it is taken.
  consuming func queue() -> RankedQueue<Content> {
    capacity == nil ? RankedQueue(all) : RankedQueue(heap)
  }

  /// Everything held, the last first, so that it can be taken from the end.
  consuming func reversed() -> [Content] {
    let held = capacity == nil ? all : heap.unordered
    return held.sorted(by: >).map(\.content)
  }
}

/// What comes next by an order, put in order no further than it is looked at: most never is.
struct RankedQueue<Content> {
  /// All of these come after what has been drawn.
  private var rest: Heap<Ranked<Content>>
  private var drawn: ArraySlice<Ranked<Content>> = []

  init(_ all: [Ranked<Content>] = []) {
    rest = Heap(all)
  }

  fileprivate init(_ heap: Heap<Ranked<Content>>) {
    rest = heap
  }

  /// The one that so many come before; nil where there are no more.
  subscript(place: Int) -> Ranked<Content>? {
    mutating get {
      while drawn.count <= place, let next = rest.popMin() { drawn.append(next) }
      return place < drawn.count ? drawn[drawn.startIndex + place] : nil
    }
  }

  /// Takes the next one out.
  mutating func popFirst() -> Ranked<Content>? { drawn.popFirst() ?? rest.popMin() }
}
