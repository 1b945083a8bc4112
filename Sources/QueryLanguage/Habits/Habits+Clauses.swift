// What stands between and behind the clauses of other languages.

extension HabitTable {
  /// Where a query must begin.
  static let queries = HabitTable([
    Habit(
      "plan, plan for, query plan, query plan for, explain", "'explain' is followed by the query",
      "explain select pid"),
    Habit("analyse", Diagnostic.didYouMean("analyze")),
    Habit("verbose, extended", "there is 'explain' and 'explain analyze'"),
    Habit("describe", "'explain' tells of a query; a source is shown by", "describe processes"),
    Habit("ps, top, htop", "the processes are", "select pid, user, cpu, rss, args"),
    Habit("every", "the duration alone follows", "watch 2s select pid"),
    Habit("-n, -d", "the duration alone follows", "watch 2s select pid"),
    Habit("until", Diagnostic.didYouMean("wait for")),
  ])

  /// Behind the name of a source.
  static let sourceEnds = HabitTable(
    [
      Habit(
        "join, inner, inner join, left, left join, left outer, right, right join, full, full outer, "
          + "cross, cross join, natural, natural join, outer, outer join, lateral, straight_join, asof",
        Hint.noJoins),
      Habit("using, on", Hint.noJoins),
      Habit("tablesample, sample", Diagnostic.didYouMean("limit")),
      Habit("as of", "a moment follows 'at', and only a recording has a past"),
      Habit("filter", Diagnostic.didYouMean("where")),
    ] + sets + counts + orders + ends)

  /// Behind an operand, or an item of a list.
  static let operandEnds = HabitTable(
    sets + counts + orders + ends + groups + operators + nothing + units)

  private static let sets = [
    Habit(
      "union, union all, union distinct",
      "there is no union: 'or' joins two tests, and a ';' two statements"),
    Habit(
      "except, minus, except all",
      "there is no 'except': 'and not' leaves rows out, 'not in (select …)' those of a query"),
    Habit(
      "intersect, intersect all",
      "there is no 'intersect': 'and' joins two tests, 'in (select …)' asks a query"),
  ]

  private static let counts = [
    Habit(
      "fetch, fetch first, fetch next, take, head, top, rows, tail",
      "the number of rows follows 'limit'", "limit 5"),
    Habit("skip", Diagnostic.didYouMean("offset")),
    Habit("percent, pct", "a percentage is a plain number", "where memory_percent > 50"),
  ]

  private static let orders = [
    Habit(
      "sort, sort by, sorted by, sortby, sorted, orderby, order_by, ordered by, rank by",
      Diagnostic.didYouMean("order by")),
    Habit("groupby, group_by, grouped by, per, by", Diagnostic.didYouMean("group by")),
    Habit("ascending", Diagnostic.didYouMean("asc")),
    Habit("descending, reverse, reversed", Diagnostic.didYouMean("desc")),
    Habit("window, partition, partition by, qualify", Hint.noWindowFunctions),
    Habit("within group, within", "values come in the order of the rows", "select list(name)"),
    Habit("separator", "join(list(name), ', ') joins the texts of a list"),
  ]

  private static let ends = [
    Habit(
      "into, into outfile, outfile, output",
      "a result goes into a file from the command line: procq -f csv -e \"…\" > FILE"),
    Habit(
      "format, in json, in csv, settings",
      "'-f json' on the command line, '\\f json' in the shell choose the format"),
    Habit("for update, for share, for json, for xml", "a query ends with 'limit' and 'offset'"),
    Habit("for, of, in processes", "the source follows 'from'", "select pid from processes"),
    Habit("go", "a ';' ends a statement"),
  ]

  private static let groups = [
    Habit("filter", "a test inside an aggregate follows 'where'", "select count(* where kernel)"),
    Habit(
      "when, if, whose, which, who, that, unless, with, such that", "rows are chosen by 'where'",
      "select pid where uss > 100M"),
  ]

  private static let operators = [
    Habit("eq, equals, equal, equal to", Diagnostic.didYouMean("=")),
    Habit("ne, neq", Diagnostic.didYouMean("!=")),
    Habit(
      "gt, greater, greater than, over than, above, more than, exceeds", Diagnostic.didYouMean(">")),
    Habit("ge, gte, at least", Diagnostic.didYouMean(">=")),
    Habit("lt, less, less than, below, under", Diagnostic.didYouMean("<")),
    Habit("le, lte, at most", Diagnostic.didYouMean("<=")),
    Habit("regexp, rlike, matches, match, regex, re", Hint.regularExpression),
    Habit("similar, similar to", "'like' has % and _, '~' matches a regular expression"),
    Habit(
      "has, includes, include, contain, holding, does contain", Diagnostic.didYouMean("contains")),
    Habit(
      "does not, does not contain, doesnt contain, excludes", Diagnostic.didYouMean("not contains")),
    Habit(
      "startswith, starts, starts with, starting with, begins, begins with",
      "its beginning is tested by", "where starts_with(name, 'ng')"),
    Habit(
      "endswith, ends, ends with, ending with", "its end is tested by", "where ends_with(name, 'd')"
    ),
    Habit("xor", "of two tests one alone holds: (a) != (b)"),
    Habit("div, mod", "a remainder is '%', whole numbers come by floor(a / b)"),
    Habit("collate, nocase", "'ilike' and '~*' match in any case"),
    Habit("escape", "'\\%' and '\\_' stand for themselves in 'like'"),
    Habit("range, through, thru, till, until", "a range is between … and …"),
  ]

  private static let nothing = [
    Habit("isnull, is_null", Diagnostic.didYouMean("is null")),
    Habit("notnull, isnotnull, is_not_null", Diagnostic.didYouMean("is not null")),
    Habit("exist, present, defined", Diagnostic.didYouMean("exists")),
  ]

  /// Behind `is`, and behind `is not`.
  static let tests = HabitTable([
    Habit("equal, equal to, equals, exactly", Diagnostic.didYouMean("=")),
    Habit("different from, different, distinct from, distinct", Diagnostic.didYouMean("!=")),
    Habit("empty, blank", "an empty text is ''", "where name = ''"),
    Habit(
      "missing, none, nil, undefined, nothing, unset, unknown, absent",
      Diagnostic.didYouMean("is null")),
    Habit("present, set, there, defined, something", Diagnostic.didYouMean("is not null")),
    Habit("like, ilike, glob, in, between, contains, exists", "the word stands without 'is'"),
    Habit("greater, greater than, more than, above", Diagnostic.didYouMean(">")),
    Habit("less, less than, below", Diagnostic.didYouMean("<")),
  ])

  private static let units = [
    Habit("ago", "a time in the past is now() - 5m"),
    Habit("kilobytes, kilobyte, kbytes", "a unit stands directly after its number: 1K"),
    Habit("megabytes, megabyte, megs, meg, mbytes", "a unit stands directly after its number: 1M"),
    Habit("gigabytes, gigabyte, gigs, gig, gbytes", "a unit stands directly after its number: 1G"),
  ]
}
