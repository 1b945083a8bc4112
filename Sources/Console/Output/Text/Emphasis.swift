/// How a cell stands out on a terminal with colours.
enum Emphasis {
  case none
  /// Null or denied.
  case dim
  /// It has changed.
  case reverse
  case dimReverse

  init(isNothing: Bool, isMarked: Bool) {
    self = isMarked ? (isNothing ? .dimReverse : .reverse) : (isNothing ? .dim : .none)
  }

  /// What stands before the text.
  var start: StaticString {
    switch self {
    case .none: ""
    case .dim: "\u{1b}[2m"
    case .reverse: "\u{1b}[7m"
    case .dimReverse: "\u{1b}[2;7m"
    }
  }

  /// What stands behind it.
  var end: StaticString {
    switch self {
    case .none: ""
    case .dim, .reverse, .dimReverse: "\u{1b}[0m"
    }
  }
}
