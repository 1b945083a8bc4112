#define _GNU_SOURCE
#include "CTestSupport.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

// A file system that answers until its one file is read, and nothing from then on. Whoever asks for
// something waits in the kernel until the server ends.

enum { file_node = 2 };

static void fill(struct fuse_attr *about, uint64_t node) {
  about->ino = node;
  about->mode = node == FUSE_ROOT_ID ? S_IFDIR | 0755 : S_IFREG | 0644;
  about->nlink = 1;
  about->size = 4096;
}

static void answer(int device, uint64_t unique, int error, const void *body, size_t length) {
  unsigned char bytes[sizeof(struct fuse_out_header) + 256];
  struct fuse_out_header header = {.len = sizeof header + length, .error = -error, .unique = unique};
  memcpy(bytes, &header, sizeof header);
  if (length > 0) memcpy(bytes + sizeof header, body, length);
  ssize_t written = write(device, bytes, header.len);
  (void)written;
}

static void answer_open(int device, uint64_t unique) {
  static int opened;
  // To map a file that is read directly makes the kernel wait for the pages that it has of it, with
  // the lock of the address space held.
  struct fuse_open_out out = {.open_flags = opened++ > 0 ? FOPEN_DIRECT_IO : 0};
  answer(device, unique, 0, &out, sizeof out);
}

static void serve(int device, int read_begins) {
  static unsigned char request[1 << 17];
  while (read(device, request, sizeof request) > 0) {
    struct fuse_in_header header;
    memcpy(&header, request, sizeof header);
    struct fuse_init_out started = {.major = 7, .minor = 31, .max_write = 4096};
    struct fuse_entry_out entry = {.nodeid = file_node, .entry_valid = 60, .attr_valid = 60};
    struct fuse_attr_out attributes = {.attr_valid = 60};
    switch (header.opcode) {
      case FUSE_INIT: answer(device, header.unique, 0, &started, sizeof started); break;
      case FUSE_LOOKUP:
        fill(&entry.attr, file_node);
        answer(device, header.unique, 0, &entry, sizeof entry);
        break;
      case FUSE_GETATTR:
        fill(&attributes.attr, header.nodeid);
        answer(device, header.unique, 0, &attributes, sizeof attributes);
        break;
      case FUSE_OPEN: answer_open(device, header.unique); break;
      case FUSE_READ:
        // From now on it takes no request any more: the kernel lets nobody go, not even killed, who
        // asked for something that a server has taken.
        if (write(read_begins, "", 1) == 1) pause();
        return;
      case FUSE_FORGET: case FUSE_BATCH_FORGET: case FUSE_INTERRUPT: break;
      default: answer(device, header.unique, ENOSYS, NULL, 0);
    }
  }
}

static int mount_server(const char *place) {
  int device = open("/dev/fuse", O_RDWR | O_CLOEXEC);
  if (device < 0) return -1;
  char options[128];
  snprintf(options, sizeof options, "fd=%d,rootmode=40000,user_id=0,group_id=0,allow_other", device);
  return mount("silent", place, "fuse.silent", MS_NODEV | MS_NOSUID, options) == 0 ? device : -1;
}

// Of the process that is about to get stuck: it waited for other answers before.
static const char stuck_name[] = "stuck";

// Waits for ever in mmap(2), which holds the lock of its address space.
static void get_stuck(const char *file, int read_begins) {
  int first = open(file, O_RDONLY);
  int second = open(file, O_RDONLY);
  if (first < 0 || second < 0) _exit(1);
  if (fork() == 0) {
    volatile char *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, first, 0);
    _exit(page == MAP_FAILED ? 1 : *page);
  }
  char byte;
  if (read(read_begins, &byte, 1) != 1) _exit(1);
  prctl(PR_SET_NAME, stuck_name);
  mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, second, 0);
  _exit(1);
}

// Whether it waits in its last call, by its /proc/PID/stat: `4711 (stuck) D`.
static bool is_stuck_now(pid_t pid) {
  char path[64], text[512] = "";
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  char expected[64];
  snprintf(expected, sizeof expected, "%d (%s) D ", pid, stuck_name);
  return count > 0 && strncmp(text, expected, strlen(expected)) == 0;
}

static int is_stuck(pid_t pid) {
  for (int tries = 0; tries < 500; tries++) {
    if (is_stuck_now(pid)) return 1;
    usleep(10000);
  }
  return 0;
}

// Runs in a process of its own, which has the mount for itself; its end ends all.
static void keep(const char *place, int report, int lifeline) {
  // The handlers are those of the program that was forked, and report every end at length.
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) return;
  int device = mount_server(place), reads[2];
  if (device < 0 || pipe(reads) != 0) return;
  if (fork() == 0) {
    // The keeper has one thread, whose end is meant here.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    serve(device, reads[1]);
    _exit(0);
  }
  close(device);
  char file[512];
  snprintf(file, sizeof file, "%s/f", place);
  pid_t victim = fork();
  if (victim == 0) get_stuck(file, reads[0]);
  if (victim < 0 || !is_stuck(victim)) return;
  if (write(report, &victim, sizeof victim) != sizeof victim) return;
  // Whoever lists all processes of this machine, as ps does, waits until then.
  struct pollfd request = {.fd = lifeline, .events = POLLIN};
  poll(&request, 1, 12000);
}

int ctest_start_silence(const char *place, struct ctest_silence *silence) {
  int report[2], lifeline[2];
  if (pipe2(report, O_CLOEXEC) != 0 || pipe2(lifeline, O_CLOEXEC) != 0) return -1;
  silence->lifeline = lifeline[1];
  silence->keeper = fork();
  if (silence->keeper == 0) {
    close(lifeline[1]);
    keep(place, report[1], lifeline[0]);
    _exit(1);
  }
  close(report[1]);
  close(lifeline[0]);
  ssize_t count = read(report[0], &silence->stuck, sizeof silence->stuck);
  close(report[0]);
  if (count == sizeof silence->stuck) return 0;
  if (silence->keeper > 0) ctest_end_silence(silence);
  return -1;
}

void ctest_end_silence(const struct ctest_silence *silence) {
  close(silence->lifeline);
  kill(silence->keeper, SIGKILL);
  waitpid(silence->keeper, NULL, 0);
}
