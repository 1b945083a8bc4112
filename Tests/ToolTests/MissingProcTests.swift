import Glibc
import TestSupport
import Testing

/// A way to have no /proc, as in a chroot or in a container that was made small.
private enum Absence: String, CaseIterable {
  case unmounted = """
    while umount -l /proc 2>/dev/null; do :; done
    exec "$@"
    """
  case empty = "mount -t tmpfs none /proc; exec \"$@\""
  /// A root that is as ours, but for that.
  case missing = """
    mount -t tmpfs none /mnt
    for entry in /*; do
      case $entry in /proc|/mnt) continue;; esac
      if [ -L $entry ]; then cp -a $entry /mnt$entry
      elif [ -d $entry ]; then mkdir /mnt$entry; mount --rbind $entry /mnt$entry; fi
    done
    PATH=$PATH:/usr/sbin:/sbin exec chroot /mnt "$@"
    """

  /// The program where it is so.
  func command(_ words: [String], program: String = Command.built("procq").program) -> Command {
    let shell = ["/bin/sh", "-c", rawValue, "sh", program]
    return Command(
      "/usr/bin/unshare", ["--mount", "--propagation", "private"] + shell + words)
  }

  static let isPossible = allCases.allSatisfy { absence in
    let trial = absence.command(["-c", "test ! -e /proc/self"], program: "/bin/sh")
    return (try? trial.run())?.status == 0
  }
}

@Suite(.enabled(if: Absence.isPossible, "only root can take /proc away"))
struct MissingProcTests {
  @Test(arguments: Absence.allCases)
  fileprivate func argumentsAreReadAllTheSame(_ absence: Absence) throws {
    let unknown = try absence.command(["--nonsense"]).run()
    #expect(unknown.errorText == "error: unknown option '--nonsense'\n")
    #expect(unknown.status == 2)
    #expect(try absence.command(["--version"]).run().outputText.hasPrefix("procq "))
    #expect(try absence.command(["--help"]).run().outputText.contains("USAGE"))
    #expect(try absence.command(["-fcsv", "-e", "select 7 as x", "--nonsense"]).run().status == 2)
  }

  @Test(arguments: Absence.allCases)
  fileprivate func theyAreTheBytesThatWereGiven(_ absence: Absence) throws {
    let server = try ProcFixture(named: "small-server")
    var command = absence.command(["--procfs", server.root, "-fcsv", "-e"])
    command.arguments.append(Array("select '".utf8) + [0xff, 0xfe] + Array("' as x".utf8))
    #expect(try command.run().output == Array("x\n".utf8) + [0xff, 0xfe, 0x0a])
  }

  /// Nothing of standard input is run in place of what the arguments ask for.
  @Test(arguments: Absence.allCases)
  fileprivate func nothingIsFound(_ absence: Absence) throws {
    var command = absence.command(["-q", "-e", "where name = 'nosuch'"])
    command.input = .bytes(Array("select 7".utf8))
    let outcome = try command.run()
    #expect(outcome.output.isEmpty)
    #expect(outcome.status == 1)
  }

  @Test(arguments: Absence.allCases)
  fileprivate func anotherRootCanBeAsked(_ absence: Absence) throws {
    let server = try ProcFixture(named: "small-server")
    let words = ["--procfs", server.root, "-fcsv", "-e", "select name, uss where pid = 1"]
    let outcome = try absence.command(words).run()
    #expect(outcome.outputText == (try Command.built("procq", words).run()).outputText)
    #expect(outcome.outputText.hasPrefix("name,uss\nsystemd,"))
    #expect(outcome.status == 0)
  }

  @Test(arguments: Absence.allCases)
  fileprivate func itIsToldThatThereIsNone(_ absence: Absence) throws {
    let reason =
      switch absence {
      case .unmounted, .empty: "it holds nothing of /proc"
      case .missing: "No such file or directory"
      }
    for words in [["-e", "select pid"], ["-q", "-e", "select pid"], ["-e", "select 7"]] {
      let outcome = try absence.command(words).run()
      #expect(outcome.errorText == "error: cannot read '/proc': \(reason)\n")
      #expect(outcome.output.isEmpty)
      #expect(outcome.status == 1)
    }
  }
}
