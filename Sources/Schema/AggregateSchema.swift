/// One way to make one value of many, as the binder sees it.
package struct AggregateSchema: Sendable {
  /// As a query calls it, in lower case: `percentile`.
  package let name: String
  /// One sentence, with a full stop.
  package let summary: String
  /// For help: `percentile(x, P)`.
  package let usage: String
  /// What it makes one value of: what each row contributes.
  package let parameter: ParameterSchema
  /// What stands after the argument, each a constant: percentile's P.
  package let constants: [ConstantParameter]
  /// How the type of its value follows from that of the argument.
  package let result: Result
  /// Whether it can do without an argument: `count(*)`, `any(children)`.
  package let countsRows: Bool
  /// Whether a denied value has its part in the result, as in that of `any`, instead of being
  /// passed over.
  package let weighsDenied: Bool
  /// Whether each value is kept until the last has come.
  package let keepsValues: Bool

  package init(
    _ name: String, usage: String, _ summary: String, of parameter: ParameterSchema,
    constants: [ConstantParameter] = [], returns result: Result, countsRows: Bool = false,
    weighsDenied: Bool = false, keepsValues: Bool = false
  ) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.parameter = parameter
    self.constants = constants
    self.result = result
    self.countsRows = countsRows
    self.weighsDenied = weighsDenied
    self.keepsValues = keepsValues
  }

  /// The type of its value.
  package enum Result: Hashable, Sendable {
    case type(ValueType)
    /// That of the argument.
    case argument
    /// That of the argument; of integers a real.
    case mean
    /// That of a mean; of times a duration.
    case deviation
    /// A list of the argument's type.
    case list
  }

  /// A constant that is a percentage: 0, or 1 to 100. What lies between is a fraction, which other
  /// languages take in its place, and an error before anything is read like anything else.
  package struct ConstantParameter: Hashable, Sendable {
    /// What an error says was expected.
    package let expected: String

    /// The only kind there is.
    package static let percentage = ConstantParameter(
      expected: "a percentage, 0 or from 1 to 100")

    /// Whether it takes a number.
    package func accepts(_ number: Double) -> Bool { number == 0 || (1...100).contains(number) }

    /// The percentage that a fraction was likely meant as; nil of any other number. Rounded, since
    /// 0.07 times 100 is not 7.
    package func likely(insteadOf number: Double) -> Double? {
      let percents = (number * 1e11).rounded() / 1e9
      return number < 1 && percents >= 1 ? percents : nil
    }
  }

  /// Of an argument of this type; nil is `count(*)` or a bare relation.
  package func resultType(of argument: ValueType?) -> Signature {
    guard let argument else {
      return countsRows ? .returns(type(of: .boolean)) : mismatch
    }
    guard argument == .null || parameter.accepts(argument) else { return mismatch }
    return .returns(type(of: argument))
  }

  private var mismatch: Signature { .mismatch(argument: 0, expected: parameter.expected) }

  private func type(of argument: ValueType) -> ValueType {
    switch result {
    case .type(let type): type
    case .argument: argument
    case .mean: argument == .integer ? .real : argument
    case .deviation: argument == .time ? .duration : argument == .integer ? .real : argument
    case .list: .list(argument)
    }
  }
}
