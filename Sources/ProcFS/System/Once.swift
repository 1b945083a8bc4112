import Synchronization

/// A value that is made once, by whichever thread asks first; the others wait for it.
struct Once<Value: Sendable>: ~Copyable, Sendable {
  private let held = Mutex<Value?>(nil)

  /// The value; `make` may not ask for it.
  func value(_ make: () -> Value) -> Value {
    held.withLock { held in
      if let held { return held }
      let value = make()
      held = value
      return value
    }
  }

  /// Likewise, of what may fail. A failure is not kept: whoever asks next tries again.
  func value(trying make: () -> Result<Value, Errno>) throws(Errno) -> Value {
    let result: Result<Value, Errno> = held.withLock { held in
      if let held { return .success(held) }
      let result = make()
      if case .success(let value) = result { held = value }
      return result
    }
    return try result.get()
  }

  /// The value, if somebody has asked for it.
  var made: Value? { held.withLock { $0 } }
}
