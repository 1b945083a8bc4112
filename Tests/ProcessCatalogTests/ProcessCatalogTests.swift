import Binding
import ProcFS
import Schema
import Testing

@testable import ProcessCatalog

/// What holds of every column, whichever they are.
@Suite struct ColumnConventionTests {
  let tables = ProcessCatalog.schema.tables

  @Test func namesAreUniqueAndPlain() {
    for table in tables {
      let names = table.columns.flatMap { [$0.name] + $0.aliases } + table.relations.map(\.name)
      #expect(Set(names).count == names.count, "\(table.name): \(duplicates(of: names))")
      for name in names {
        #expect(name.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil, "\(name)")
      }
    }
  }

  @Test func summariesAreOneSentence() {
    for table in tables {
      let summaries =
        [table.summary] + table.columns.map(\.summary) + table.relations.map(\.summary)
      for summary in summaries {
        #expect(summary.count <= 100, "\(summary)")
        #expect(summary.last == "." && !summary.dropLast().contains(". "), "\(summary)")
        #expect(summary.first?.isUppercase == true || summary.first?.isLetter == true, "\(summary)")
      }
    }
  }

  @Test func everyColumnHasAPlaceAndASource() {
    for table in tables {
      for column in table.columns {
        // What every machine has, and first of all.
        let usual = column.sources.prefix { $0.requirement == nil }
        #expect(!usual.isEmpty, "\(column.name)")
        #expect(
          usual.count == column.sources.count { $0.requirement == nil }, "\(column.name)")
        let costs = usual.map(\.access.cost)
        #expect(costs == costs.sorted(), "\(column.name)")
      }
      for name in table.summaryColumns {
        #expect(
          table.columns.contains { $0.name == name } || (name == "pid" && table.isOfProcesses),
          "\(name)")
      }
    }
  }

  private static let groups = [
    "identity": """
    pid ppid comm status kernel started age since_boot terminal session pgrp tpgid nice \
    priority policy rt_priority io_priority cpu_num num_threads name exe exe_deleted cwd root \
    cmdline args
    """,
    "ids": "uid suid fsuid gid sgid fsgid user group euid egid euser egroup loginuid",
    "memory": """
    rss vms shared text lib data dirty memory_percent uss pss swap pss_anon pss_file pss_shmem \
    pss_dirty swap_pss shared_clean shared_dirty private_clean private_dirty referenced \
    anonymous ksm lazy_free anon_huge_pages shared_hugetlb private_hugetlb locked peak_rss \
    peak_vms rss_anon rss_file rss_shmem hugetlb vm_swap stack page_tables pinned
    """,
    "cpu": """
    cpu_time cpu_user cpu_system children_user children_system iowait minor_faults \
    major_faults voluntary_switches involuntary_switches cpu_affinity cpu_percent cpu_share
    """,
    "io": """
    read_count write_count read_bytes write_bytes read_chars write_chars cancelled_write_bytes \
    read_rate write_rate
    """,
    "env": "env",
    "place": """
    cgroup container unit slice user_unit ns_pid pid_ns mnt_ns net_ns user_ns uts_ns ipc_ns \
    cgroup_ns \
    time_ns
    """,
    "other": """
    num_fds oom_score oom_score_adj seccomp no_new_privs cap_effective limits hard_limits \
    security_label wchan tracer_pid
    """,
  ]

  @Test func processesHaveTheColumnsOfTheDesignInItsOrder() throws {
    let processes = try #require(tables.first)
    #expect(processes.name == "processes")
    for (group, names) in Self.groups {
      #expect(
        processes.columns.filter { $0.group == group }.map(\.name)
          == names.split(separator: " ").map(String.init))
    }
    #expect(processes.columns.allSatisfy { Self.groups.keys.contains($0.group) })
  }

  @Test(arguments: [
    "threads": """
    tid comm status cpu_time cpu_user cpu_system cpu_num nice priority voluntary_switches \
    involuntary_switches cpu_percent
    """,
    "files": """
    fd path kind deleted position flags mode size allocated inode device_number links watches
    """,
    "maps": """
    start end perms offset device inode path deleted size rss pss uss swap shared_clean \
    shared_dirty private_clean private_dirty referenced anonymous locked flags
    """,
    "sockets": """
    fd family type local_address local_port remote_address remote_port state inode path protocol \
    receive_queue send_queue bytes_sent bytes_received rtt retransmits
    """,
    "environ": "key value",
    "disks": """
    name partition read_count write_count read_bytes write_bytes read_time write_time \
    read_merged_count write_merged_count busy_time in_flight weighted_time discard_count \
    discard_merged_count discard_bytes discard_time flush_count flush_time busy_percent \
    read_rate write_rate
    """,
    "memory": """
    total available percent used free active inactive buffers cached shared slab
    """,
    "swap": "total used free percent swapped_in swapped_out",
    "cpus": """
    cpu user nice system idle iowait irq softirq steal guest guest_nice frequency core \
    package frequency_min frequency_max busy_percent
    """,
    "mounts":
      "device mountpoint fstype options total used free percent real inodes_total inodes_free",
    "interfaces": """
    name bytes_sent bytes_received packets_sent packets_received errors_in errors_out drops_in \
    drops_out up mtu speed mac addresses networks flags duplex receive_rate send_rate
    """,
    "users": "name terminal host started pid",
    "system": """
    hostname os kernel architecture boot_time uptime cpu_count load_1 load_5 load_15 processes \
    context_switches interrupts soft_interrupts procs_running procs_blocked cores pressure_cpu \
    pressure_memory pressure_io memory_limit
    """,
    "cgroups": """
    path memory_current memory_peak memory_max memory_high swap_current swap_max pids_current \
    pids_max cpu_time cpu_quota throttled_time oom_kills processes pressure_cpu pressure_memory \
    pressure_io memory_percent cpu_percent container unit
    """,
  ])
  func otherTablesHaveTheColumnsOfTheDesignInItsOrder(name: String, columns: String) throws {
    let table = try #require(tables.first { $0.name == name })
    #expect(table.columns.map(\.name) == columns.split(separator: " ").map(String.init))
    #expect(table.columns.allSatisfy { $0.group == name })
  }

  @Test func everyAccessIsMadeOnce() {
    let all = ProcessCatalog.schema.accesses
    #expect(Set(all).count == all.count)
    #expect(all.map(\.id.index) == Array(all.indices))
    // A file, and a line of it: the same name twice. What version 2 tells in one file is two.
    let apart = all.filter { Accesses.countedFile(of: $0.id) != .groupThrottling }
    let names = Dictionary(grouping: apart, by: \.name)
    #expect(names.values.allSatisfy { Set($0.map { $0.cost == .known }).count == $0.count })
    for table in tables {
      for access in table.columns.flatMap(\.sources).map(\.access)
        + table.relations.map(\.access)
      {
        let known = ProcessCatalog.schema[access.id]
        #expect(known.name == access.name && known.cost == access.cost, "\(access.name)")
      }
    }
  }

  @Test func keysBoundsAndRelationsNameWhatIsThere() {
    for table in tables {
      let names = table.columns.map(\.name)
      #expect(table.key.allSatisfy(names.contains), "\(table.name)")
      if case .scanned(let lookUp?) = table.rows { #expect(names.contains(lookUp.column)) }
      for bound in table.columns.compactMap(\.bound) {
        #expect(names.contains(bound.column) && bound.terms.allSatisfy(names.contains))
      }
      for (index, relation) in table.relations.enumerated() {
        #expect(relation.id == RelationID(index))
        let target = tables.first { $0.name == relation.table }
        #expect(target != nil, "\(relation.name)")
        if case .equal(let own, let other) = relation.path {
          #expect(names.contains(own), "\(relation.name)")
          #expect(target?.columns.contains { $0.name == other } ?? false, "\(relation.name)")
        }
      }
    }
  }

  /// What a part goes by hides its owner's column of that name: a thread has a name of its own.
  @Test func aliasesOfPartsHideNothingElse() throws {
    let processes = try #require(tables.first)
    let hidden = tables.filter(\.isOfProcesses).flatMap { table in
      table.columns.flatMap(\.aliases).filter { processes.column(named: $0, orAlias: false) != nil }
        .map { "\(table.name).\($0)" }
    }
    #expect(hidden == ["threads.name"])
  }

  private func duplicates(of names: [String]) -> [String] {
    Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
  }
}

extension TableSchema {
  /// Its rows are parts of processes.
  fileprivate var isOfProcesses: Bool {
    if case .related("processes", let relation) = rows { relation == name } else { false }
  }
}
