import Glibc
import TestSupport
import Testing

@Suite struct ArgumentTests {
  @Test func theVersionStandsAlone() throws {
    let outcome = try Command.built("procq", ["--version"]).run()
    #expect(outcome.status == 0)
    #expect(outcome.outputText == "procq 0.1.0\n")
  }

  @Test(arguments: [
    "-e, --execute", "-f, --format", "-p, --param", "--procfs", "--check", "--stats", "--self",
    "--no-header", "--raw", "--denied", "--color", "--width", "--jobs", "-q, --quiet",
    "--exit-status", "--no-rc", "--version", "-h, --help", "procq -e \"select",
  ])
  func helpNamesEveryOption(_ option: String) throws {
    let outcome = try Command.built("procq", ["--help"]).run()
    #expect(outcome.status == 0)
    #expect(outcome.outputText.contains(option))
    #expect(outcome.errors.isEmpty)
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func shellsCompleteItsOptions(_ shell: String) throws {
    let outcome = try Command.built("procq", ["--generate-completion-script", shell]).run()
    #expect(outcome.status == 0)
    #expect(outcome.outputText.contains("exit-status"))
    #expect(outcome.outputText.contains("ndjson"))
  }

  @Test func bashCompletesAFormat() throws {
    let script = try Command.built("procq", ["--generate-completion-script", "bash"]).run()
    let request = """
      COMP_WORDS=(procq --format nd) COMP_CWORD=2; _procq; echo "${COMPREPLY[@]}"
      COMP_WORDS=(procq --exit) COMP_CWORD=1; _procq; echo "${COMPREPLY[@]}"
      """
    let outcome = try Command("/bin/bash", ["-c", script.outputText + request]).run()
    #expect(outcome.outputText == "ndjson\n--exit-status\n")
  }

  @Test(
    arguments: [
      (["--frobnicate"], "error: unknown option '--frobnicate'\n"),
      (["--widt", "3"], "error: unknown option '--widt', did you mean '--width'?\n"),
      (["-e"], "error: missing value for '-e'\n"),
      (
        ["-f", "xml", "-e", "select 1"],
        "error: unknown format 'xml'\n  it is one of table, vertical, tree, json, ndjson, csv, tsv, "
          + "markdown\n"
      ),
      (
        ["--color", "sometimes"],
        "error: unknown color 'sometimes'\n  it is one of auto, always, never\n"
      ),
      (["--width", "-3"], "error: '--width' takes a whole number from 0, found '-3'\n"),
      (["--width", "--raw"], "error: missing value for '--width <n>'\n"),
      (["--jobs", "-1"], "error: '--jobs' takes a whole number from 1, found '-1'\n"),
      (["--width=-3"], "error: '--width' takes a whole number from 0, found '-3'\n"),
      (["--jobs", "0"], "error: '--jobs' takes a whole number from 1, found '0'\n"),
      (
        ["--generate-completion-script", "x"],
        "error: unknown shell 'x'\n  it is one of bash, zsh, fish\n"
      ),
      (["-qx"], "error: unknown option '-x'\n"),
      (["-q=3"], "error: the option '-q' does not take any value, but '3' was specified\n"),
      (["-p", "n"], "error: expected NAME=VALUE for a parameter, found 'n'\n"),
      (["-p", "=1"], "error: expected NAME=VALUE for a parameter, found '=1'\n"),
      (
        ["--quiet=3"],
        "error: the option '--quiet' does not take any value, but '3' was specified\n"
      ),
      (["-e", "select 1", "file"], "error: -e and the file 'file' cannot go together\n"),
      (
        ["-e", "select $n", "n=1"],
        "error: -e and the file 'n=1' cannot go together\n  a parameter is given with -p\n"
      ),
      (["select pid, name"], "error: 'select pid, name' is no file\n  a query stands after -e\n"),
      (["DESCRIBE"], "error: 'DESCRIBE' is no file\n  a query stands after -e\n"),
      (
        ["where exe like '/usr/%'"],
        "error: 'where exe like '/usr/%'' is no file\n  a query stands after -e\n"
      ),
    ] as [([String], String)])
  func wrongArgumentsAreTold(_ arguments: [String], _ message: String) throws {
    let outcome = try Command.built("procq", arguments).run()
    #expect(outcome.errorText == message)
    #expect(outcome.output.isEmpty)
    #expect(outcome.status == 2)
  }

  @Test func anUnknownOptionIsShownWithoutItsControls() throws {
    let bytes: [[UInt8]] = [Array("--\u{1b}[31m".utf8) + [0xff]]
    let outcome = try Command.built("procq").with(arguments: bytes).run()
    #expect(outcome.errorText == "error: unknown option '--\\x1b[31m\\xff'\n")
    #expect(outcome.status == 2)
  }
}
