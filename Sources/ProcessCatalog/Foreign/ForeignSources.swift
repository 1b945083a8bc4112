import Schema

// What others call the sources: commands, psutil's functions, osquery's tables.

extension ProcessCatalog {
  static let foreignSources = ForeignNames(
    """
    process ps proc procs top htop pids process_list processlist running_processes process_iter apps programs pstree tree | processes
    thread task tasks lwp process_threads lwps | threads
    file open_files openfiles fd fds lsof process_open_files descriptors handles open_file | files
    net network connections net_connections tcp udp unix netstat ss ports listening_ports process_open_sockets port sock socks listen listening unix_sockets tcp_connections conns inet | sockets
    env environment envs variables process_envs environs environment_variables vars envvars | environ
    map mmap mmaps memory_maps process_memory_map regions pmap smaps vmmap libs libraries | maps
    df filesystem filesystems fs mount disk_usage partitions disk_partitions mountpoints volumes | mounts
    diskstats iostat disk_io_counters disk_io block_devices lsblk drives io disk disk_info | disks
    mem ram meminfo virtual_memory memory_info free memory_usage virtual_memory_info memory_devices | memory
    swap_memory swaps swapon swapinfo | swap
    cpu cpu_times cpuinfo cpu_info processors cores core cpu_time mpstat lscpu cpu_percent | cpus
    nic nics net_if_addrs net_io_counters net_if_stats interface interface_addresses interface_details ifconfig ip link links net_io netdev adapters addresses bandwidth | interfaces
    who w user logged_in_users sessions logins login utmp last accounts session | users
    host machine os os_version system_info kernel_info uptime loadavg load load_average boot_time info sys vmstat uname stats server node hostname | system
    readings samples past snapshots snapshot timeline process_events | history
    zombies | from processes where status = 'zombie'
    listeners listening_sockets | from sockets where state = 'LISTEN'
    deleted_files | from files where deleted
    kernel_threads kthreads | from processes where kernel
    child descendant ancestor | from processes where any(ancestors where pid = 1)
    dual | select 1 | a query of constants needs no source
    tables sources schema information_schema sqlite_master all_tables sqlite_schema | describe | the sources are listed by
    columns | describe processes | the columns are listed by
    functions pg_proc | describe functions | the functions are listed by
    keywords | describe keywords | the keywords are listed by
    pg_stat_activity | processes
    services units systemd systemd_units service unit | select unit, count(*) group by unit
    containers container docker docker_containers pods podman pod | select container, count(*) group by container
    cgroup control_group control_groups cg systemd_cgtop cgtop | cgroups
    groups group | select group, count(*) group by group
    """)
}
