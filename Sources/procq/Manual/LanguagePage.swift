import Binding
import Execution
import ProcessCatalog
import QueryLanguage
import Schema
import Values

extension Mdoc {
  /// procq(5): the language, and all that can be asked in it.
  static var languagePage: Mdoc {
    let schema = ProcessCatalog.schema
    var page = Mdoc.page(.language, about: "language of queries about processes")
    page.addForm()
    page.addValues()
    page.addRelations()
    page.addTime()
    page.addPast()
    page.addRecordingFile()
    page.addActing()
    page.addForms()
    page.addFunctions(of: schema)
    page.addSources(of: schema)
    page.addKeywords()
    page.section("SEE ALSO")
    page.macro("Xr procq 1 ,")
    page.macro("Xr pcre2pattern 3 ,")
    page.macro("Xr proc 5 ,")
    page.macro("Xr capabilities 7")
    return page
  }

  private mutating func addForm() {
    section("DESCRIPTION")
    paragraph(
      """
      A query asks a source, or processes where it names none, and gives rows. Every clause may be \
      left out as long as one is there; they stand in this order:
      """)
    display([
      "[select [distinct] ITEM, …] [from SOURCE] [at TIME]",
      "[over DURATION [every DURATION]] [where TEST]",
      "[group by EXPR, …] [having TEST]",
      "[order by EXPR [asc|desc] [nulls first|last], …]",
      "[limit N] [offset N]",
    ])
    paragraph(
      """
      Without `select` come the columns of the source's `*`; `GROUP.*` is all of a group. Keywords, \
      columns and functions may be in any case. `--` begins a comment; statements end with `;`. A \
      wrong query fails before anything is read.
      """)
    paragraph(
      """
      A word is reserved only where it has something to say. Both quotes make text; a name that is no \
      word stands in backticks. A name given by `as` may be used in the other clauses.
      """)
  }

  private mutating func addValues() {
    section("VALUES")
    paragraph(
      """
      Units are types: `100M` is a size, `5m` are minutes, `uss / age` is a rate, and they do not mix. \
      A unit stands directly behind a number, and several in a row are added up: `2h13m`.
      """)
    list(Unit.spellingsByWorth.map { Entry($0.spellings, $0.worth) }, width: 8, isCompact: true)
    paragraph(
      """
      `null`, shown as `-`, says that there is no such fact. It is equal to itself alone, so that \
      `parent.name != 'sshd'` keeps a process without a parent.
      """)
    paragraph(
      """
      Denied, shown as `?`, says that there is a fact, and that it may not be read. A test of it is \
      unknown: the row is not shown but counted in a note. What ended while it was read is left out.
      """)
    paragraph(
      """
      Lists are counted from 0, from the end below it: `cmdline[0]`, `cmdline[-1]`. Maps are asked by \
      name: `env.HOME`, `env['odd name']`.
      """)
  }

  private mutating func addRelations() {
    section("RELATIONS")
    paragraph(
      """
      From a row a path leads to one other: `parent.name`. What there are many of stands inside an \
      aggregate, with a `where` of its own: `count(children)`, `any(files where deleted)`. Inside, a \
      name is a column of the relation's row first, then of its process, then of the row outside; \
      `process.x` and `outer.x` say which.
      """)
  }

  private mutating func addTime() {
    section("WINDOWS AND ROUNDS")
    paragraph(
      """
      `over 5s` reads twice, so long apart. `rate(x)` is what a counter has grown by in a second, \
      `delta(x)` the difference of any amount, and `before` the row as it was. A query that needs such \
      a window and names none has `over 1s`. `from history over 5s every 50ms` has a row for each \
      process and reading.
      """)
    paragraph(
      """
      `watch`, `changes`, `wait for` and `wait while` before a query ask it again: each round, for what \
      came and went, until there is a row, or none.
      """)
  }

  private mutating func addPast() {
    section("THE PAST")
    paragraph(
      """
      `record 10s into 'day.db' keep 7d` before a query keeps its rows in a file, until Ctrl-C or \
      SIGTERM. The query is of processes and has `select` and `where` alone: columns, `GROUP.*` and \
      `MAP.NAME` as they are, and any test of one moment. Pid and start are kept always, arguments and \
      environments only if they are named.
      """)
    paragraph(
      """
      `procq --replay day.db` asks it in the same language. `at T` is the last moment that is not after \
      T: a time, a time of day such as `'10:00'`, which is the last not after the recording's end, or \
      `now() - 2h`, where `now()` is that end. Without `at` it is the end. Of an hour that comes twice \
      the later is meant; one that the clocks skip is an error.
      """)
    paragraph(
      """
      Windows and `history` are of the moments that were recorded, in the order of boots and uptimes. \
      What follows from recorded columns is there: `cpu_percent` from `cpu_time`, `memory_percent` from \
      `rss`, `parent` and `children` from `ppid`. Any other name is an error that tells those that were \
      recorded.
      """)
  }

  private mutating func addActing() {
    section("ACTING")
    paragraph(
      """
      `kill` sends TERM, or the signal named, to the processes of its `where`, which it must have; `set` \
      sets what a process has. Neither has `select`, `from`, `group by` or `offset`. `then 10s KILL` \
      waits for their end and sends the other signal to what is left.
      """)
    paragraph(
      """
      What could not be judged is never acted on. Nothing is done without leave: at a terminal the rows \
      are shown and it is asked, elsewhere `--yes` gives leave, and `--dry-run` only shows. Pid 1, kernel \
      threads and procq itself are never acted on, nor are those that it stems from, unless the test is \
      exactly `pid = N`.
      """)
    paragraph(
      """
      A signal goes through the descriptor of the process that is open since its row was judged, and no \
      pid is used. What can have changed is judged again before, by the tests that take no more than small \
      files and links of the process itself: not by those of page tables (`uss`, `pss`), of lists of \
      files, of sockets and of maps, and not by what a window has shown.
      """)
    paragraph(
      """
      Each row tells its `result`: `sent`, `done`, `ended` and `killed` are what was wanted; `alive`, \
      `no longer matches`, `could not be judged again`, `not sent` and `not set` are not. Behind a \
      colon stands the reason of `refused: needs CAP_KILL`, `protected: pid 1`, \
      `not known: the system has not answered` and `stopped: it is set of some threads alone`.
      """)
    paragraph(
      """
      For priorities, affinity and limits the kernel takes a pid. That the descriptor means the process \
      is looked at right before the call and right after it. What is left is the moment between: the \
      process would have to end, be waited for, and its pid be given away within microseconds. \
      `oom_score_adj` has no such moment. A soft limit is set with the hard one as that was read just \
      before; where another has changed the hard one in between, it is put back to what the other made \
      it. Niceness, `io_priority` and affinity are those of every \
      thread, and `done` says that all took it.
      """)
  }

  private mutating func addForms() {
    section("FORMS")
    for kind in LanguageForm.Kind.allCases {
      subsection(kind.heading)
      let forms = LanguageForm.all.filter { $0.kind == kind }
      let entries = forms.map { form in
        Entry(form.form, form.summary.asSentence, example: form.example.broken(width: 58))
      }
      list(entries, width: 6)
    }
    subsection("Precedence")
    paragraph("The loosest first; within a row, from left to right. Comparisons do not chain.")
    let levels = OperatorTable.spellingsByLevel.enumerated().map { index, spellings in
      Entry(term: "\(index + 1)", [spellings.map(Mdoc.code).joined(separator: ", ")])
    }
    list(levels, width: 2, isCompact: true)
  }

  private mutating func addFunctions(of schema: Schema) {
    section("FUNCTIONS")
    paragraph("Of null they are null and of denied denied, unless their sentence says otherwise.")
    list(schema.scalarFunctions.map { Entry($0.schema.usage, $0.schema.summary) }, width: 12)
    subsection("Aggregates")
    paragraph(
      """
      Over a group, or over a relation that stands in the argument; each takes a `where` of its own \
      inside the parentheses. Null and denied are passed over.
      """)
    list(AggregateFunction.standard.map { Entry($0.schema.usage, $0.schema.summary) }, width: 12)
    subsection("Constants")
    list(schema.constants.map { Entry($0.name, $0.summary) }, width: 12)
  }

  private mutating func addKeywords() {
    section("KEYWORDS")
    list(
      Keyword.allCases.map { Entry($0.rawValue, $0.summary.asSentence) }, width: 9, isCompact: true)
  }
}

extension Unit {
  /// The units that are worth the same, as one text, with what that is.
  fileprivate static var spellingsByWorth: [(spellings: String, worth: String)] {
    var rows: [(spellings: String, worth: String)] = []
    for unit in all {
      if let row = rows.firstIndex(where: { $0.worth == unit.worth }) {
        rows[row].spellings += " \(unit.spelling)"
      } else {
        rows.append((unit.spelling, unit.worth))
      }
    }
    return rows
  }

  /// `1024 bytes`
  private var worth: String {
    switch quantity {
    case .size: scale == 1 ? "1 byte" : "\(scale) bytes"
    case .duration:
      scale < 1_000_000_000 ? "\(scale / 1_000_000) ms" : "\(scale / 1_000_000_000) s"
    }
  }
}

extension LanguageForm.Kind {
  /// The heading above those of the kind.
  fileprivate var heading: String {
    switch self {
    case .clause: "Clauses"
    case .statement: "Statements"
    case .operator: "Operators"
    case .expression: "Expressions"
    case .literal: "Literals and comments"
    }
  }
}
