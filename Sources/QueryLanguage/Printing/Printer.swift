/// Tree → canonical text: keywords in lower case, one space between words, no parentheses but
/// those that the tree needs. Parsing the text gives an equal tree, ranges aside.
package func canonicalText(of script: Script) -> String {
  script.statements.map { canonicalText(of: $0) + ";\n" }.joined()
}

/// One statement, without its semicolon.
package func canonicalText(of statement: Statement) -> String {
  var printer = Printer()
  printer.print(statement)
  return printer.text
}

/// One query, as a subquery is written.
package func canonicalText(of query: Query) -> String {
  var printer = Printer()
  printer.print(query)
  return printer.text
}

/// Heads an unnamed column of a result: `count(*)`, `uss / 2`, `parent.name`.
package func canonicalText(of expression: Expression) -> String {
  var printer = Printer()
  printer.print(expression)
  return printer.text
}

/// Writes trees in their canonical form.
struct Printer {
  /// What was written so far.
  private(set) var text = ""

  /// Writes text as it is.
  mutating func write(_ string: String) {
    text += string
  }

  /// Writes words with a space before, unless they are the first.
  mutating func writeWords(_ keywords: Keyword...) {
    for keyword in keywords {
      if !text.isEmpty, !text.hasSuffix("("), !text.hasSuffix(" ") { write(" ") }
      write(keyword.rawValue)
    }
  }

  /// Writes elements with commas between them.
  mutating func printList<Element>(
    _ elements: [Element], _ printElement: (inout Printer, Element) -> Void
  ) {
    for (index, element) in elements.enumerated() {
      if index > 0 { write(", ") }
      printElement(&self, element)
    }
  }
}

// MARK: - Statements

extension Printer {
  fileprivate mutating func print(_ statement: Statement) {
    switch statement.kind {
    case .query(let query): print(query)
    case .let(let statement): print(statement)
    case .parameter(let statement): print(statement)
    case .describe(let statement): print(statement)
    case .explain(let statement):
      writeWords(.explain)
      if statement.analysis != nil { writeWords(.analyze) }
      write(" ")
      switch statement.subject {
      case .query(let query): print(query)
      case .action(let action): print(action)
      }
    case .watch(let statement): print(.watch, statement.interval, statement.query)
    case .changes(let statement): print(.changes, statement.interval, statement.query)
    case .wait(let statement): print(statement)
    case .record(let statement): print(statement)
    case .action(let statement): print(statement)
    }
  }

  private mutating func print(_ action: ActionStatement) {
    switch action {
    case .kill(let statement):
      writeWords(.kill)
      if let signal = statement.signal { write(" " + signal.text) }
      write(" ")
      print(statement.query)
      if let then = statement.then {
        print(.then, then.interval)
        write(" " + then.signal.text)
      }
    case .set(let statement):
      writeWords(.set)
      write(" " + statement.setting.path + " = ")
      print(statement.value)
      write(" ")
      print(statement.query)
    }
  }

  private mutating func print(_ keyword: Keyword, _ interval: Expression?, _ query: Query) {
    print(keyword, interval)
    write(" ")
    print(query)
  }

  private mutating func print(_ statement: WaitStatement) {
    print(.wait, statement.limit)
    switch statement.condition {
    case .someRow: print(.for, nil, statement.query)
    case .noRow: print(.while, nil, statement.query)
    }
  }

  private mutating func print(_ statement: RecordStatement) {
    print(.record, statement.interval)
    print(.into, statement.file)
    if let keep = statement.keep { print(.keep, keep) }
    write(" ")
    print(statement.query)
  }

  private mutating func print(_ keyword: Keyword, _ interval: Expression?) {
    writeWords(keyword)
    guard let interval else { return }
    write(" ")
    print(interval)
  }

  private mutating func print(_ statement: LetStatement) {
    writeWords(.let)
    write(" " + statement.name.asOperand + " = ")
    switch statement.definition {
    case .expression(let expression): print(expression)
    case .query(let query): print(query)
    }
  }

  private mutating func print(_ statement: ParameterStatement) {
    writeWords(.param)
    write(" " + statement.name.text)
    guard let value = statement.value else { return }
    write(" = ")
    print(value)
  }

  private mutating func print(_ statement: DescribeStatement) {
    writeWords(.describe)
    switch statement {
    case .sources: break
    case .source(let name): write(" " + name.asDescribed)
    case .functions: writeWords(.functions)
    case .keywords: writeWords(.keywords)
    }
  }
}

// MARK: - Queries

extension Printer {
  /// Writes the clauses that a query has.
  mutating func print(_ query: Query) {
    if let clause = query.select { print(clause) }
    if let clause = query.from { print(clause) }
    if let clause = query.at { print(.at, clause.moment) }
    if let clause = query.over { print(clause) }
    if let clause = query.filter { print(.where, clause.test) }
    if let clause = query.group { print(clause) }
    if let clause = query.having { print(.having, clause.test) }
    if let clause = query.order { print(clause) }
    if let clause = query.limit { print(.limit, clause.count) }
    if let clause = query.offset { print(.offset, clause.count) }
  }

  private mutating func print(_ keyword: Keyword, _ expression: Expression) {
    writeWords(keyword)
    write(" ")
    print(expression)
  }

  private mutating func print(_ clause: SelectClause) {
    writeWords(.select)
    if clause.distinct { writeWords(.distinct) }
    write(" ")
    printList(clause.items) { $0.print($1) }
  }

  private mutating func print(_ item: SelectItem) {
    switch item.kind {
    case .star: write("*")
    case .group(let name): write(name.asOperand + ".*")
    case .expression(let expression, let name):
      print(expression)
      if let name { write(" as " + name.asAnyName) }
    }
  }

  private mutating func print(_ clause: FromClause) {
    writeWords(.from)
    switch clause.source {
    case .name(let name): write(" " + name.asOperand)
    case .query(let query):
      write(" (")
      print(query)
      write(")")
    }
  }

  private mutating func print(_ clause: OverClause) {
    print(.over, clause.length)
    if let step = clause.step { print(.every, step) }
  }

  private mutating func print(_ clause: GroupClause) {
    writeWords(.group, .by)
    write(" ")
    printList(clause.keys) { $0.print($1) }
  }

  private mutating func print(_ clause: OrderClause) {
    writeWords(.order, .by)
    write(" ")
    printList(clause.items) { $0.print($1) }
  }

  private mutating func print(_ item: OrderItem) {
    print(item.key)
    if let descending = item.descending { writeWords(descending ? .desc : .asc) }
    if let nullsFirst = item.nullsFirst { writeWords(.nulls, nullsFirst ? .first : .last) }
  }
}

// MARK: - Names

extension SettingName {
  /// As it is written: `limits.nofile`.
  fileprivate var path: String {
    entry.map { column.asAnyName + "." + $0.asAnyName } ?? column.asAnyName
  }
}

extension Name {
  /// As it must be written where an operand may begin.
  var asOperand: String {
    if let keyword = Keyword(spelling: text), keyword.isReserved { return inBackticks }
    return asAnyName
  }

  /// As it must be written after `describe`, where two words mean something else.
  fileprivate var asDescribed: String {
    let keyword = Keyword(spelling: text)
    return keyword == .functions || keyword == .keywords ? inBackticks : asOperand
  }

  /// As it must be written where every word is a name.
  package var asAnyName: String {
    text.isName ? text : inBackticks
  }

  private var inBackticks: String {
    "`" + text.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``") + "`"
  }
}
