import Execution
import ProcFS
import Schema
import TestSupport
import Testing
import Values

@testable import ProcessCatalog

/// Every column of one made-up process.
@Suite struct ColumnValueTests {
  static let text = """
    -- uptime --
    2000.50 100.00
    -- stat --
    cpu  1
    cpu0 1
    cpu1 1
    btime 1700000000
    -- meminfo --
    MemTotal:      1000000 kB
    -- sys/kernel/osrelease --
    6.18.0
    -- 1/stat --
    1 (init) S 0 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 5 0 0 0
    -- 1/comm --
    init
    -- 1/root/etc/passwd --
    admin:x:0:0::/:
    -- 1/root/etc/group --
    wheel:x:0:
    -- 42/stat --
    42 (a-name-of-15-by) S 1 40 41 34819 -1 4194560 11 12 13 14 150 250 350 450 15 -5 3 0 100050 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 17 1 7 1 3
    -- 42/statm --
    1000 250 50 20 0 300 0
    -- 42/comm --
    a-name-of-15-by
    -- 42/cmdline --
    /opt/a-name-of-15-bytes-and-more\\0--port\\080\\0
    -- 42/environ --
    HOME=/root\\0A=1\\0NOEQ\\0\\0A=2\\0=x=y\\0
    -- 42/exe -> /opt/a (deleted) --
    -- 42/cwd -> / --
    -- 42/root denied --
    -- 42/status --
    State:\tS (sleeping)
    Tgid:\t42
    PPid:\t1
    NSpid:\t42\t7\t1
    Uid:\t0\t4000000001\t0\t0
    Gid:\t0\t4000000002\t0\t0
    VmPeak:\t  100 kB
    VmPTE:\t   40 kB
    Threads:\t3
    CapEff:\t0000020000000401
    NoNewPrivs:\t1
    Seccomp:\t2
    Cpus_allowed_list:\t0-7
    voluntary_ctxt_switches:\t12
    nonvoluntary_ctxt_switches:\t34
    -- 42/smaps_rollup --
    00400000-7fff [rollup]
    Rss:    1000 kB
    Pss:     600 kB
    Private_Clean:   4 kB
    Private_Dirty: 500 kB
    Private_Hugetlb: 2048 kB
    Swap:      8 kB
    -- 42/io denied --
    -- 42/cgroup --
    1:name=systemd:/system.slice/web.service
    0::/
    -- 42/limits --
    Limit                     Soft Limit           Hard Limit           Units
    Max cpu time              unlimited            unlimited            seconds
    Max open files            1024                 524288               files
    -- 42/loginuid --
    4294967295\\
    -- 42/oom_score --
    666
    -- 42/oom_score_adj --
    -5
    -- 42/attr/current --
    /usr/bin/web (enforce)
    -- 42/wchan --
    do_select\\
    -- 42/ns/net -> net:[4026531840] --
    -- 42/fd/0 -> /dev/null --
    -- 42/fd/7 -> /dev/null --
    -- 43/stat --
    43 (kthread) S 0 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0 0
    -- 43/comm --
    kthread
    -- 43/statm --
    0 0 0 0 0 0 0
    -- 43/cmdline --
    -- 43/environ --
    """

  @Test(arguments: [
    ("pid", "42"), ("ppid", "1"), ("comm", "'a-name-of-15-by'"), ("status", "'sleeping'"),
    ("kernel", "false"), ("started", "at 1700001000.5"), ("age", "1000.0 s"),
    ("terminal", "'/dev/pts/3'"), ("session", "41"), ("pgrp", "40"), ("tpgid", "null"),
    ("nice", "-5"), ("priority", "15"), ("policy", "1"), ("rt_priority", "7"), ("cpu_num", "1"),
    ("num_threads", "3"), ("name", "'a-name-of-15-bytes-and-more'"), ("exe", "'/opt/a (deleted)'"),
    ("cwd", "'/'"), ("root", "denied root"),
    ("cmdline", "['/opt/a-name-of-15-bytes-and-more', '--port', '80']"),
    ("args", "'/opt/a-name-of-15-bytes-and-more --port 80'"), ("uid", "0"), ("euid", "4000000001"),
    ("user", "'admin'"), ("euser", "'4000000001'"), ("group", "'wheel'"),
    ("egroup", "'4000000002'"),
    ("loginuid", "null"), ("rss", "1024000 bytes"), ("vms", "4096000 bytes"),
    ("shared", "204800 bytes"), ("memory_percent", "0.1"), ("uss", "2613248 bytes"),
    ("pss", "614400 bytes"), ("swap", "8192 bytes"), ("ksm", "null"),
    ("peak_vms", "102400 bytes"), ("page_tables", "40960 bytes"), ("pinned", "null"),
    ("cpu_time", "4.0 s"), ("cpu_user", "1.5 s"), ("children_system", "4.5 s"),
    ("iowait", "0.03 s"), ("minor_faults", "11"), ("major_faults", "13"),
    ("voluntary_switches", "12"), ("cpu_affinity", "[0, 1]"), ("read_count", "denied io"),
    ("env", "{HOME: '/root', A: '1', : 'x=y'}"), ("cgroup", "'/system.slice/web.service'"),
    ("container", "null"), ("unit", "'web.service'"), ("slice", "'system.slice'"),
    ("net_ns", "4026531840"), ("pid_ns", "null"), ("num_fds", "2"), ("oom_score", "666"),
    ("oom_score_adj", "-5"), ("seccomp", "2"), ("no_new_privs", "true"),
    ("cap_effective", "['cap_chown', 'cap_net_bind_service', '41']"),
    ("limits", "{cpu: null, nofile: 1024}"), ("hard_limits", "{cpu: null, nofile: 524288}"),
    ("wchan", "'do_select'"), ("since_boot", "1000.5 s"), ("ns_pid", "1"),
    ("io_priority", "null"), ("security_label", "'/usr/bin/web (enforce)'"),
  ])
  func valueIs(name: String, expected: String) throws {
    let machine = try Machine(Self.text)
    #expect(try machine.text(name, machine.row(42)) == expected)
  }

  @Test(arguments: [
    ("kernel", "true"), ("rss", "0 bytes"), ("uss", "null"), ("env", "null"), ("exe", "null"),
    ("cmdline", "[]"), ("args", "null"), ("uid", "null"), ("terminal", "null"),
    ("name", "'kthread'"), ("ns_pid", "null"), ("security_label", "null"),
  ])
  func valueOfAKernelThreadIs(name: String, expected: String) throws {
    let machine = try Machine(Self.text)
    #expect(try machine.text(name, machine.row(43)) == expected)
  }

  @Test func everySourceTellsTheSame() throws {
    let machine = try Machine(Self.text)
    let row = try machine.row(42)
    for column in machine.processes.columns {
      let values = column.sources.filter(machine.snapshot.capabilities.allow).map {
        row.value($0.reader).shown
      }
      #expect(Set(values).count == 1, "\(column.name): \(values)")
    }
  }

  @Test func environmentIsLookedUpByExactName() throws {
    let machine = try Machine(Self.text)
    guard case .map(let map) = try machine.value("env", machine.row(42)) else {
      Issue.record("no map")
      return
    }
    #expect(map.value(for: "A")?.shown == "'1'")
    #expect(map.value(for: "a") == nil)
    #expect(map.value(for: "NOEQ") == nil)
    #expect(map.value(for: "")?.shown == "'x=y'")
    #expect(map.count == 3)
  }

  @Test func readsAndRefusalsAreCountedInOrder() throws {
    let machine = try Machine(Self.text)
    for row in try machine.rows() {
      for name in ["comm", "rss", "uss", "read_count"] where try machine.text("pid", row) == "42" {
        _ = try machine.value(name, row)
      }
      #expect(!row.isGone)
    }
    let statistics = machine.snapshot.statistics
    #expect(statistics.processes == 3)
    #expect(statistics.reads.map(\.name) == ["statm", "comm", "smaps_rollup"])
    #expect(statistics.reads.map(\.count) == [1, 1, 1])
    #expect(statistics.denied.map(\.name) == ["io"])
    #expect(statistics.vanished == 0)
  }

  @Test func memoryPercentIsAFunctionToo() throws {
    let machine = try Machine(Self.text)
    let function = try #require(machine.source.schema.function(named: "memory_percent"))
    let call = { (argument: Value) in
      function.strictly([argument]) { machine.snapshot.value(of: function.name, $0) }.shown
    }
    #expect(call(.size(10_240_000)) == "1.0")
    #expect(call(.null) == "null")
    #expect(function.schema.resultType(of: [.size]) == .returns(.real))
    #expect(
      function.schema.resultType(of: [.text]) == .mismatch(argument: 0, expected: "a size"))
  }
}
