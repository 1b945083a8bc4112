import Glibc

extension Functions {
  /// Functions that evaluate no more of their arguments than they need.
  static let choiceFunctions: [Function] = [
    Function(
      "coalesce", usage: "coalesce(value, ...)", "The first of the values that is not null.",
      strict: false, role: .choice, arity: 1...Function.manyArguments,
      resultType: { unifiedType($0, Parameter.anything) }
    ) { $0.first { !$0.isNull } ?? .null },
    Function(
      "if", usage: "if(test, value [, otherwise])",
      "The value if the test is true, else the other, or null.", strict: false, role: .choice,
      arity: 2...3,
      resultType: { types in
        guard types[0] == .boolean || types[0] == .null else {
          return .mismatch(argument: 0, expected: "a test")
        }
        return unifiedType(types, Parameter.anything, from: 1)
      }
    ) { arguments in
      switch Truth(arguments[0]) {
      case .true: arguments[1]
      case .false: arguments.count > 2 ? arguments[2] : .null
      case .unknown(let denial): .denied(denial)
      }
    },
  ]

  static let timeFunctions: [Function] = [
    Function(
      "now", usage: "now()", "The time at which the query runs.", role: .momentary, arity: 0...0,
      resultType: { _ in .returns(.time) }
    ) { _ in
      var now = timespec()
      clock_gettime(CLOCK_REALTIME, &now)
      return .time(Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec))
    }
  ]
}
