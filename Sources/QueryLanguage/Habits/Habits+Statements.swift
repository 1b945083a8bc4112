// What statements of other languages, and commands of other programs, begin with.

extension HabitTable {
  /// At the beginning of a statement. What a program shows is shown as a query, what it does as an
  /// action.
  static let statements = HabitTable(
    programs + acting + recording + changing + asking + otherWords + shellWords)

  /// Programs that list what procq lists.
  private static let programs = [
    .written("ps", "select pid, user, cpu, rss, args"),
    .written(
      "top, htop, btop, atop, procs",
      "watch select pid, user, cpu, rss, args order by cpu desc limit 20"),
    .written("pgrep, pidof", "select pid where name = 'bash'"),
    Habit("pstree", "'-f tree' draws it", "select pid, ppid, args"),
    .written("lsof, fuser", "select pid, name, fd, path from files"),
    .written(
      "netstat, ss",
      "select pid, name, local_address, local_port from sockets where state = 'LISTEN'"),
    .written("free", "from memory"),
    .written("df, mount", "from mounts"),
    .written("du", "from mounts"),
    .written("who, w, users, last", "from users"),
    .written("uptime, uname, hostname, nproc", "from system"),
    .written("vmstat, mpstat, lscpu", "from cpus"),
    .written("iostat, lsblk", "from disks over 1s"),
    .written("iotop", "select pid, name, read_rate, write_rate order by write_rate desc limit 10"),
    .written("ifconfig, ip, ifstat", "from interfaces"),
    .written("pmap", "select pid, path, rss from maps"),
    .written("printenv", "select key, value from environ where pid = 1"),
  ]

  /// Programs that act.
  private static let acting = [
    .written("pkill, killall, killall5, xkill, delete, terminate", "kill where name = 'NAME'"),
    .written("stop, suspend, pause, freeze", "kill STOP where name = 'NAME'"),
    .written("continue, resume, unfreeze, thaw", "kill CONT where name = 'NAME'"),
    .written("reload", "kill HUP where name = 'NAME'"),
    .written("timeout", "kill where name = 'NAME' and age > 10m then 10s KILL"),
    .written("signal, send, interrupt, sigterm", "kill TERM where name = 'NAME'"),
    .written("nice, renice, update, chrt", "set nice = 5 where pid = 4711"),
    .written("ionice", "set io_priority = 'idle' where pid = 4711"),
    .written("taskset", "set cpu_affinity = [2, 3] where pid = 4711"),
    .written("choom", "set oom_score_adj = 500 where pid = 4711"),
    .written("prlimit, ulimit", "set limits.nofile = 65536 where pid = 4711"),
    Habit(
      "ls, cd, cat, grep, pwd, vi, vim, sudo, echo",
      "'\\!' runs a command of the system from the shell"),
    Habit("procq", "a statement stands here alone, without 'procq' and its options"),
  ]

  /// Programs that keep what they have seen, and words for that.
  private static let recording = [
    .written(
      "below record, below, sar, sadc, atopsar, collectl, nmon, pmlogger, procpath, log, store, "
        + "collect, capture, archive, sample, snapshot, trace, track",
      "record 10s into 'day.db' select pid, name, cpu_time, rss"),
    Habit(
      "below replay, below dump, replay, playback, rewind",
      "a recording is asked by 'procq --replay FILE', in the shell by '\\replay FILE'"),
  ]

  /// What changes a database or asks what is in it.
  private static let changing = [
    Habit(
      "insert, replace, merge, upsert, truncate",
      "no rows are written; what is found can be piped on: procq -f tsv -e \"…\""),
    Habit("drop, alter, grant, revoke", "the sources are fixed"),
    Habit(
      "create view, create temp view, create or replace", "a query gets a name by 'let'", shells),
    Habit("create, create temp, create index", "a query gets a name by 'let'", shells),
    Habit(
      "create table", "a query gets a name by 'let'; rows are kept in a file by",
      "record 10s into 'day.db' select pid, name, rss"),
    Habit("with", "'let' names a query", shells),
    Habit(
      "with recursive", "descendants and ancestors are relations", "select pid, count(descendants)"),
    Habit("declare, var, def, define, const", "'let' names an expression", "let big = uss > 100M"),
    Habit(
      "begin, start transaction, commit, rollback, end, savepoint", "there are no transactions"),
    Habit("use, attach, connect, database", "a source is named in the query", "from files"),
    Habit("pragma, vacuum, reindex, lock, checkpoint", "procq has nothing to be set up"),
    Habit(
      "copy, export, unload, output",
      "a result goes into a file from the command line: procq -f csv -e \"…\" > FILE"),
    Habit(
      "import, load, source, include, run, exec, execute, call, do",
      "'\\i FILE' runs a file in the shell, 'procq FILE' outside it"),
    Habit("save", "'\\s NAME' saves a query in the shell"),
    Habit("values, table", "a query begins with", "select pid"),
    Habit(
      "analyze, analyse, profile", "what a query costs is shown by", "explain analyze select pid"),
    Habit("go", "a ';' ends a statement"),
  ]

  /// What asks for what there is.
  private static let asking = [
    Habit("desc", Diagnostic.didYouMean("describe")),
    Habit(
      "desc processes, show columns, show fields", "the columns of a source are",
      "describe processes"),
    Habit(
      "show, list, info, show tables, show databases, show schemas, list tables",
      "'describe' lists the sources, 'describe processes' what one has"),
    Habit("show functions, list functions", "the functions are", "describe functions"),
    Habit(
      "show processlist, show processes, list processes, show process", "the processes are",
      "select pid, user, cpu, rss, args"),
  ]

  /// Words that a query might begin with, and does not.
  private static let otherWords = [
    Habit(
      "find, get, search, filter, fetch, query", "a query says what it shows, and of which rows",
      "select pid, name where uss > 100M"),
    Habit(
      "print, display, return, output, calculate, calc", "an expression is shown by", "select 1 + 1"
    ),
    Habit("sort, sort by, order", "rows are ordered by", "select pid, uss order by uss desc"),
    Habit("count", "rows are counted by", "select count(*)"),
    Habit("loop, repeat, every", "a query is repeated by", "watch 2s select pid, name"),
    Habit(
      "monitor, follow, tail, diff, subscribe", "what comes and goes is shown by",
      "changes select pid, name"),
    Habit("sleep, until", "procq waits for a row by", "wait 30s for where name = 'bash'"),
  ]

  private static let shells = "let shells = select pid, name where name in ('sh', 'bash')"

  /// Words that other shells take.
  private static let shellWords = [
    Habit("quit, exit, bye, logout, q", Hint.leaving),
    Habit("help, ?, man, usage, h", Hint.helping),
    Habit("clear, cls", "Ctrl-L clears the screen in the shell"),
    Habit("set", "'let' names an expression, '\\set NAME VALUE' gives a parameter its value"),
    Habit("set timing, set timer, timing", "'\\timing' shows how long a query took"),
    Habit(
      "set format, set mode, mode, format, pset",
      "'-f csv' on the command line, '\\f csv' in the shell choose the format"),
    Habit("set multiline", "'\\set multiline on' makes Enter wait for ';' in the shell"),
    Habit("//", "a comment begins with '--'"),
  ]
}
