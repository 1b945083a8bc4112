extension Keyword {
  /// What the word does, in one sentence.
  package var summary: String { Keyword.summaries[self] ?? "" }

  /// A sentence for every keyword; a test sees that none is left out.
  private static let summaries: [Keyword: String] = [
    .select: "names what each row shows: columns, expressions, '*' or a group such as memory.*",
    .distinct: "keeps one of the rows, or one of an aggregate's values, that are equal",
    .from: "names the source of the rows, or a query in parentheses; without it, processes",
    .at: "names the moment that a query is asked of; without it, now, or the end of a recording",
    .over: "sets the stretch of time, up to the query's moment, that rates and differences are of",
    .every: "after 'over': how long it is from one reading of 'history' to the next",
    .where: "keeps the rows, or inside an aggregate the values, for which a test is true",
    .group: "begins 'group by', which makes one row of all rows with equal keys",
    .by: "stands after 'group' and 'order'",
    .having: "keeps the groups for which a test is true",
    .order: "begins 'order by', which sorts the rows",
    .asc: "sorts from the least to the greatest, as is done anyway",
    .desc: "sorts from the greatest to the least",
    .nulls: "says with 'first' or 'last' where an order puts what has no value",
    .first: "after 'nulls': before all values",
    .last: "after 'nulls': after all values, as is done anyway",
    .limit: "ends the result after so many rows",
    .offset: "leaves out so many rows at the beginning",
    .as: "gives an expression a name, which other clauses may use",
    .and: "is true if both tests are",
    .or: "is true if one of the tests is",
    .not: "is true if the test is false; before in, between, like, ilike, glob, contains, exists"
      + " and after is it turns that test around",
    .in: "tests whether a value is in a list, in a query's only column or among a map's names",
    .between: "tests whether a value lies between two others, both included",
    .like: "matches text with a pattern: '%' is any text, '_' any character",
    .ilike: "matches as 'like' does, in any case",
    .glob: "matches text with a shell's pattern: '*', '?', '[a-z]'",
    .contains: "tests for text within text, an element of a list or a name in a map",
    .is: "begins the tests 'is null' and 'is denied'",
    .null: "is the value of a fact that does not exist",
    .denied: "after 'is': there is a fact, and it may not be read",
    .exists: "after an operand: it is there",
    .true: "is what a test that holds gives",
    .false: "is what a test that fails gives",
    .case: "begins a choice between values, by tests or by what a subject equals",
    .when: "begins a branch of 'case'",
    .then:
      "after 'kill': what is sent later to those that are left; in 'case': the value of a branch",
    .else: "stands before the value of 'case' when no branch is chosen; without it, null",
    .end: "ends 'case'",
    .let: "names an expression or a query for the statements after it",
    .param: "declares a parameter of a saved file, with or without a default; used as $name",
    .describe: "lists the sources, a source's columns, the functions or the keywords",
    .functions: "after 'describe': every function and aggregate",
    .keywords: "after 'describe': every word of the language",
    .explain: "shows how a query would be carried out",
    .analyze: "after 'explain': carries it out, and shows rows, reads and time of each step",
    .watch: "runs a query again and again: every 2s, or as often as the duration after it says",
    .changes: "runs a query as 'watch' does, and shows the rows that came, went or differ",
    .wait: "begins 'wait for' and 'wait while', which ask a query until it has a row, or has none"
      + " left; a duration after 'wait' ends it in any case",
    .for: "after 'wait': until there is a row",
    .while: "after 'wait': as long as there is a row",
    .record:
      "keeps a query's rows in a file, again and again: every 10s, or as often as the duration after it"
      + " says",
    .into: "after 'record': the file, in quotes",
    .keep: "after the file of 'record': how long its rows are kept; without it, for ever",
    .kill:
      "sends a signal to the processes for which a test is true: TERM, or the one after 'kill'",
    .set:
      "changes the priority, the processors or a limit of the processes for which a test is true",
  ]
}
