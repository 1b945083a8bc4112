import Glibc
import TestSupport

/// Runs scripts of sh that make control groups of version 1, which are removed when they end.
enum PlantedGroups {
  private static let top = "/sys/fs/cgroup"

  static let arePossible =
    geteuid() == 0 && (try? run("group memory cpu cpuacct pids"))?.status == 0

  /// `group CONTROLLER…` makes `$group` in their hierarchies, `limit CONTROLLER FILE
  /// VALUE` writes, `inside CONTROLLER… -- COMMAND` goes there and becomes the command.
  static func run(
    _ script: String
  ) throws -> (output: String, errors: String, status: Int32) {
    let procq = Command.built("procq").program
    // The tests do without the right to pass over modes, and version 1's top may be written by nobody.
    let begin = """
      set -e
      top=\(top); group=procq-test-$$; procq='\(procq)'; made=
      procq() { "$procq" -fcsv --no-header "$@"; }
      change() {
        mode=$(stat -c %a $top/$2)
        chmod u+w $top/$2
        $1 $top/$2/$group || { chmod $mode $top/$2; return 1; }
        chmod $mode $top/$2
      }
      group() { for c in $*; do change mkdir $c; made="$made $c"; done; }
      limit() { echo $3 > $top/$1/$group/$2; }
      inside() {
        while [ $1 != -- ]; do sh -c 'echo $PPID' > $top/$1/$group/cgroup.procs; shift; done
        shift
        exec "$@"
      }
      clean() {
        for c in $made; do
          for pid in $(cat $top/$c/$group/cgroup.procs); do kill -9 $pid; done
        done
        wait
        for c in $made; do
          while [ -d $top/$c/$group ]; do change rmdir $c || sleep 0.05; done
        done
      } 2> /dev/null
      trap 'set +e; clean' EXIT

      """
    let outcome = try Command("/bin/sh", ["-c", begin + script]).run()
    return (outcome.outputText, outcome.errorText, outcome.status)
  }
}
