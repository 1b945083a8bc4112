import Schema

// What others call the columns: psutil, ps, top, htop, pidstat, osquery, lsof, ss, and people who
// have never seen the list. Aliases are no rows of this; where a name means several things, all are
// named.

extension ProcessCatalog {
  static let foreign = ForeignVocabulary(
    columns: [
      ("processes", processNames), ("threads", threadNames),
      ("files", fileNames), ("maps", mapNames), ("sockets", socketNames),
      ("environ", environmentNames),
      ("memory", memoryNames), ("swap", swapNames), ("cpus", processorNames), ("disks", diskNames),
      ("mounts", mountNames), ("interfaces", interfaceNames), ("users", userNames),
      ("cgroups", controlGroupNames), ("system", systemNames),
    ],
    sources: foreignSources, namesOfNumbers: namesOfNumbers)

  private static let namesOfNumbers = ForeignNames(
    """
    uid | user
    gid | group
    euid | euser
    egid | egroup
    pid | name
    ppid | parent.name
    """)

  private static let processNames = ForeignNames(
    processorRows, memoryRows, identityRows, fileRows, placeRows, stateRows)

  private static let processorRows = """
    pcpu %cpu cpu_usage cpu_utilization cpu_load cpupct cpu_pct percent_cpu cpu_time_percent | cpu
    cpu_times cputimes cpu_total total_cpu proc_time ptime | cpu_time
    cpu_times.user user_time utime usr_time usertime time_user | cpu_user
    cpu_times.system system_time sys_time stime systime kernel_time ktime time_system | cpu_system
    cpu_times.children_user cutime | children_user
    cpu_times.children_system cstime | children_system
    cpu_times.iowait io_wait wait_time blkio_ticks | iowait
    time times | cpu_time
    cores core last_cpu cpu_no cpuid on_cpu current_cpu | cpu_num
    affinity cpus_allowed cpus_allowed_list cpu_mask cpuset cpu_list | cpu_affinity
    load loadavg load_average load_1 | from system
    faults page_faults pgfaults num_page_faults pagefaults | minor_faults or major_faults
    min_flt minor_fault minor min_faults pf_minor soft_faults | minor_faults
    maj_flt major_fault major maj_faults pf_major hard_faults pageins | major_faults
    num_ctx_switches ctx_switches context_switches ctxsw switches csw cswch ctx | voluntary_switches or involuntary_switches
    nvcsw vcsw voluntary vol_ctx_switches num_ctx_switches.voluntary voluntary_ctxt_switches | voluntary_switches
    nivcsw ivcsw involuntary num_ctx_switches.involuntary nonvoluntary_ctxt_switches invol_ctx_switches | involuntary_switches

    """

  private static let memoryRows = """
    mem ram memory size mem_usage memory_usage mem_used used_memory footprint | uss or rss or memory_percent
    mem_percent pmem %mem mempct mem_pct percent_mem memory_pct memory_usage_percent memory_share | memory_percent
    res resident rss_size resident_memory working_set wset memory_info.rss resident_set_size rsz rss_mem vmrss | rss
    virt virtual virtual_size virtual_memory vmem vm vm_size vmsize memory_info.vms sz address_space | vms
    shr share shared_memory shr_mem memory_info.shared | shared
    memory_info meminfo mem_info | rss or vms or memory.*
    memory_full_info full_memory memory_maps_summary | uss or pss or swap
    memory_full_info.uss unique unique_set_size private private_memory private_bytes private_mem priv | uss
    memory_full_info.pss proportional proportional_set_size | pss
    memory_full_info.swap swapped swap_used swap_usage swap_size swp swapout | swap
    memory_info.text trs code txt | text
    memory_info.data drs heap | data
    memory_info.lib | lib
    memory_info.dirty dirty_pages | dirty
    wired_size phys_footprint | rss
    peak peak_memory max_rss maxrss hwm vmhwm peak_wset ru_maxrss rss_peak | peak_rss
    vmpeak peak_vm | peak_vms
    shmem shm | pss_shmem or rss_shmem
    anon anon_memory | anonymous or rss_anon
    hugepages huge_pages thp huge | hugetlb or anon_huge_pages
    vmlck mlocked lck | locked
    pte vmpte | page_tables

    """

  private static let identityRows = """
    id process_id processid proc_id procid tgid proc_pid | pid
    parent_pid parentpid parent_id pppid parent_process_id pproc | ppid or parent.name
    parent_name pname parentname parent_process ppid_name | parent.name
    command_name cmd_name process_name procname proc_name program_name proc progname image_name app application ucmd ucomm fname image | name
    commandline command_line cmd_line full_command cmdl argv arguments arg proc_cmdline title proctitle proc_title params parameters fullcmd | args or cmdline
    path_name exe_file program binary executable exe_path exe_name exec execpath bin image_path on_disk program_path | exe
    uptime runtime run_time lifetime wall_time walltime elapsed_time running_time up duration how_long alive | age
    start started_at starttime start_date start_at launched launch_time created created_at creation_time begin since boot_time started_on bsdstart | started
    owner login usr login_name uname user_name ruser_name account real_user | user
    effective_user eusername effective_uid euid_name | euser or euid
    real_uid ruser_id | user or uid
    uids | uid or euid or suid
    gids | gid or egid or sgid
    groups supgrp group_name groupname | group
    auid audit_uid login_uid luid loginid | loginuid
    niceness nice_value nval | nice
    ionice ioprio io_prio io_nice ioclass io_class prio_io ionice_class | io_priority
    nspid ns_pids nstgid inner_pid container_pid pid_in_container vpid | ns_pid
    prio prior opri intpri | priority
    rtprio rt_prio realtime_priority | rt_priority
    sched scheduler sched_policy scheduling_policy class cls_name pol | policy
    tty_nr tt pts tname ttyname controlling_terminal console term | terminal
    session_id sesid session_leader leader | session
    pgroup_id process_group process_group_id pgrpid group_id | pgrp
    foreground fg tty_pgrp tty_pgid | tpgid
    thread_count threadcount threads_count n_threads nthreads thread_num thr num_thread thcnt lwp_count th numthreads | num_threads
    tid lwp spid thread_id | from threads
    children_count num_children nchildren child_count n_children | count(children)
    descendant_count num_descendants | count(descendants)
    depth level generation nesting | count(ancestors)
    tree forest hierarchy | count(descendants) or count(ancestors)

    """

  private static let fileRows = """
    fds fd_count nfds open_fds fd n_fds fdcount num_fd fd_num handles num_handles handle_count file_descriptors descriptors nofile open_fd_count | num_fds
    open_files openfiles opened_files files_open file_count num_files nfiles open_file_count | num_fds or count(files)
    filename file_name filepath | exe or list(files.path)
    max_fds fd_limit max_files nofile_limit | limits.nofile
    ulimit ulimits rlimit rlimits limit resource_limits | limits or hard_limits
    port local_port lport listen_port ports listening_port listen_ports tcp_port src_port sport listening | any(sockets where local_port = 443) | a port is a socket's
    remote_port rport dport dst_port peer_port | any(sockets where remote_port = 443) | a port is a socket's
    remote_ip remote_address raddr peer peer_address dest dest_ip foreign_address | any(sockets where remote_address = '10.0.0.1') | an address is a socket's
    ip ip_address address local_ip local_address laddr bind bind_address listen_address | any(sockets where local_address = '127.0.0.1') | an address is a socket's
    connections net_connections connection_count conns num_connections tcp_connections num_sockets socket_count socks | count(sockets)
    protocol proto | any(sockets where protocol = 'tcp') | a protocol is a socket's
    device dev | from maps
    io disk disk_io io_counters disk_usage iostat io_usage diskio | read_rate or write_rate or io.*
    read reads disk_read io_read kb_rd kb_rd_s rd bytes_read read_kb disk_bytes_read read_total read_speed | read_bytes or read_rate
    write writes written disk_write io_write kb_wr kb_wr_s wr bytes_written write_kb disk_bytes_written write_total write_speed | write_bytes or write_rate
    io_counters.read_bytes | read_bytes
    io_counters.write_bytes | write_bytes
    io_counters.read_count syscr num_reads read_ops | read_count
    io_counters.write_count syscw num_writes write_ops | write_count
    io_counters.read_chars rchar | read_chars
    io_counters.write_chars wchar | write_chars
    io_rate io_total throughput iops disk_rate | read_rate or write_rate
    net network net_io bandwidth traffic net_rate download upload | sum(rate(sockets.bytes_received)) or sum(rate(sockets.bytes_sent)) | traffic is its sockets'
    bytes_sent tx_bytes | sum(sockets.bytes_sent) | traffic is its sockets'
    bytes_received bytes_recv rx_bytes | sum(sockets.bytes_received) | traffic is its sockets'
    libs libraries shared_libs dlls so modules mapped_files memory_maps mmaps memory_map mmap regions | list(distinct maps.path)
    working_directory pwd dir directory working_dir curdir current_directory work_dir workdir folder cwd_path | cwd
    rootdir root_dir chroot root_directory root_path | root

    """

  private static let placeRows = """
    environment environs variables vars env_vars envvars envs environment_variables envp getenv | env.PATH | a variable is an entry of env
    cgroups cgname cg cgroup2 | cgroup
    container_id docker docker_id containerid pod pod_id podname container_name docker_container cid container_image kubernetes k8s | container
    service systemd_unit unit_name service_name systemd_service systemd | unit
    netns net_namespace network_namespace netns_id | net_ns
    pidns pid_namespace | pid_ns
    mntns mnt_namespace mount_namespace mount_ns | mnt_ns
    userns user_namespace | user_ns
    utsns uts_namespace | uts_ns
    ipcns ipc_namespace | ipc_ns
    namespace namespaces ns nsid | pid_ns or net_ns or mnt_ns
    host hostname node machine server kernel_version uptime_host os | from system
    slice_name | slice

    """

  private static let stateRows = """
    process_state proc_state run_state pstate st flags is_running status_name | status
    zombie zombies is_zombie defunct | status = 'zombie'
    running runnable is_active active busy | status = 'running'
    sleeping idle asleep | status = 'sleeping'
    stopped suspended is_stopped paused | status = 'stopped'
    blocked uninterruptible d_state iowaiting hung stuck | status = 'disk-sleep'
    kthread kernel_thread is_kernel is_kernel_thread kthreads kernel_threads kernelthread | kernel
    orphan orphaned is_orphan | ppid = 1
    oom oom_adj oom_killer oomscore oom_badness oom_score_adjust | oom_score or oom_score_adj
    nwchan waiting wait_channel kernel_stack syscall blocked_on waiting_on wchan_name | wchan
    label context selinux selinux_label selinux_context secontext security_context apparmor apparmor_profile lsm confined | security_label
    inotify inotify_watches watches num_watches | sum(files.watches)
    caps capabilities capeff cap_eff cap eff_caps effective_caps | cap_effective
    seccomp_mode sandbox sandboxed | seccomp
    nnp no_new_privileges | no_new_privs
    tracer traced ptrace ptraced_by debugger | tracer_pid
    exe_gone binary_deleted deleted is_deleted upgraded | exe_deleted or any(files where deleted)
    signals sigign sigcgt sigblk pending blocked_signals ignored sigq exit_code exit_status exit_signal | | procq does not read signals
    gpu gpu_memory vram | | procq knows nothing of graphics processors
    """

  private static let threadNames = ForeignNames(
    """
    thread_id lwpid id threadid thread | tid
    thread_name tname | comm
    nlwp num_threads thread_count | num_threads | of the process it is
    pcpu %cpu cpu_usage | cpu
    user_time utime | cpu_user
    system_time stime | cpu_system
    """)

  private static let fileNames = ForeignNames(
    """
    name filename file_name file filepath open_path target link | path
    descriptor fd_num fds handle number | fd
    type file_type node_type | kind
    access perms permission permissions open_mode rw | mode
    pos offset seek | position
    unlinked is_deleted gone removed | deleted
    nlink nlinks st_nlink link_count hardlinks | links
    bytes length filesize file_size st_size sizeoff size_off | size
    blocks disk_usage disk_size size_on_disk st_blocks used holds space | allocated
    ino inode_number inum st_ino node node_id | inode
    device dev st_dev dev_number majmin | device_number
    inotify inotify_watches wd wds num_watches | watches
    command cmd program proc_name | process.name
    """)

  private static let mapNames = ForeignNames(
    """
    address addr addresses range region | start or end
    permissions protection prot mode | perms
    file filename name library lib mapping | path
    dev | device
    length len vsize virt vms kbytes | size
    private priv | uss
    """)

  private static let socketNames = ForeignNames(
    """
    port listen_port lport sport local listening_port | local_port
    rport dport peer_port remote | remote_port
    address ip laddr local_ip bind_address local_addr host saddr | local_address
    raddr peer remote_ip foreign_address daddr peer_address remote_addr dest | remote_address
    status socket_state conn_state st | state
    proto transport | protocol
    socket_type kind sock_type | type
    ip_version af domain address_family | family
    descriptor socket sock | fd
    recv_q rx_queue recvq rqueue recv_queue backlog | receive_queue
    send_q tx_queue sendq wqueue | send_queue
    rx rx_bytes received bytes_in bytes_recv | bytes_received
    tx tx_bytes sent bytes_out bytes_acked | bytes_sent
    retrans retransmissions total_retrans | retransmits
    latency round_trip ping | rtt
    program command cmd process_name | process.name
    """)

  private static let environmentNames = ForeignNames(
    """
    name variable var env env_name | key
    val content data | value
    path home lang shell pwd term display | env.PATH | a variable is an entry of env
    """)

  private static let memoryNames = ForeignNames(
    """
    size memtotal mem_total | total
    pct usage used_percent percentage | percent
    memfree mem_free | free
    avail memavailable mem_available | available
    mem_used | used
    cache | cached
    """)

  private static let swapNames = ForeignNames(
    """
    size swaptotal swap_total | total
    pct usage used_percent percentage | percent
    swapfree swap_free avail available | free
    swap_used | used
    swap_in si | swapped_in
    swap_out so | swapped_out
    """)

  private static let processorNames = ForeignNames(
    """
    cpu_percent percent usage utilization busy load pcpu used | busy_percent
    cpu_num processor id number name | cpu
    freq mhz speed clock | frequency
    minmhz min_freq min_mhz | frequency_min
    maxmhz max_freq max_mhz | frequency_max
    core_id | core
    socket socket_id package_id physical_package_id physical_id chip | package
    sys | system
    wait wa | iowait
    """)

  private static let diskNames = ForeignNames(
    """
    device disk dev disk_name | name
    reads read_ios rio | read_count
    writes write_ios wio | write_count
    read_kb sectors_read bytes_read | read_bytes
    write_kb sectors_written bytes_written written | write_bytes
    util percent busy utilization usage | busy_percent
    io_time io_ticks | busy_time
    queue queue_length ios_in_progress | in_flight
    size total used free available | from mounts | how full a file system is is told by
    """)

  private static let mountNames = ForeignNames(
    """
    filesystem source dev fs fsname disk | device
    mount mount_point mounted mounted_on path target dir name | mountpoint
    type fs_type filesystem_type | fstype
    flags mount_options | options
    size capacity blocks | total
    avail available | free
    use usage pct use% used_percent percentage | percent
    inodes itotal files | inodes_total
    iused inodes_used used_inodes files_used iuse | inodes_total - inodes_free
    ifree iavail inodes_available inodes_avail free_inodes files_free | inodes_free
    physical is_real is_physical | real
    """)

  private static let interfaceNames = ForeignNames(
    """
    interface iface nic dev device ifname | name
    rx rx_bytes ibytes received bytes_in | bytes_received
    tx tx_bytes obytes sent bytes_out | bytes_sent
    rx_packets packets_in | packets_received
    tx_packets packets_out | packets_sent
    rx_errors errors | errors_in
    tx_errors | errors_out
    rx_dropped drops dropped | drops_in
    tx_dropped | drops_out
    ip address addrs ips inet ipv4 ipv6 ip_address | addresses
    netmask prefix prefixlen subnet cidr mask network | networks
    hwaddr mac_address ether hardware_address | mac
    is_up state status running | up
    rx_rate recv_rate in_rate download down | receive_rate
    tx_rate out_rate upload | send_rate
    """)

  private static let userNames = ForeignNames(
    """
    user username login uid | name
    line pts | terminal
    from remote remote_host ip address | host
    login_time time login_at since started_at | started
    """)

  private static let controlGroupNames = ForeignNames(
    """
    name group cgroup slice control_group | path
    id container_id | container
    memory.current memory mem ram rss usage memory_usage used usage_in_bytes | memory_current
    memory.peak peak max_usage_in_bytes | memory_peak
    memory.max limit memory_limit mem_limit max limit_in_bytes | memory_max
    memory.high high | memory_high
    memory.swap.current swap | swap_current
    memory.swap.max swap_limit | swap_max
    pids.current tasks pids threads | pids_current
    pids.max tasks_max pids_limit | pids_max
    usage_usec cpu_usage cpuacct.usage | cpu_time
    %cpu pcpu | cpu_percent
    cpu.max quota cpus cpu_limit cores | cpu_quota
    throttled throttled_usec nr_throttled | throttled_time
    oom oom_kill oom_killed | oom_kills
    procs num_processes cgroup.procs | processes
    psi pressure | pressure_cpu or pressure_memory or pressure_io
    %mem mem_percent | memory_percent
    """)

  private static let systemNames = ForeignNames(
    """
    host name nodename node machine_name | hostname
    arch machine platform cpu_type | architecture
    release version kernel_version kernel_release | kernel
    load loadavg load_average load1 | load_1
    load5 | load_5
    load15 | load_15
    cpus ncpu nproc num_cpus | cpu_count
    cpu_cores physical_cores physical_cpus num_cores core_count | cores
    mem_limit memory_max cgroup_limit | memory_limit
    psi pressure | pressure_cpu or pressure_memory or pressure_io
    running runnable run_queue r | procs_running
    blocked b | procs_blocked
    boot booted boottime started | boot_time
    up age | uptime
    procs num_processes process_count | processes
    ctxt ctx_switches | context_switches
    memory mem ram total_memory physical_memory mem_total memory_total | from memory
    """)
}
