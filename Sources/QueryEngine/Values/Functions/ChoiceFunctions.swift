import Schema

extension ScalarFunction {
  /// Functions that evaluate no more of their arguments than they need.
  static let choiceFunctions: [ScalarFunction] = [
    ScalarFunction(
      "coalesce", usage: "coalesce(value, ...)", "The first of the values that is not null.",
      takes: [.anything], isVariadic: true, returns: .unified(from: 0), isStrict: false,
      evaluation: .coalesce
    ) { $0.first { !$0.isNull } ?? .null },
    ScalarFunction(
      "if", usage: "if(test, value [, otherwise])",
      "The value if the test is true, else the other, or null.",
      takes: [.test, .anything, .anything], optional: 1, returns: .unified(from: 1),
      isStrict: false, evaluation: .choice
    ) { arguments in
      switch Truth(arguments[0]) {
      case .true: arguments[1]
      case .false: arguments.count > 2 ? arguments[2] : .null
      case .unknown(let denial): .denied(denial)
      }
    },
  ]

  /// What the snapshot tells.
  static let timeFunctions: [ScalarFunction] = [
    ScalarFunction(
      FunctionSchema(
        "now", usage: "now()", "The time at which the query runs.", takes: [],
        returns: .type(.time), evaluation: .ofSnapshot))
  ]

  /// What compares the two ends of a window. The binder makes others of them.
  static let windowFunctions: [ScalarFunction] = [
    ScalarFunction(
      FunctionSchema(
        "delta", usage: "delta(x)",
        "The value at the end of the window less that at its beginning.", takes: [.measure],
        returns: .first, evaluation: .delta)),
    ScalarFunction(
      FunctionSchema(
        "rate", usage: "rate(counter)", "What a counter has grown by in the window, per second.",
        takes: [.quantity], returns: .first, evaluation: .rate)),
  ]
}
