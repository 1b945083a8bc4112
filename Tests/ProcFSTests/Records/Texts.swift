/// Texts as the kernel writes them.
enum Texts {
  static func stat(
    name: String, state: String = "S", flags: Int = 0x400100, threads: Int = 3
  ) -> String {
    "4242 (\(name)) \(state) 1 4240 4241 34816 -1 \(flags) 133 1 5 2 110 120 130 140 15 -5 "
      + "\(threads) 0 98765 1000 200 18446744073709551615 1 2 3 4 5 0 0 0 0 0 0 0 17 1 0 0 7 0 0 "
      + "0 0 0 0 0 0 0 0\n"
  }

  static let statm = "19084 383 352 1 0 2171 0\n"

  static let status = """
    Name:\ta\\nb
    Umask:\t0022
    State:\tS (sleeping)
    Tgid:\t4242
    Pid:\t4242
    PPid:\t1
    Uid:\t1000\t1001\t1002\t4294967295
    Gid:\t100\t100\t100\t100
    Groups:\t4 24 27
    VmPeak:\t    2928 kB
    VmHWM:\t    1688 kB
    VmSwap:\t       0 kB
    HugetlbPages:\t    2048 kB
    x86_Thread_features:\t
    Threads:\t1
    CapEff:\t0000000100000001
    NoNewPrivs:\t1
    Seccomp:\t2
    Cpus_allowed_list:\t0-1,3,8-9
    voluntary_ctxt_switches:\t12
    nonvoluntary_ctxt_switches:\t34

    """

  static let rollup = """
    55f0c8a00000-7ffd1e5fe000 ---p 00000000 00:00 0                          [rollup]
    Rss:                1356 kB
    Pss:                 200 kB
    Pss_Dirty:            96 kB
    Shared_Clean:       1256 kB
    Private_Clean:         4 kB
    Private_Dirty:        96 kB
    SomethingNew:         17 kB
    Shared_Hugetlb:        0 kB
    Private_Hugetlb:    4096 kB
    Swap:                 16 kB
    SwapPss:               8 kB
    Locked:                0 kB

    """

  static let limits = """
    Limit                     Soft Limit           Hard Limit           Units
    Max cpu time              unlimited            unlimited            seconds
    Max stack size            8388608              unlimited            bytes
    Max open files            1024                 524288               files
    Max address space         unlimited            unlimited            bytes
    Max of something new      1                    2                    things
    Max nice priority         0                    0
    Max realtime timeout      unlimited            unlimited            us

    """

  static let environ = "PATH=/bin\0HOME=/root\0ODD\0\0=a=b\0"

  static let cgroup = """
    9:name=systemd:/system.slice/web.service
    4:memory:/a:b
    0::/

    """
}

extension Sequence<UInt8> {
  var array: [UInt8] { Array(self) }
}

/// What a parser makes of a text; `#expect` takes no span.
func parsed<Record>(_ text: String, _ parse: (Span<UInt8>) -> Record) -> Record {
  parse(text.utf8.array.span)
}
