// What stands for operands and operators in other languages.

extension HabitTable {
  /// Where an operand should begin.
  static let operands = HabitTable([
    Habit("%cpu", Diagnostic.didYouMean("cpu")),
    Habit("%mem", Diagnostic.didYouMean("memory_percent")),
    Habit("distinct", "'distinct' stands once, directly after 'select', or in an aggregate"),
    Habit("desc, asc", "'asc' and 'desc' follow what they are of, without a ','"),
    Habit("contains", "'contains' stands between", "where name contains 'x'"),
    Habit(
      "like, ilike, glob, between, in", "the word stands behind what it tests",
      "where name like 'x%'"),
    Habit("and, or", "a test stands on both sides of 'and' and 'or'"),
    Habit("+", "a plus stands between two operands"),
  ])

  /// Behind a word that was taken for a name: `interval '5 minutes'`.
  static let introductions = HabitTable([
    Habit("interval", "a duration is a number with its unit: 5m"),
    Habit(
      "timestamp, datetime, date", "a time is a text beside a time: started > '2026-01-31 14:00'"),
    Habit("top, first, head, top()", "the number of rows comes last", "select pid limit 5"),
    Habit("on()", "'distinct' is of whole rows; 'group by' makes one row of many"),
    Habit("all", "a query without 'distinct' has all rows"),
    Habit("unique", Diagnostic.didYouMean("distinct")),
    Habit("if", "a choice is if(test, value, other)"),
    Habit("any, none, count, sum", "its argument stands in parentheses: any(files where deleted)"),
    Habit("array", "a list stands in brackets alone: [1, 2]"),
  ])

  /// Runs of signs, wherever they stand.
  static let signs = HabitTable([
    Habit("=~, ~=, =~*", Diagnostic.didYouMean("~")),
    Habit("===", Hint.equality),
    Habit("!==, <=>", Hint.inequality),
    Habit("≥, =>, >==, ⩾", Diagnostic.didYouMean(">=")),
    Habit("≤, =<, <==, ⩽", Diagnostic.didYouMean("<=")),
    Habit("≠, =!, ><, ≠=, /=, ~!", Diagnostic.didYouMean("!=")),
    Habit("^=", "its beginning is tested by", "where starts_with(name, 'ng')"),
    Habit("$=", "its end is tested by", "where ends_with(name, 'd')"),
    Habit("*=", "text within text is found by 'contains'"),
    Habit("&, &&, ∧", Hint.and),
    Habit("|, ∨", Hint.or),
    Habit("!, ¬", "'not' negates a test"),
    Habit("::", "there are no casts: integer(text) and number(text) read text, concat(x) makes it"),
    Habit(":=", Diagnostic.didYouMean("=")),
    Habit("->, ->>", "an entry of a map is had by its name: env.PATH or env['PATH']"),
    Habit("**, ^, ^^", "there are no powers"),
    Habit("//", "floor(a / b) is a whole number; a comment begins with '--'"),
    Habit("++, --, +=, -=", "nothing is assigned in a query"),
    Habit(
      "<<, >>", "a result goes into a file from the command line: procq -f csv -e \"…\" > FILE"),
    Habit("?", "if(test, value, other) chooses; a parameter is $name"),
    Habit("@, @@", "a parameter is $name"),
    Habit("${", "a parameter is $name, a variable of a process env.PATH"),
    Habit("#", "a comment begins with '--'"),
    Habit("{, }, {}", "a list stands in brackets: ['a', 'b']"),
    Habit("‘, ’, “, ”, «, », „, ‚, ´", "text stands between ' or \""),
    Habit("–, −, —", "minus is '-'"),
    Habit("×, ✕", Diagnostic.didYouMean("*")),
    Habit("÷", Diagnostic.didYouMean("/")),
    Habit("…", "two values with all between them are between … and …"),
    Habit("\\", "a command of the shell stands on a line of its own"),
    Habit(".tables, .schema, .indexes, .databases, .fullschema", Hint.describing),
    Habit(
      ".mode, .format, .headers",
      "'-f csv' on the command line, '\\f csv' in the shell choose the format"),
    Habit(".read, .open, .import", "'\\i FILE' runs a file in the shell, 'procq FILE' outside it"),
    Habit(".output, .once, .dump", "'\\o FILE' writes results into a file"),
    Habit(".timer", "'\\timing' shows how long a query took"),
    Habit(".quit, .exit, .q", Hint.leaving),
    Habit(".help", Hint.helping),
  ])
}
