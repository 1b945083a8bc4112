import Testing

/// Control groups that are planted, with limits that bite.
@Suite(
  .serialized, .enabled(if: PlantedGroups.arePossible, "version 1 is not mounted here, or not ours")
)
struct ControlGroupTests {
  @Test func limitsAndUseAreTold() throws {
    let found = try PlantedGroups.run(
      """
      group memory cpu cpuacct pids
      limit memory memory.limit_in_bytes 20971520
      limit pids pids.max 30
      limit cpu cpu.cfs_quota_us 10000
      inside memory cpu cpuacct pids -- sleep 600 &
      until grep -qx sleep /proc/$!/comm; do sleep 0.05; done
      inside cpu cpuacct -- sh -c 'while :; do :; done' &
      until grep -q 'throttled_time [1-9]' $top/cpu/$group/cpu.stat; do sleep 0.05; done
      procq -e "select memory_max, pids_max, cpu_quota, processes, pids_current,
        memory_current > 0B, cpu_time > 0s, throttled_time > 0s, memory_percent between 0 and 100,
        oom_kills, swap_current >= 0B from cgroups where path = '/$group'"
      procq -e "select cpu_percent > 0, rate(throttled_time) > 0 from cgroups over 1s
        where path = '/$group'"
      cat $top/memory/$group/memory.max_usage_in_bytes
      procq -e "select number(memory_peak) from cgroups where path = '/$group'"
      """)
    let lines = found.output.split(separator: "\n").map(String.init)
    #expect(found.status == 0 && found.errors == "")
    try #require(lines.count == 4, "\(found.output)")
    #expect(lines[0].hasPrefix("20971520,30,0.1,2,1,true,true,true,true,0,"), "\(lines[0])")
    #expect(lines[1] == "true,true")
    #expect(lines[2] == lines[3])
  }

  @Test func aProcessLeadsToItsLimits() throws {
    let found = try PlantedGroups.run(
      """
      group memory pids
      limit memory memory.limit_in_bytes 20971520
      inside memory pids -- sleep 600 &
      until grep -q $! $top/pids/$group/cgroup.procs; do sleep 0.05; done
      procq -e "select cgroup = '/$group', control_group.path = cgroup, control_group.memory_max,
        control_group.processes, control_group.cpu_time, control_group.memory_percent > 0
        where pid = $!"
      (inside memory -- $procq -fcsv --no-header -e "select memory_limit from system")
      """)
    #expect(found.output == "true,true,20971520,1,,true\n20971520\n", "\(found.errors)")
  }

  /// However many hierarchies are mounted.
  @Test(arguments: [12, 16]) func fewDescriptorsSuffice(limit: Int) throws {
    let found = try PlantedGroups.run(
      """
      group memory pids
      limit memory memory.limit_in_bytes 20971520
      ulimit -n \(limit)
      procq -e "select path, memory_max from cgroups where path = '/$group'" | sed s/$group/it/
      (inside memory -- $procq -fcsv --no-header -e "select memory_limit from system")
      """)
    #expect(found.output == "/it,20971520\n20971520\n", "\(found.errors)")
    #expect(found.errors == "")
  }

  @Test func whoWasKilledForMemoryIsCounted() throws {
    let found = try PlantedGroups.run(
      """
      group memory
      [ -e $top/memory/$group/memory.memsw.limit_in_bytes ] || { echo 1; exit; }
      limit memory memory.limit_in_bytes 20971520
      limit memory memory.memsw.limit_in_bytes 20971520
      (inside memory -- tail /dev/zero) || true
      procq -e "select oom_kills from cgroups where path = '/$group'"
      """)
    #expect(found.output == "1\n", "\(found.errors)")
  }
}
