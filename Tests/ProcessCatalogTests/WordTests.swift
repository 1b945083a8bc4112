import Binding
import QueryLanguage
import Schema
import Testing

@testable import ProcessCatalog

/// A word that a column never has is told before anything is read, wherever the column's values have
/// come to.
@Suite struct WordTests {
  private struct Outcome {
    var errors: [String] = []
    var warnings: [String] = []
  }

  /// What is said of a script, each as `message @ what is marked (hint)`.
  private func outcome(of text: String, given: [ParameterArgument] = []) throws -> Outcome {
    let source = SourceText(text)
    var binder = Binder(schema: ProcessCatalog.schema) { $0 == "root" || $0 == "session" }
    let bound = binder.bind(try parse(source), with: given)
    let show = { (diagnostic: Diagnostic) in
      let marked = String(decoding: source.bytes[diagnostic.range], as: UTF8.self)
      return "\(diagnostic.message) @ \(marked)" + (diagnostic.hint.map { " (\($0))" } ?? "")
    }
    #expect(bound.warnings.allSatisfy { $0.severity == .warning })
    #expect(bound.diagnostics.allSatisfy { $0.severity == .error })
    return Outcome(
      errors: bound.diagnostics.map(show), warnings: bound.warnings.map(show))
  }

  // MARK: - Where it is judged

  /// Each is false of every row, or true of every row.
  @Test(arguments: [
    "where status = 'Z'", "where status == 'Z'", "where status != 'Z'", "where status <> 'Z'",
    "where 'Z' = status", "where not status = 'Z'", "where status in ('running', 'Z')",
    "where status not in ('Z')", "where 'Z' in (status, name)", "where status in (select 'Z')",
    "where 'Z' in (select status from threads)", "where 'Z' not in (select status from threads)",
    "select case status when 'Z' then 1 end", "select case 'Z' when status then 1 end",
    "where parent.status = 'Z'", "where parent.parent.status = 'Z'",
    "where any(threads.status = 'Z')", "where any(threads where status = 'Z')",
    "where any(children where status = 'Z')", "where any(children where outer.status = 'Z')",
    "select count(* where status = 'Z')", "select sum(uss where status = 'Z')",
    "where 'Z' in list(threads.status)", "where list(threads.status) contains 'Z'",
    "where list(threads.status)[0] = 'Z'", "where max(threads.status) = 'Z'",
    "select max(status) as m having m = 'Z'", "select list(distinct status) as l having 'Z' in l",
    "select status group by status having status = 'Z'",
    "select status as s where s = 'Z'", "select status as s order by s = 'Z'",
    "select coalesce(status, 'none') as s where s = 'Z'", "where if(kernel, status, 'x') = 'Z'",
    "where case when kernel then status end = 'Z'", "where least(status, parent.status) = 'Z'",
    "where case kernel when true then status else parent.status end = 'Z'",
    "from threads where process.status = 'Z'", "from threads where status = 'Z'",
    "from files where process.status = 'Z'", "select * from (select status as s) where s = 'Z'",
    "from (from (select status as s) where s != 'idle') where s = 'Z'",
    "from (select status, count(*) as n group by status) where status = 'Z'",
    "from (select max(status) as m group by user) where m = 'Z'",
    "from (select coalesce(status, name) as free, status as s) where s = 'Z'",
    "let s = status; where s = 'Z'", "let s = status; let t = s; where t = 'Z'",
    "let q = select status as s; from q where s = 'Z'", "let z = 'Z'; where status = z",
    "let z = 'Z' || ''; where status = z", "let dead = status = 'Z'; where dead",
    "let dead = status = 'Z'; select 1 as one", "select 'Z' as z where status = z",
    "param z = 'Z'; where status = $z", "param z = 'Z'; where status in ('idle', $z)",
    "where status = 'Z' || ''", "where status = lower('Z')", "where status = substr('ZZ', 1, 1)",
    "explain where status = 'Z'", "where pid in (select pid where status = 'Z')",
    "from sockets where process.status = 'Z'", "where any(sockets where process.status = 'Z')",
  ])
  func aWordThatNeverComes(_ text: String) throws {
    let outcome = try outcome(of: text)
    #expect(outcome.errors.count == 1, "\(text): \(outcome.errors)")
    let error = outcome.errors.first ?? ""
    #expect(
      error.contains(" is never 'Z'") || error.contains(" never holds 'Z'")
        || error.contains(" is never 'z'"), "\(error)")
    #expect(error.hasSuffix("(did you mean 'zombie'?)"), "\(error)")
  }

  @Test func aValueFromOutside() throws {
    let given = [ParameterArgument("z", Array("T".utf8))]
    #expect(
      try outcome(of: "param z = 'idle'; where status = $z", given: given).errors
        == ["'status' is never 'T' @ $z (did you mean 'stopped'?)"])
    #expect(
      try outcome(of: "param z; where status = $z", given: given).errors
        == ["'status' is never 'T' @ $z (did you mean 'stopped'?)"])
    #expect(try outcome(of: "param z = 'idle'; where status = $z").errors == [])
  }

  /// Patterns are free, and so is what a function made; a number belongs to every vocabulary.
  @Test(arguments: [
    "where status = 'zombie'", "where status in ('idle', 'zombie')", "where status = '17'",
    "where status like 'Z'", "where status ilike 'Z%'", "where status glob 'Z'",
    "where status ~ 'Z'", "where status contains 'Z'", "where starts_with(status, 'Z')",
    "where lower(status) = 'Z'", "where concat(status) = 'Z'", "where status || '' = 'Z'",
    "where status < 'Z'", "where status between 'A' and 'Z'", "where status = null",
    "where status = name", "where coalesce(status, name) = 'Z'", "where if(kernel, 'a', 'b') = 'Z'",
    "where coalesce(status, 'Z') = 'Z'", "where case when kernel then status else 'Z' end = 'Z'",
    "select case status when 'zombie' then 'Z' else 'x' end as s where s = 'Z'",
    "where name = 'Z'", "where 'Z' in cmdline", "where split(status, '-')[0] = 'Z'",
    "from sockets where state = 'LISTEN' and family = '45' and type = '10' and state = '99'",
    "from sockets where state is null and type in ('stream', 'dgram')",
    "from files where kind = 'pipe' and mode = 'r+'",
    "where status in (select status from threads)",
    "where status in (select name)", "where 'cap_net_raw' in cap_effective",
    "where '63' in cap_effective", "from sockets where protocol = 'tcp' or protocol = '255'",
    "select count(distinct status) as n having n = 1",
  ])
  func whatIsFree(_ text: String) throws {
    let outcome = try outcome(of: text)
    #expect(outcome.errors == [] && outcome.warnings == [], "\(text)")
  }

  // MARK: - What is meant

  @Test(arguments: [
    ("status", "R", "running"), ("status", "S", "sleeping"), ("status", "D", "disk-sleep"),
    ("status", "T", "stopped"), ("status", "t", "tracing-stop"), ("status", "X", "dead"),
    ("status", "I", "idle"), ("status", "z", "zombie"), ("status", "Zombie", "zombie"),
    ("status", "disk sleep", "disk-sleep"), ("status", "DISK_SLEEP", "disk-sleep"),
    ("status", "sleep", "sleeping"), ("status", "stop", "stopped"), ("status", "defunct", "zombie"),
    ("status", "STATUS_ZOMBIE", "zombie"), ("status", "runing", "running"),
    ("kind", "fifo", "pipe"), ("kind", "dir", "directory"), ("kind", "DIR", "directory"),
    ("kind", "REG", "file"), ("kind", "CHR", "device"), ("kind", "blk", "device"),
    ("kind", "sock", "socket"), ("kind", "eventfd", "anon"), ("kind", "IPv4", "socket"),
    ("mode", "rw", "r+"), ("mode", "w+", "r+"), ("mode", "read", "r"), ("mode", "O_WRONLY", "w"),
    ("mode", "R", "r"), ("mode", "u", "r+"),
  ])
  func wordsOfOthers(_ column: String, _ word: String, _ meant: String) throws {
    let errors = try outcome(of: "from files where \(column) = '\(word)'").errors
    #expect(errors == ["'\(column)' is never '\(word)' @ '\(word)' (did you mean '\(meant)'?)"])
  }

  @Test(arguments: [
    ("state", "listen", "LISTEN"), ("state", "LISTENING", "LISTEN"),
    ("state", "ESTAB", "ESTABLISHED"),
    ("state", "TIME-WAIT", "TIME_WAIT"), ("state", "FIN-WAIT-1", "FIN_WAIT1"),
    ("state", "FIN_WAIT_2", "FIN_WAIT2"), ("state", "CLOSED", "CLOSE"),
    ("state", "UNCONN", "CLOSE"),
    ("state", "SYN-RECV", "SYN_RECV"), ("state", "TCP_LISTEN", "LISTEN"),
    ("state", "closewait", "CLOSE_WAIT"), ("family", "ipv4", "inet"), ("family", "ipv6", "inet6"),
    ("family", "AF_INET", "inet"), ("family", "AF_UNIX", "unix"), ("family", "local", "unix"),
    ("type", "SOCK_STREAM", "stream"), ("type", "datagram", "dgram"), ("type", "STREAM", "stream"),
  ])
  func wordsOfOthersOfSockets(_ column: String, _ word: String, _ meant: String) throws {
    let errors = try outcome(of: "from sockets where \(column) = '\(word)'").errors
    #expect(errors == ["'\(column)' is never '\(word)' @ '\(word)' (did you mean '\(meant)'?)"])
  }

  @Test(arguments: [
    (
      "from sockets where type = 'tcp'",
      "'type' is never 'tcp' @ 'tcp' (did you mean 'stream'? the protocol is a column of its own: protocol = 'tcp')"
    ),
    (
      "from sockets where state = 'none'",
      "'state' is never 'none' @ 'none' (without a state it is null)"
    ),
    (
      "from sockets where state = ''", "'state' is never '' @ '' (did you mean 'state is null'?)"
    ),
    (
      "from files where mode = 'q'", "'mode' is never 'q' @ 'q' (it is r, w, a, r+ or a+)"
    ),
    (
      "where 'quux' in list(files.mode)",
      "'list(files.mode)' never holds 'quux' @ 'quux' (it holds r, w, a, r+ or a+)"
    ),
    (
      "select coalesce(mode, 'none') as m from files where m = 'q'",
      "'m' is never 'q' @ 'q' (it is r, w, a, r+, a+ or none)"
    ),
  ])
  func whatIsSaid(_ text: String, _ said: String) throws {
    #expect(try outcome(of: text).errors == [said])
  }

  // MARK: - Warnings

  @Test(arguments: [
    (
      "where 'CAP_NET_RAW' in cap_effective",
      "'cap_effective' is not known to hold 'CAP_NET_RAW' @ 'CAP_NET_RAW' (did you mean 'cap_net_raw'?)"
    ),
    (
      "where cap_effective contains 'net_raw'",
      "'cap_effective' is not known to hold 'net_raw' @ 'net_raw' (did you mean 'cap_net_raw'?)"
    ),
    (
      "where parent.cap_effective[0] = 'cap_nothing_of_the_kind'",
      "'parent.cap_effective[0]' is not known to be 'cap_nothing_of_the_kind' @ 'cap_nothing_of_the_kind'"
    ),
    (
      "select cap_effective as c where 'cap_sysadmin' in c",
      "'c' is not known to hold 'cap_sysadmin' @ 'cap_sysadmin' (did you mean 'cap_sys_admin'?)"
    ),
    (
      "from sockets where protocol = 'TCP'",
      "'protocol' is not known to be 'TCP' @ 'TCP' (did you mean 'tcp'?)"
    ),
    (
      "where user = root",
      "'root' is a column here, not the name @ root (text stands in quotes: 'root')"
    ),
    (
      "where root = user",
      "'root' is a column here, not the name @ root (text stands in quotes: 'root')"
    ),
    (
      "where parent.euser != root",
      "'root' is a column here, not the name @ root (text stands in quotes: 'root')"
    ),
    (
      "where user in ('daemon', root)",
      "'root' is a column here, not the name @ root (text stands in quotes: 'root')"
    ),
    (
      "select user as u where u like root",
      "'root' is a column here, not the name @ root (text stands in quotes: 'root')"
    ),
    (
      "select case group when root then 1 end",
      "'root' is a column here, not the name @ root (text stands in quotes: 'root')"
    ),
    (
      "select user as u where root in (select user)",
      "'root' is a column here, not the name @ root (text stands in quotes: 'root')"
    ),
    (
      "let mine = user = root; where mine",
      "'root' is a column here, not the name @ root (text stands in quotes: 'root')"
    ),
    ("select \"pid\"", "'pid' is text @ \"pid\" (the column stands without quotes: pid)"),
    ("select 'tty' as t", "'tty' is text @ 'tty' (the column stands without quotes: tty)"),
    (
      "select pid order by 'uss' desc",
      "'uss' is text @ 'uss' (the column stands without quotes: uss)"
    ),
    (
      "select count(*) group by 'user'",
      "'user' is text @ 'user' (the column stands without quotes: user)"
    ),
    ("select max('uss')", "'uss' is text @ 'uss' (the column stands without quotes: uss)"),
    (
      "select count(files where 'kind' = 'pipe')",
      "'kind' is text @ 'kind' (the column stands without quotes: kind)"
    ),
    (
      "where 'user' = 'root'", "'user' is text @ 'user' (the column stands without quotes: user)"
    ),
    (
      "where 'name' like '%sh'", "'name' is text @ 'name' (the column stands without quotes: name)"
    ),
    (
      "where 'nginx' in ('nobody', 'name')",
      "'name' is text @ 'name' (the column stands without quotes: name)"
    ),
  ])
  func likelyMeantOtherwise(_ text: String, _ said: String) throws {
    let outcome = try outcome(of: text)
    #expect(outcome.errors == [])
    #expect(outcome.warnings == [said], "\(text)")
  }

  @Test(arguments: [
    "where user = 'root'", "where exe = root", "where user = name", "where user = euser",
    "where user = parent.user", "where root = '/'", "where user = parent.root",
    "select 'pids'", "select lower('pid')", "select 'pid' || name",
    "param c = 'pid'; select $c as c",
    "param by = 'pid'; select pid order by case when $by = 'pid' then pid end",
    "where name = 'user'", "where 'pid' in cmdline", "select env['name']",
  ])
  func whatIsMeantAsItStands(_ text: String) throws {
    let outcome = try outcome(of: text)
    #expect(outcome.errors == [] && outcome.warnings == [], "\(text): \(outcome)")
  }

  @Test(arguments: [
    (
      "where 'uss' > 1M",
      "cannot compare text with a size @ 'uss' (the column stands without quotes: uss)"
    ),
    (
      "where 1M < 'uss'",
      "cannot compare a size with text @ 'uss' (the column stands without quotes: uss)"
    ),
    (
      "select sum('uss')",
      "'sum' takes a number, a size, a duration or a rate, not text @ 'uss' (the column stands without quotes: uss)"
    ),
    ("where pid = 'name'", "cannot compare an integer with text @ 'name'"),
  ])
  func aColumnInQuotes(_ text: String, _ said: String) throws {
    #expect(try outcome(of: text).errors == [said])
  }

  /// In the shell a let is warned of where it is typed, not where it is used.
  @Test func aLetIsWarnedOfOnce() throws {
    var binder = Binder(schema: ProcessCatalog.schema) { $0 == "root" }
    #expect(binder.bind(try parse(SourceText("let mine = user = root"))).warnings.count == 1)
    #expect(binder.bind(try parse(SourceText("select pid where mine"))).warnings == [])
    #expect(binder.bind(try parse(SourceText("where mine or user = root"))).warnings.count == 1)
  }

  /// Nothing is warned of where something is wrong.
  @Test func errorsStandAlone() throws {
    let outcome = try outcome(of: "select \"pid\" where status = 'Z'; where user = root")
    #expect(outcome.errors.count == 1 && outcome.warnings == [])
  }
}
