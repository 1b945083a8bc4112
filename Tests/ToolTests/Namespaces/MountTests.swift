import TestSupport
import Testing

/// What is told of a machine that hides or covers some of itself.
@Suite(.enabled(if: Namespaces.areAllowed, "namespaces are not to be had"))
struct MountTests {
  private static let mounts = ["-m", "--propagation", "private"]

  private func run(_ script: String) throws -> (output: String, errors: String, status: Int32) {
    try Namespaces.run(Self.mounts, script)
  }

  @Test func aCoveredMountHasNoFigures() throws {
    let found = try run(
      """
      mkdir $folder/a
      mount -t tmpfs -o size=8m first $folder/a
      mkdir $folder/a/sub
      mount -t tmpfs -o size=16m below $folder/a/sub
      mount -t tmpfs -o size=24m second $folder/a
      mkdir $folder/a/sub
      procq --no-header -fcsv -e "select device, total, used, free, percent from mounts
        where starts_with(mountpoint, '$folder')"
      """)
    #expect(found.errors == "")
    #expect(found.output == "first,,,,\nbelow,,,,\nsecond,25165824,0,25165824,0\n")
  }

  @Test func theProcessorsOfAContainersStatAreNotBelieved() throws {
    let found = try run(
      """
      printf 'cpu 1 0 1 1\\ncpu77 1 0 1 1\\nbtime 100\\n' > $folder/stat
      mount --bind $folder/stat /proc/stat
      sleep 600 & child=$!
      trap 'kill $child' EXIT
      procq --no-header -ftsv -e "select length(cpu_affinity) > 0, 77 in cpu_affinity
        where pid = $child" -e "select cpu_count from system"
      getconf _NPROCESSORS_ONLN
      """)
    let lines = found.output.split(separator: "\n")
    #expect(lines.first == "true\tfalse")
    #expect(lines.count == 3 && lines[1] == lines[2])
  }

  @Test func whatSubsetHidesIsDenied() throws {
    let note = "note: /proc is mounted with subset=pid, which hides what tells of the machine\n"
    let mount = "mount -t proc -o subset=pid proc /proc\n"
    let process = try run(
      mount
        + "procq --no-header -fcsv --denied '?' -e 'select age > 0s, memory_percent where pid = 1'"
    )
    #expect(process.output == "true,?\n")
    #expect(process.errors == note + "note: memory_percent of 1 row may not be read\n")
    let memory = try run(
      mount + "procq --no-header -fcsv --denied '?' -e 'select total, percent from memory'")
    #expect(memory.output == "?,?\n" && memory.errors.hasPrefix(note))
    for table in ["disks", "cpus"] {
      let found = try run(mount + "procq --no-header -fcsv -e 'from \(table)'")
      #expect(found.output == "" && found.errors.contains(note), "\(table)")
    }
    let test = try run(
      mount + "procq --no-header -fcsv -e 'select pid where pid = 1 and memory_percent > 1'")
    #expect(
      test.output == "" && test.errors.contains("1 of 1 process could not be judged: meminfo"))
    let quiet = try run(mount + "procq --no-header -fcsv -e 'select count(*) > 0 where pid = 1'")
    #expect(quiet.output == "true\n" && quiet.errors == "")
  }

  @Test(arguments: ["1", "2", "4"])
  func whatHidepidHidesIsSaid(value: String) throws {
    let found = try run(
      """
      mount -t proc -o hidepid=\(value) proc /proc
      setpriv --reuid 65534 --regid 65534 --clear-groups --bounding-set -all \
        '\(Command.built("procq").program)' -fcsv -e 'select count(name) where pid = 1'
      """)
    guard found.status == 0 else { return }
    #expect(
      found.errors.contains("hidden by the mount option hidepid")
        || found.errors.contains("may not be read"))
  }

  private static let session = """
    mount -t tmpfs none /run
    mkdir -p /run/systemd/sessions
    cd /run/systemd/sessions
    printf 'USER=ann\\nSTATE=active\\nCLASS=user\\nTTY=pts/3\\nLEADER=77\\nREALTIME=2000000\\n' > 5
    printf 'USER=gdm\\nSTATE=online\\nCLASS=greeter\\nLEADER=78\\n' > c1
    printf 'USER=ann\\nSTATE=closing\\nCLASS=user\\nLEADER=79\\n' > 6
    mkfifo 5.ref

    """

  @Test func loginsWithoutUtmpAreThoseOfLogind() throws {
    let query = "procq --no-header -fcsv -e 'select name, terminal, host, pid from users'"
    let found = try run(Self.session + query)
    #expect(found.output == "ann,pts/3,,77\n" && found.errors == "")
    let empty = try run(Self.session + "touch /run/utmp\n" + query)
    #expect(empty.output == "ann,pts/3,,77\n" && empty.errors == "")
  }

  @Test func aMachineWithoutLoginRecordsSaysSo() throws {
    let found = try run(
      "mount -t tmpfs none /run\nprocq --no-header -fcsv -e 'from users'")
    #expect(found.output == "" && found.status == 0)
    #expect(
      found.errors == "note: nothing is known of users: "
        + "this machine keeps neither utmp nor sessions of logind\n")
  }
}
