/// Texts of the machine's files, of kernels old and new.
enum MachineTexts {
  /// As documented in the kernel's admin-guide/iostats.rst.
  static let disk24 =
    "   3     0   39082680 hda 446216 784926 9550688 4382310 424847 312726 5922052 19310380 0 3376340 23705160\n"
  static let disk26 =
    "   3    0   hda 446216 784926 9550688 4382310 424847 312726 5922052 19310380 0 3376340 23705160\n"
  static let partition26 = "   3    1   hda1 35486 38030 38031 38032\n"
  static let disk418 = " 254       0 vda 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\n"
  static let disk55 = " 254       0 vda 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n"
  static let diskToCome = " 254       0 vda 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19\n"

  static let meminfo = """
    MemTotal:       16384 kB
    MemFree:         4096 kB
    MemAvailable:    9000 kB
    Buffers:          100 kB
    Cached:          2000 kB
    SwapCached:         1 kB
    Active:           500 kB
    Inactive:         700 kB
    Active(anon):      10 kB
    Active(file):     600 kB
    Inactive(file):   800 kB
    SwapTotal:       2048 kB
    SwapFree:        1536 kB
    Shmem:             60 kB
    Slab:             300 kB
    SReclaimable:     200 kB
    HugePages_Total:    3
    Hugetlb:         6144 kB

    """

  static let meminfo24 = """
            total:    used:    free:  shared: buffers:  cached:
    Mem:  261447680 257540096  3907584        0 34746368 122241024
    Swap: 279093248 48001024 231092224
    MemTotal:       255320 kB
    MemFree:          3816 kB
    MemShared:           7 kB
    Buffers:         33932 kB
    Cached:         100168 kB
    Inact_dirty:       100 kB
    Inact_clean:        20 kB
    Inact_laundry:       3 kB
    SwapTotal:      272552 kB
    SwapFree:       225676 kB

    """

  static let vmstat = "nr_free_pages 1\npgpgin 10\npgpgout 20\npswpin 3\npswpout 4\npgfault 5\n"

  static let zoneinfo = """
    Node 0, zone      DMA
      pages free     3840
            boost    0
            min      8
            low      11
            high     14
    Node 0, zone    DMA32
            low      100

    """

  static let stat = """
    cpu  23143 0 7863 330519 2962 0 157 832 0 0
    cpu0 1 2 3 4 5 6 7 8 9 10
    cpu3 11 12 13 14
    intr 276034 0 0 15
    ctxt 384820
    btime 1795366394
    processes 13089
    procs_running 2
    softirq 225310 0 39444

    """

  static let mountinfo = #"""
    22 27 0:21 / /proc rw,nosuid,relatime shared:5 - proc proc rw
    27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard,resv_strict
    40 27 0:30 / /mnt/a\040b\134c ro,noatime master:1 propagate_from:2 - fuse.sshfs me@host:/x rw,sync,user_id=0
    41 27 0:31 / /empty rw - tmpfs  rw,size=4k

    """#

  static let netDev = """
    Inter-|   Receive                                                |  Transmit
     face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
        lo:    3293      31    1    2    3     4          5         6     3294      32    7    8    9    10       11          12
      eth0:1:18053108     560    0    0    0     0          0         0    32674     365    0    0    0     0       0          0

    """
}
