extension LanguageForm {
  /// All of them: clauses in their order, then statements, operators and the rest.
  package static let all: [LanguageForm] = clauses + statements + operators + expressions + literals

  private static let clauses: [LanguageForm] = [
    LanguageForm(
      .clause, ["select"], "select [distinct] ITEM, …",
      example: "select pid, name, memory.* order by uss desc limit 5"),
    LanguageForm(
      .clause, ["distinct", "select distinct"], "select distinct ITEM, …",
      example: "select distinct user order by user"),
    LanguageForm(
      .clause, ["as"], "EXPR as NAME", example: "select name, uss / rss as own order by own desc"),
    LanguageForm(
      .clause, ["from"], "from SOURCE | from (QUERY)",
      example: "select pid, path from files where deleted"),
    LanguageForm(
      .clause, ["at"], "at TIME", example: "select pid, name, rss at now() - 1h"),
    LanguageForm(
      .clause, ["over"], "over DURATION",
      example: "select pid, name, cpu_percent over 5s order by cpu_percent desc limit 10"),
    LanguageForm(
      .clause, ["every"], "from history over DURATION every DURATION",
      example: "select name, max(rss) as peak from history over 10s every 500ms group by name"),
    LanguageForm(
      .clause, ["where"], "where TEST", example: "where uss > 100M and user != 'root'"),
    LanguageForm(
      .clause, ["group by", "group"], "group by EXPR, …",
      "makes one row of all rows with equal keys",
      example: "select user, sum(uss) as uss group by user order by uss desc"),
    LanguageForm(
      .clause, ["having"], "group by EXPR, … having TEST",
      example: "select name, count(*) as n group by name having n > 5"),
    LanguageForm(
      .clause, ["order by", "order"], "order by EXPR [asc|desc] [nulls first|last], …",
      "sorts the rows", example: "select pid, name, uss order by uss desc, pid limit 10"),
    LanguageForm(
      .clause, ["nulls", "nulls first", "nulls last"], "order by EXPR nulls first|last",
      example: "select pid, exe order by exe nulls first"),
    LanguageForm(
      .clause, ["limit"], "limit N [offset N]", example: "order by rss desc limit 10"),
    LanguageForm(
      .clause, ["offset"], "limit N offset N", example: "order by rss desc limit 10 offset 10"),
  ]

  private static let statements: [LanguageForm] = [
    LanguageForm(
      .statement, ["let"], "let NAME = EXPR | let NAME = QUERY",
      example: "let big = uss > 100M; select pid, name where big"),
    LanguageForm(
      .statement, ["param", "$"], "param NAME [= VALUE]",
      example: "param least = 100M; select pid, name where uss > $least"),
    LanguageForm(
      .statement, ["describe"], "describe [SOURCE | functions | keywords]",
      example: "describe files"),
    LanguageForm(
      .statement, ["explain", "explain analyze"], "explain [analyze] QUERY",
      example: "explain order by uss desc limit 10"),
    LanguageForm(
      .statement, ["watch"], "watch [DURATION] QUERY",
      example: "watch 5s select pid, name, cpu_percent order by cpu_percent desc limit 10"),
    LanguageForm(
      .statement, ["changes"], "changes [DURATION] QUERY",
      example: "changes 1s select pid, name where user = 'root'"),
    LanguageForm(
      .statement, ["wait", "wait for", "wait while"],
      "wait [DURATION] for QUERY | wait [DURATION] while QUERY",
      example: "wait 30s for from sockets where local_port = 5432 and state = 'LISTEN'"),
    LanguageForm(
      .statement, ["record", "into", "keep", "recording", "recordings"],
      "record [DURATION] into 'FILE' [keep DURATION] QUERY",
      example:
        "record 10s into 'day.db' keep 7d select pid, ppid, name, cpu_time, rss where not kernel"),
    LanguageForm(
      .statement, ["kill"],
      "kill [SIGNAL] [over DURATION] where TEST [order by …] [limit N] [then DURATION SIGNAL]",
      example: "kill where env.MYAPP = 'old' then 10s KILL"),
    LanguageForm(
      .statement, ["set"],
      "set NAME = VALUE [over DURATION] where TEST [order by …] [limit N]",
      example: "set nice = 10 where container = 'batch'"),
  ]

  private static let operators: [LanguageForm] = [
    LanguageForm(.operator, ["and"], "TEST and TEST", example: "where uss > 1M and nice > 0"),
    LanguageForm(
      .operator, ["or"], "TEST or TEST", example: "where name = 'bash' or name = 'zsh'"),
    LanguageForm(
      .operator, ["not"], "not TEST | X not in …, X not like …",
      example: "where not kernel and name not in ('sh', 'bash')"),
    LanguageForm(
      .operator, ["=", "==", "!=", "<>", "<", "<=", ">", ">="], "X = Y, X != Y, X < Y, X >= Y",
      "compares two values of one type; null equals null alone",
      example: "where parent.name != 'sshd' and age >= 1h"),
    LanguageForm(
      .operator, ["~", "!~", "~*", "!~*", "regexp"], "TEXT ~ PATTERN, TEXT !~* PATTERN",
      "matches text with a regular expression; '*' in any case, '!' turns it around",
      example: "select pid, args where args ~* '\\bpython[23]?\\b'"),
    LanguageForm(
      .operator, ["like", "not like"], "TEXT [not] like PATTERN",
      example: "where exe like '/usr/%' and exe not like '%/python%'"),
    LanguageForm(
      .operator, ["ilike"], "TEXT [not] ilike PATTERN", example: "where args ilike '%chrome%'"),
    LanguageForm(
      .operator, ["glob"], "TEXT [not] glob PATTERN", example: "where exe glob '/usr/bin/python*'"),
    LanguageForm(
      .operator, ["in", "not in"], "X [not] in (VALUE, …) | X in (QUERY) | X in LIST",
      example: "where user in ('root', 'www-data') and pid not in (select ppid)"),
    LanguageForm(
      .operator, ["between", "not between"], "X [not] between LEAST and MOST",
      example: "where uss between 10M and 100M"),
    LanguageForm(
      .operator, ["contains", "not contains"], "X [not] contains Y",
      example: "where args contains '--verbose' and not (env contains 'HOME')"),
    LanguageForm(
      .operator, ["is", "is null", "is not null", "is denied"],
      "X is [not] null | X is [not] denied", example: "where exe is denied or parent is null"),
    LanguageForm(
      .operator, ["exists"], "X [not] exists", example: "where env.DISPLAY exists"),
    LanguageForm(
      .operator, ["||"], "X || Y", "joins two texts",
      example: "select user || ':' || group as owner"),
    LanguageForm(
      .operator, ["+", "-", "*", "/", "%"], "X + Y, X - Y, X * Y, X / Y, X % Y, -X",
      "computes with numbers, sizes, durations and times; units are kept",
      example: "select name, uss / rss as own, write_bytes / age as rate where uss > 1M"),
    LanguageForm(
      .operator, ["[]", "[", "]", "[ ]"], "LIST[N], MAP['NAME']",
      "takes an element of a list, from 0 or from the end, or an entry of a map",
      example: "select pid, cmdline[0], cmdline[-1], env['HOME']"),
    LanguageForm(
      .operator, ["."], "MAP.NAME, RELATION.COLUMN, GROUP.*",
      "takes an entry of a map, a column of another row, or all columns of a group",
      example: "select pid, env.PATH, parent.name, io.*"),
  ]

  private static let expressions: [LanguageForm] = [
    LanguageForm(
      .expression, ["case", "when", "then", "else", "end"],
      "case when TEST then X … [else Y] end | case X when VALUE then Y … end",
      "chooses between values, by tests or by what a subject equals",
      example:
        "select name, case when uss > 1G then 'big' when uss > 10M then 'fair' else '' end as size"),
    LanguageForm(
      .expression, ["list literal", "list", "lists", "array"], "[X, Y, …]",
      "makes a list of values of one type",
      example: "select pid, [uid, gid] as ids where name in ['sh', 'bash']"),
    LanguageForm(
      .expression, ["any", "none"], "any(RELATION where TEST), none(RELATION where TEST)",
      "tests whether one row of a relation passes, or none does",
      example: "select pid, name where any(files where path like '/var/log/%')"),
    LanguageForm(
      .expression, ["before"], "before.COLUMN",
      "is the same row at the beginning of the window",
      example: "select pid, name, before.status, status over 2s where before.status != status"),
    LanguageForm(
      .expression, ["outer", "process"], "outer.COLUMN, process.COLUMN",
      "is the row just outside, or the process that a row belongs to",
      example: "select pid, name where any(children where name = outer.name)"),
    LanguageForm(
      .expression, ["null"], "X is null, coalesce(X, Y)",
      example: "select pid, coalesce(exe, name) as program where terminal is not null"),
    LanguageForm(
      .expression, ["denied"], "X is denied", example: "select pid, name where env is denied"),
  ]

  private static let literals: [LanguageForm] = [
    LanguageForm(
      .literal, ["units", "unit", "size", "sizes", "duration", "durations"],
      "512K 100M 1.5G, 250ms 30s 5m 2h 7d 1w, 10M / 1s",
      "a number with its unit is a size or a duration; one divided by the other is a rate",
      example: "select pid, name where uss > 100M and age < 2h30m and write_bytes / age > 1M / 1s"),
    LanguageForm(
      .literal, ["text", "quotes", "'", "\""], "'TEXT', \"TEXT\", 'it''s', '\\x1b'",
      "text stands in either quotes; names stand without, or in backticks",
      example: "where name = 'bash' or env.`odd name` = \"it's\""),
    LanguageForm(
      .literal, ["time", "times"], "'2026-11-22 14:00', now() - 2h",
      "a text beside a time is read as one",
      example: "select pid, name, started where started > now() - 2h"),
    LanguageForm(
      .literal, ["comment", "comments", "--", "/*"], "-- to the end of the line, /* … */",
      "is read over", example: "select pid -- the number\nfrom processes /* all */"),
  ]
}
