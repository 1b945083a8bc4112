import QueryLanguage
import Schema
import Values

/// `parent.env['HOME']` taken apart, from its beginning on.
struct AccessChain {
  enum Step {
    case entry(Name)
    /// The index, and what the whole is called up to here.
    case element(Expression, of: Expression, range: SourceRange)
  }

  /// What the first step is asked of: `f(x)` in `f(x).name`. Nil if the chain begins with names.
  let root: Expression?
  /// The names that it begins with, up to the first index.
  let names: [Name]
  /// What follows the names, in the order of the text.
  let steps: [Step]

  init(_ expression: Expression) {
    var steps: [Step] = []
    var rest = expression
    while let (step, base) = AccessChain.lastStep(of: rest) {
      steps.append(step)
      rest = base
    }
    steps.reverse()
    guard case .name(let first) = rest.kind else {
      (root, names, self.steps) = (rest, [], steps)
      return
    }
    let members = steps.prefix { if case .entry = $0 { true } else { false } }
    root = nil
    names = [first] + members.compactMap { if case .entry(let name) = $0 { name } else { nil } }
    self.steps = Array(steps.dropFirst(members.count))
  }

  private static func lastStep(of expression: Expression) -> (Step, base: Expression)? {
    switch expression.kind {
    case .member(let base, let name): (.entry(name), base)
    case .element(let base, let index):
      (.element(index, of: base, range: expression.range), base)
    default: nil
    }
  }
}

extension Expression {
  /// The names, if the expression is nothing but names joined by dots.
  var pureNames: [Name]? {
    switch kind {
    case .name, .member:
      let chain = AccessChain(self)
      return chain.root == nil && chain.steps.isEmpty ? chain.names : nil
    default: return nil
    }
  }
}

extension Call {
  /// Its arguments; none for `*`.
  var expressions: [Expression] {
    switch arguments {
    case .star: []
    case .expressions(let expressions): expressions
    }
  }
}
