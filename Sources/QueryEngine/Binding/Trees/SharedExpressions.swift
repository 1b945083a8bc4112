// What named expressions have in common with what refers to them. Each may refer to those before it, and
// twice to each, so that they are looked at once, from the first on.

extension [SharedExpression] {
  /// Whether each of them is such, or refers to one that is.
  package func flags(where isWanted: (BoundExpression) -> Bool) -> [Bool] {
    var flags: [Bool] = []
    for shared in self { flags.append(shared.expression.reaches(flags, where: isWanted)) }
    return flags
  }
}

extension BoundExpression {
  /// Whether some part of it is such, or refers to a named expression that is flagged.
  package func reaches(_ flags: [Bool], where isWanted: (BoundExpression) -> Bool) -> Bool {
    contains { expression in
      if case .shared(let reference) = expression.kind {
        return flags.indices.contains(reference.index) && flags[reference.index]
      }
      return isWanted(expression)
    }
  }
}
