import QueryLanguage
import Schema

extension ExpressionBinder {
  /// A reference to what the name stands for, which is bound once in a query and evaluated once
  /// for a row.
  func reference(
    to name: ExpressionName, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    guard let query else { throw .reportedElsewhere }
    let named = try query.bindNamed(name, at: range)
    if named.holdsAggregate && !place.allowsAggregates {
      throw .wrong(.aggregateMisplaced(place, at: range))
    }
    guard var reference = query.reference(to: name, level: frames.count - 1) else {
      throw .reportedElsewhere
    }
    reference.range = range
    return reference
  }

  /// Binds the use of a let. In a query's own row it is evaluated once, as a given name is. Inside
  /// an aggregate over a relation, where its names mean the relation's row, it stands for its text.
  func reference(toLet index: Int, _ name: Name) throws(BindingFailure) -> BoundExpression {
    let definition = environment.lets[index]
    switch definition.content {
    case .broken: throw .reportedElsewhere
    case .query: throw .wrong(.queryAsValue(name))
    case .expression(let expression):
      do throws(BindingFailure) {
        let bound = try bind(expression, ofLet: index, name)
        definition.isUsed = definition.isUsed || query != nil
        return bound
      } catch {
        throw failure(error, of: definition, name)
      }
    }
  }

  private func bind(
    _ expression: Expression, ofLet index: Int, _ name: Name
  ) throws(BindingFailure) -> BoundExpression {
    if isDefinition { return try checked(ofLet: index, name, expression) }
    if query != nil && frames.count == 1 {
      return try reference(to: .letDefinition(index), at: name.range)
    }
    return try bindInPlace(expression, ofLet: index, name)
  }

  private func bindInPlace(
    _ expression: Expression, ofLet index: Int, _ name: Name
  ) throws(BindingFailure) -> BoundExpression {
    var binder = moved(to: place)
    binder.letLimit = index
    var bound = try binder.bind(expression)
    bound.range = name.range
    return bound
  }

  /// While lets are looked at before their use, each is bound once for the rows of a table.
  private func checked(
    ofLet index: Int, _ name: Name, _ expression: Expression
  ) throws(BindingFailure) -> BoundExpression {
    guard let table = frames.last?.table.name else {
      return try bindInPlace(expression, ofLet: index, name)
    }
    let definition = environment.lets[index]
    if var known = definition.standIns[table] {
      known.range = name.range
      return known
    }
    let bound = try bindInPlace(expression, ofLet: index, name)
    // What an outer row lends its names is no answer for this table alone.
    if frames.count == 1 { definition.standIns[table] = bound.standIn(forLet: index) }
    return bound
  }

  /// What a let whose use failed has to say: at the let, if it fails so everywhere, else at the
  /// use. A let that uses another leaves the word to the one that the query names.
  private func failure(
    _ failure: BindingFailure, of definition: LetDefinition, _ name: Name
  ) -> BindingFailure {
    guard case .wrong(let diagnostic) = failure else { return failure }
    if isDefinition, definition.failure != nil { return .reportedElsewhere }
    if definition.failure?.message == diagnostic.message {
      definition.isToBlame = true
      return .reportedElsewhere
    }
    if letLimit < environment.lets.count { return failure }
    return .wrong(.letNotUsable(name, diagnostic))
  }
}

extension BoundExpression {
  /// What stands for it in other lets, while they are looked at: itself if it is known, else a
  /// reference that has its type.
  func standIn(forLet index: Int) -> BoundExpression {
    guard constant == nil else { return self }
    return BoundExpression(.shared(SharedReference(index, 0)), type, at: range).taken(
      from: vocabulary)
  }
}
