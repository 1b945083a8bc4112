import ProcFS
import Schema

// The words that columns of text are taken from, and what other programs call them.

extension Vocabulary {
  /// Of processes and threads, in psutil's words; ps, top and the kernel write letters.
  static let states = Vocabulary.closed(
    ProcessState.named.compactMap(\.word),
    synonyms: [
      Synonym("R", "running"), Synonym("S", "sleeping"), Synonym("D", "disk-sleep"),
      Synonym("T", "stopped"), Synonym("t", "tracing-stop"), Synonym("Z", "zombie"),
      Synonym("X", "dead"), Synonym("x", "dead"), Synonym("K", "wake-kill"),
      Synonym("W", "waking"), Synonym("P", "parked"), Synonym("I", "idle"),
      Synonym("runnable", "running"), Synonym("interruptible", "sleeping"),
      Synonym("uninterruptible", "disk-sleep"), Synonym("uninterruptible sleep", "disk-sleep"),
      Synonym("blocked", "disk-sleep"), Synonym("traced", "tracing-stop"),
      Synonym("suspended", "stopped"), Synonym("defunct", "zombie"), Synonym("exited", "dead"),
    ])

  /// Of open files; lsof's TYPE and find's -type.
  static let fileKinds = Vocabulary.closed(
    FileKind.self,
    synonyms: [
      Synonym("fifo", "pipe"), Synonym("p", "pipe"), Synonym("folder", "directory"),
      Synonym("d", "directory"), Synonym("reg", "file"), Synonym("regular", "file"),
      Synonym("regular file", "file"), Synonym("f", "file"), Synonym("chr", "device"),
      Synonym("char", "device"), Synonym("character", "device"), Synonym("c", "device"),
      Synonym("blk", "device"), Synonym("block", "device"), Synonym("b", "device"),
      Synonym("tty", "device"), Synonym("s", "socket"), Synonym("unix", "socket"),
      Synonym("IPv4", "socket"), Synonym("IPv6", "socket"), Synonym("inet", "socket"),
      Synonym("tcp", "socket"), Synonym("udp", "socket"), Synonym("netlink", "socket"),
      Synonym("a_inode", "anon"), Synonym("anon_inode", "anon"), Synonym("anonymous", "anon"),
      Synonym("eventfd", "anon"), Synonym("eventpoll", "anon"), Synonym("epoll", "anon"),
      Synonym("inotify", "anon"), Synonym("timerfd", "anon"), Synonym("signalfd", "anon"),
      Synonym("pidfd", "anon"), Synonym("symlink", "link"), Synonym("l", "link"),
      Synonym("ns", "namespace"), Synonym("nsfs", "namespace"),
    ])

  /// Of open files, in psutil's words; lsof's and open(2)'s.
  static let openModes = Vocabulary.closed(
    OpenMode.self,
    synonyms: [
      Synonym("rw", "r+"), Synonym("wr", "r+"), Synonym("w+", "r+"), Synonym("u", "r+"),
      Synonym("O_RDWR", "r+"), Synonym("readwrite", "r+"), Synonym("rb+", "r+"),
      Synonym("read", "r"), Synonym("readonly", "r"), Synonym("ro", "r"), Synonym("rb", "r"),
      Synonym("O_RDONLY", "r"), Synonym("write", "w"), Synonym("writeonly", "w"),
      Synonym("wo", "w"), Synonym("wb", "w"), Synonym("O_WRONLY", "w"), Synonym("append", "a"),
      Synonym("O_APPEND", "a"), Synonym("ab", "a"), Synonym("ar", "a+"),
    ])

  /// Of sockets: the address family as others say it, and what tells it at once.
  static let socketFamilies = Vocabulary.closed(
    SocketFamily.self,
    synonyms: [
      Synonym("ip", "inet"), Synonym("ipv4", "inet"), Synonym("ip4", "inet"),
      Synonym("inet4", "inet"), Synonym("tcp", "inet", protocolRemark("tcp")),
      Synonym("tcp4", "inet", protocolRemark("tcp")),
      Synonym("udp", "inet", protocolRemark("udp")),
      Synonym("udp4", "inet", protocolRemark("udp")), Synonym("ipv6", "inet6"),
      Synonym("ip6", "inet6"), Synonym("tcp6", "inet6", protocolRemark("tcp")),
      Synonym("udp6", "inet6", protocolRemark("udp")), Synonym("local", "unix"),
      Synonym("AF_LOCAL", "unix"), Synonym("uds", "unix"), Synonym("nl", "netlink"),
      Synonym("raw", "packet"),
    ])

  /// Of sockets; a protocol is likely looked for by those who do not know it.
  static let socketTypes = Vocabulary.closed(
    SocketType.named.map(\.word),
    synonyms: [
      Synonym("tcp", "stream", protocolRemark("tcp")),
      Synonym("tcp4", "stream", protocolRemark("tcp")),
      Synonym("tcp6", "stream", protocolRemark("tcp")),
      Synonym("udp", "dgram", protocolRemark("udp")),
      Synonym("udp4", "dgram", protocolRemark("udp")),
      Synonym("udp6", "dgram", protocolRemark("udp")), Synonym("datagram", "dgram"),
      Synonym("str", "stream"), Synonym("dgr", "dgram"), Synonym("seq", "seqpacket"),
      Synonym("icmp", "raw"),
    ])

  /// Of TCP connections, in psutil's words; ss and netstat write some otherwise.
  static let socketStates = Vocabulary.closed(
    SocketState.words,
    synonyms: [
      Synonym("listening", "LISTEN"), Synonym("estab", "ESTABLISHED"),
      Synonym("connected", "ESTABLISHED"), Synonym("open", "ESTABLISHED"),
      Synonym("syn_received", "SYN_RECV"), Synonym("syn_rcvd", "SYN_RECV"),
      Synonym("new_syn_recv", "SYN_RECV"), Synonym("closed", "CLOSE"), Synonym("unconn", "CLOSE"),
      Synonym("unconnected", "CLOSE"), Synonym("none", "", "without a state it is null"),
    ])

  /// Of sockets, in the kernel's words; others come as modules are loaded.
  static let socketProtocols = Vocabulary.open(
    [
      "tcp", "udp", "udplite", "raw", "ping", "mptcp", "sctp", "dccp", "l2tp",
      "netlink", "packet", "vsock", "xdp",
    ],
    synonyms: [
      Synonym("tcp6", "tcp", "over IPv6 family is 'inet6'"),
      Synonym("udp6", "udp", "over IPv6 family is 'inet6'"),
      Synonym("icmp", "raw", echoRemark), Synonym("icmp6", "raw", echoRemark),
      Synonym("icmpv6", "raw", echoRemark),
    ])

  /// Of interfaces, in ethtool's words.
  static let duplexes = Vocabulary.closed(LinkTransmission.Duplex.self, synonyms: [])

  /// Of processes; the kernel may come to have more classes. Iotop and ionice's numbers.
  static let ioPriorities = Vocabulary.open(
    IOPriority.words,
    synonyms: [
      Synonym("none", "none/0", "a class with all of its levels is: io_priority like 'none/%'"),
      Synonym("best-effort", "best-effort/4", bestEffortRemark),
      Synonym("be", "best-effort/4", bestEffortRemark),
      Synonym("realtime", "realtime/4", realTimeRemark),
      Synonym("real-time", "realtime/4", realTimeRemark),
      Synonym("rt", "realtime/4", realTimeRemark),
      Synonym("be/0", "best-effort/0"), Synonym("be/1", "best-effort/1"),
      Synonym("be/2", "best-effort/2"), Synonym("be/3", "best-effort/3"),
      Synonym("be/4", "best-effort/4"), Synonym("be/5", "best-effort/5"),
      Synonym("be/6", "best-effort/6"), Synonym("be/7", "best-effort/7"),
      Synonym("rt/0", "realtime/0"), Synonym("rt/4", "realtime/4"),
      Synonym("real-time/0", "realtime/0"), Synonym("real-time/4", "realtime/4"),
    ])

  private static let bestEffortRemark =
    "a class with all of its levels is: io_priority like 'best-effort/%'"
  private static let realTimeRemark =
    "a class with all of its levels is: io_priority like 'realtime/%'"

  /// Of processes, as libcap writes them.
  static let capabilities = Vocabulary.open(Capability.names)

  private static let echoRemark =
    "a raw socket is raw, whatever its packets are; one that only asks for an echo is ping"

  private static func protocolRemark(_ name: String) -> String {
    "the protocol is a column of its own: protocol = '\(name)'"
  }

  /// The words of an enumeration, which has one for each of its cases.
  private static func closed<Word: CaseIterable & RawRepresentable>(
    _ word: Word.Type, synonyms: [Synonym]
  ) -> Vocabulary where Word.RawValue == String {
    .closed(Word.allCases.map { $0.rawValue }, synonyms: synonyms)
  }
}

extension ProcessState {
  /// All that have a name, in the order in which they are shown.
  fileprivate static let named: [ProcessState] = [
    .running, .sleeping, .diskSleep, .stopped, .tracingStop, .zombie, .dead, .wakeKill, .waking,
    .parked, .idle,
  ]

  /// psutil's word; of a letter that has none its number, and null where no letter was told.
  var word: String? {
    switch self {
    case .running: "running"
    case .sleeping: "sleeping"
    case .diskSleep: "disk-sleep"
    case .stopped: "stopped"
    case .tracingStop: "tracing-stop"
    case .zombie: "zombie"
    case .dead: "dead"
    case .wakeKill: "wake-kill"
    case .waking: "waking"
    case .parked: "parked"
    case .idle: "idle"
    case .other(let letter): letter == 0 ? nil : String(letter)
    }
  }
}
