import Execution
import Schema
import Testing
import Values

@testable import ProcessCatalog

/// What grows, what changes by itself, and what says which row it is.
@Suite struct ColumnKindTests {
  /// Without the one that has the columns of another.
  let tables = ProcessCatalog.schema.tables.filter { $0.name != "history" }

  private func names(_ table: String, _ kind: ColumnSchema.Kind) -> String {
    tables.first { $0.name == table }?.columns.filter { $0.kind == kind }.map(\.name)
      .joined(separator: " ") ?? ""
  }

  @Test(arguments: [
    "processes": """
    cpu_time cpu_user cpu_system children_user children_system iowait minor_faults major_faults \
    voluntary_switches involuntary_switches read_count write_count read_bytes write_bytes \
    read_chars write_chars cancelled_write_bytes
    """,
    "threads": "cpu_time cpu_user cpu_system voluntary_switches involuntary_switches",
    "files": "", "maps": "", "sockets": "bytes_sent bytes_received retransmits", "environ": "",
    "memory": "", "mounts": "",
    "users": "",
    "disks": """
    read_count write_count read_bytes write_bytes read_time write_time read_merged_count \
    write_merged_count busy_time weighted_time discard_count discard_merged_count discard_bytes \
    discard_time flush_count flush_time
    """,
    "swap": "swapped_in swapped_out",
    "cpus": "user nice system idle iowait irq softirq steal guest guest_nice",
    "interfaces": """
    bytes_sent bytes_received packets_sent packets_received errors_in errors_out drops_in drops_out
    """,
    "system": "context_switches interrupts soft_interrupts",
  ])
  func counters(table: String, columns: String) {
    #expect(names(table, .counter) == columns)
  }

  @Test(arguments: [
    "processes": """
    pid ppid comm kernel started session pgrp name exe root cmdline args uid suid fsuid gid sgid \
    fsgid user group euid egid euser egroup loginuid env cgroup container unit slice pid_ns mnt_ns \
    net_ns user_ns uts_ns ipc_ns cgroup_ns time_ns
    """,
    "threads": "tid comm",
    "files": "fd path kind mode",
    "maps": "start end offset device inode path flags",
    "sockets": """
    fd family type local_address local_port remote_address remote_port inode path protocol
    """,
    "environ": "key value", "memory": "", "mounts": "device mountpoint fstype options",
    "users": "name terminal host started pid", "disks": "name partition", "swap": "",
    "cpus": "cpu", "interfaces": "name mac",
    "system": "hostname os kernel architecture boot_time",
  ])
  func labels(table: String, columns: String) {
    #expect(names(table, .label) == columns)
  }

  @Test func countersAreAmounts() {
    for column in tables.flatMap(\.columns) where column.kind == .counter {
      #expect(column.type.isAmount && column.derivation == nil, "\(column.name)")
    }
  }

  @Test func derivedColumnsAreOfWhatTheirTableHas() throws {
    let derived = tables.flatMap { table in
      table.columns.compactMap { column in
        column.derivation.map { "\(table.name).\(column.name) \(column.type.name) = \($0)" }
      }
    }
    #expect(
      derived == [
        "processes.cpu_percent real = 100 * rate(cpu_time)",
        "processes.cpu_share real = 100 * rate(cpu_time) / cpu_count()",
        "processes.read_rate byte rate = rate(read_bytes)",
        "processes.write_rate byte rate = rate(write_bytes)",
        "threads.cpu_percent real = 100 * rate(cpu_time)",
        "disks.busy_percent real = 100 * rate(busy_time)",
        "disks.read_rate byte rate = rate(read_bytes)",
        "disks.write_rate byte rate = rate(write_bytes)",
        "cpus.busy_percent real = 100 * rate(user + nice + system + irq + softirq + steal)",
        "interfaces.receive_rate byte rate = rate(bytes_received)",
        "interfaces.send_rate byte rate = rate(bytes_sent)",
      ])
    for table in tables {
      for column in table.columns where column.derivation != nil {
        #expect(!table.summaryColumns.contains(column.name), "\(column.name)")
        #expect(column.kind == .gauge)
      }
    }
    let percent = try #require(tables[0].columns.first { $0.name == "cpu_percent" })
    #expect(percent.sources.map(\.access.name) == ["stat", "clock"])
    #expect(percent.aliases == ["cpu"])
  }

  @Test func processorsAreCounted() throws {
    let machine = try Machine(
      "-- stat --\ncpu 1 2 3 4\ncpu0 1 2 3 4\ncpu1 1 2 3 4\ncpu3 1 2 3 4\n")
    #expect(machine.snapshot.value(of: "cpu_count", []).shown == "3")
    #expect(try Machine("-- 1/comm --\na\n").snapshot.value(of: "cpu_count", []).shown == "null")
  }
}
