import TestSupport
import Testing

/// The first process of a namespace of pids is 1 there, whatever it is elsewhere.
@Suite(.enabled(if: Namespaces.haveInnerPids, "namespaces of pids are not to be had"))
struct InnerPidTests {
  private func row(_ options: [String], _ script: String) throws -> String {
    let found = try Namespaces.run(options, script)
    #expect(found.errors == "")
    return found.output
  }

  @Test func fromOutsideBothAreTold() throws {
    let script = """
      unshare -p --fork sleep 600 & outer=$!
      # Whose child is killed says so before it ends.
      trap 'kill -9 $outer $inner' EXIT
      until inner=$(cat /proc/$outer/task/$outer/children) && [ "$inner" ]; do sleep 0.01; done
      inner=${inner% }
      procq -fcsv --no-header -e "select pid = $inner, ns_pid from processes where pid = $inner"
      """
    #expect(try row(["-m"], script) == "true,1\n")
  }

  @Test func fromInsideTheyAreOne() throws {
    let script = "procq -fcsv --no-header -e 'select pid, ns_pid, io_priority exists where pid = 1'"
    #expect(try row(["-p", "--fork", "-m", "--mount-proc"], script) == "1,1,true\n")
  }

  /// There the pids of /proc are not those by which the system is called.
  @Test func byAProcOfAnotherNamespaceNoCallIsMade() throws {
    let script = """
      procq -fcsv --no-header -e 'select count(*) > 0, count(io_priority), count(cpu_time) > 0'
      """
    #expect(try row(["-p", "--fork"], script) == "true,0,true\n")
  }
}
