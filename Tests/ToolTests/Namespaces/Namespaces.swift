import TestSupport

/// Runs scripts in namespaces of their own, where what they mount and set up ends with them.
enum Namespaces {
  private static let unshare = "/usr/bin/unshare"

  /// Whether we may make those of mounts, of networks and of clocks. Not where the tests run
  /// without root's rights.
  static let areAllowed = works(["-m", "-n", "-T", "--boottime", "1", "--fork"], "true")
  /// Whether interfaces can be made in one of networks.
  static let haveInterfaces = works(["-n"], "ip link add name a type veth peer name b")
  /// Whether those of pids can be made.
  static let haveInnerPids = works(["-p", "--fork", "-m", "--mount-proc"], "true")

  private static func works(_ options: [String], _ script: String) -> Bool {
    (try? run(options, script))?.status == 0
  }

  /// Runs a script of sh, in which `procq` is the program under test, and `$folder` an empty
  /// folder.
  static func run(
    _ options: [String], _ script: String
  ) throws -> (output: String, errors: String, status: Int32) {
    let folder = try ProcFixture("", pageSize: nil)
    let procq = Command.built("procq").program
    let begin = "set -e\nprocq() { '\(procq)' \"$@\"; }\nfolder='\(folder.root)'\n"
    var command = Command(unshare, options + ["/bin/sh", "-c", begin + script])
    command.environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin"
    command.environment["TZ"] = "UTC"
    let outcome = try command.run()
    return (outcome.outputText, outcome.errorText, outcome.status)
  }
}
