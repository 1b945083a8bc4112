extension Printer {
  /// Writes an expression with the parentheses that it needs.
  mutating func print(_ expression: Expression) {
    switch expression.kind {
    case .literal(let literal): write(canonicalText(of: literal))
    case .parameter(let name): write("$" + name.text)
    case .name(let name): write(name.asOperand)
    case .member(let base, let name):
      printBase(base, ofMember: true)
      write("." + name.asAnyName)
    case .element(let base, let key):
      printBase(base, ofMember: false)
      write("[")
      print(key)
      write("]")
    case .unary(let unary, let operand): print(unary, operand)
    case .binary(let operation): print(operation)
    case .between(let subject, let negated, let low, let high):
      print(subject, negated, between: low, high)
    case .membership(let subject, let negated, let membership):
      print(subject, atLeast: .concatenation)
      if negated { writeWords(.not) }
      writeWords(.in)
      write(" ")
      print(membership)
    case .test(let subject, let test, let negated):
      print(subject, atLeast: .concatenation)
      print(test, negated: negated)
    case .call(let call): print(call)
    case .choice(let choice): print(choice)
    case .list(let elements):
      write("[")
      printList(elements) { $0.print($1) }
      write("]")
    }
  }

  private mutating func print(
    _ subject: Expression, _ negated: Bool, between low: Expression, _ high: Expression
  ) {
    print(subject, atLeast: .concatenation)
    if negated { writeWords(.not) }
    writeWords(.between)
    write(" ")
    print(low, atLeast: .concatenation)
    writeWords(.and)
    write(" ")
    print(high, atLeast: .concatenation)
  }

  /// An operand, in parentheses if its own operator binds more loosely than this.
  private mutating func print(_ operand: Expression, atLeast level: OperatorLevel) {
    guard let own = operand.level, own < level else { return print(operand) }
    printInParentheses(operand)
  }

  private mutating func printInParentheses(_ expression: Expression) {
    write("(")
    print(expression)
    write(")")
  }

  /// The operand of `.name` or `[…]`. A space keeps a number from taking the point as its own;
  /// parentheses would not do after `in`, where they enclose a list.
  private mutating func printBase(_ base: Expression, ofMember: Bool) {
    guard base.level == nil else { return printInParentheses(base) }
    print(base)
    if ofMember, base.isNumber { write(" ") }
  }

  private mutating func print(_ unary: UnaryOperator, _ operand: Expression) {
    switch unary {
    case .not:
      writeWords(.not)
      write(" ")
      print(operand, atLeast: .negation)
    case .negate:
      write("-")
      // Two minuses would begin a comment.
      if operand.beginsWithMinus { write(" ") }
      print(operand, atLeast: .sign)
    }
  }

  private mutating func print(_ operation: BinaryOperation) {
    let level = operation.operation.level
    // Comparisons do not chain; the others associate to the left.
    print(operation.left, atLeast: level == .comparison ? .concatenation : level)
    if operation.negated { writeWords(.not) }
    write(" " + operation.operation.spelling + " ")
    print(operation.right, atLeast: level.tighter)
  }

  private mutating func print(_ membership: Membership) {
    switch membership {
    case .values(let values):
      write("(")
      printList(values) { $0.print($1) }
      write(")")
    case .query(let query):
      write("(")
      print(query)
      write(")")
    case .collection(let collection): print(collection)
    }
  }

  private mutating func print(_ test: PostfixTest, negated: Bool) {
    switch test {
    case .null: negated ? writeWords(.is, .not, .null) : writeWords(.is, .null)
    case .denied: negated ? writeWords(.is, .not, .denied) : writeWords(.is, .denied)
    case .exists: negated ? writeWords(.not, .exists) : writeWords(.exists)
    }
  }

  private mutating func print(_ call: Call) {
    write(call.name.asOperand + "(")
    if call.distinct {
      writeWords(.distinct)
      write(" ")
    }
    switch call.arguments {
    case .star: write("*")
    case .expressions(let arguments): printList(arguments) { $0.print($1) }
    }
    if let filter = call.filter {
      writeWords(.where)
      write(" ")
      print(filter)
    }
    write(")")
  }

  private mutating func print(_ choice: CaseExpression) {
    write(Keyword.case.rawValue)
    if let subject = choice.subject { print(after: nil, subject) }
    for branch in choice.branches {
      print(after: .when, branch.test)
      print(after: .then, branch.result)
    }
    if let otherwise = choice.otherwise { print(after: .else, otherwise) }
    writeWords(.end)
  }

  private mutating func print(after keyword: Keyword?, _ expression: Expression) {
    if let keyword { writeWords(keyword) }
    write(" ")
    print(expression)
  }
}

extension Expression {
  /// How tightly its outermost operator binds; nil if it is no operator's and needs no parentheses.
  fileprivate var level: OperatorLevel? {
    switch kind {
    case .literal(let literal): literal.isNegative ? .sign : nil
    case .parameter, .name, .member, .element, .call, .choice, .list: nil
    case .unary(.not, _): .negation
    case .unary(.negate, _): .sign
    case .binary(let operation): operation.operation.level
    case .between, .membership, .test: .comparison
    }
  }

  fileprivate var isNumber: Bool {
    switch kind {
    case .literal(.integer), .literal(.address), .literal(.real): true
    case .literal(.size), .literal(.duration): true
    case .literal(.null), .literal(.boolean), .literal(.text): false
    case .parameter, .name, .member, .element, .unary, .binary, .between: false
    case .membership, .test, .call, .choice, .list: false
    }
  }

  fileprivate var beginsWithMinus: Bool {
    switch kind {
    case .unary(.negate, _): true
    case .literal(let literal): literal.isNegative
    case .parameter, .name, .member, .element, .unary(.not, _), .binary, .between: false
    case .membership, .test, .call, .choice, .list: false
    }
  }
}
