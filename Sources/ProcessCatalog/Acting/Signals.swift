import Glibc
import Schema

extension ProcessActions {
  /// All that the kernel has: those with names of their own, and those for programs' own use. 32 and 33,
  /// which the C library takes for itself, are left out.
  static var signals: [SignalSchema] {
    named.sorted { $0.number < $1.number } + (firstRealTime...lastRealTime).map(realTime)
  }

  /// As this machine numbers them.
  private static let named: [SignalSchema] = [
    SignalSchema(SIGHUP, "HUP", "Its terminal has gone: it ends, or reads its settings again."),
    SignalSchema(SIGINT, "INT", "It is interrupted, as by Ctrl-C, and ends."),
    SignalSchema(SIGQUIT, "QUIT", "It ends and leaves a core dump, as by Ctrl-\\."),
    SignalSchema(SIGILL, "ILL", "It has run an illegal instruction: it ends with a core dump."),
    SignalSchema(SIGTRAP, "TRAP", "It has come to a breakpoint: it ends with a core dump."),
    SignalSchema(
      SIGABRT, "ABRT", synonyms: ["IOT"], "It has given itself up: it ends with a core dump."),
    SignalSchema(SIGBUS, "BUS", "It has used memory that is not there: it ends with a core dump."),
    SignalSchema(SIGFPE, "FPE", "It has divided by zero or the like: it ends with a core dump."),
    SignalSchema(SIGKILL, "KILL", "It ends at once, whatever it does about it."),
    SignalSchema(SIGUSR1, "USR1", "What it means is the program's affair; else it ends."),
    SignalSchema(
      SIGSEGV, "SEGV", "It has used memory that is not its own: it ends with a core dump."),
    SignalSchema(SIGUSR2, "USR2", "What it means is the program's affair; else it ends."),
    SignalSchema(SIGPIPE, "PIPE", "Nobody reads what it writes into a pipe: it ends."),
    SignalSchema(SIGALRM, "ALRM", "The time that it has set has come: it ends."),
    SignalSchema(SIGTERM, "TERM", "It is asked to end, and may clear up before."),
    SignalSchema(
      SIGSTKFLT, "STKFLT", "Its coprocessor's stack is at fault: it ends; Linux never sends it."),
    SignalSchema(SIGCHLD, "CHLD", synonyms: ["CLD"], "A child has ended or stopped: it goes on."),
    SignalSchema(SIGCONT, "CONT", "It goes on, if it was stopped."),
    SignalSchema(SIGSTOP, "STOP", "It stops until CONT, whatever it does about it."),
    SignalSchema(SIGTSTP, "TSTP", "It stops until CONT, as by Ctrl-Z."),
    SignalSchema(
      SIGTTIN, "TTIN", "It reads its terminal from the background: it stops until CONT."),
    SignalSchema(
      SIGTTOU, "TTOU", "It writes to its terminal from the background: it stops until CONT."),
    SignalSchema(SIGURG, "URG", "Urgent data has come at a socket: it goes on."),
    SignalSchema(SIGXCPU, "XCPU", "It has used its processor time up: it ends with a core dump."),
    SignalSchema(SIGXFSZ, "XFSZ", "A file has reached its limit: it ends with a core dump."),
    SignalSchema(SIGVTALRM, "VTALRM", "It has run for as long as it has set: it ends."),
    SignalSchema(SIGPROF, "PROF", "A profiler's time has come: it ends."),
    SignalSchema(SIGWINCH, "WINCH", "The size of its terminal has changed: it goes on."),
    SignalSchema(SIGIO, "IO", synonyms: ["POLL"], "A file is ready: it ends."),
    SignalSchema(SIGPWR, "PWR", "The power fails: it ends."),
    SignalSchema(
      SIGSYS, "SYS", synonyms: ["UNUSED"],
      "It has made a bad system call: it ends with a core dump."),
  ]

  private static let firstRealTime: Int32 = 34
  private static let lastRealTime: Int32 = 64

  /// By its distance from the nearer end, as bash and kill(1) list them; the other way is a synonym.
  private static func realTime(_ number: Int32) -> SignalSchema {
    let (above, below) = (number - firstRealTime, lastRealTime - number)
    let upwards = above == 0 ? "RTMIN" : "RTMIN+\(above)"
    let downwards = below == 0 ? "RTMAX" : "RTMAX-\(below)"
    let isNearFirst = above <= below
    return SignalSchema(
      number, isNearFirst ? upwards : downwards, synonyms: [isNearFirst ? downwards : upwards],
      "What it means is the program's affair; else it ends.")
  }
}
