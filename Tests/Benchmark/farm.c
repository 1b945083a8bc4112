// farm: idle processes whose memory, arguments and environments are the same every time.
//
//   farm COUNT [BUDGET_MIB [BUSY]]
//
// prints "ready" once all COUNT workers are up, and waits. SIGTERM, SIGINT or SIGHUP ends it and the
// workers; if it dies in another way, the kernel ends them. Worker 42 has
//
//   comm       farm-00042
//   cmdline    farm-worker --index=42 --heap=812 PARENT
//   environ    ordinary variables, FARM_INDEX, FARM_PAD of 64 B to 8 KiB, and MYAPP=1 in every
//              hundredth worker
//   private    an anonymous heap of 64 KiB to 8 MiB, every page of it written
//   shared     a read slice of one file on disk (clean) and a written slice of one memfd (dirty)
//
// Sizes are log-uniform and follow from COUNT alone: the more small processes, as on a real machine.
// Heaps that add up to more than BUDGET_MIB (default 6144) are all scaled down by one factor. Every
// BUSY-th worker is not idle: twenty times a second it computes a little and maps or unmaps a page.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
  SMALLEST_HEAP = 64,         // KiB, as all sizes here
  LARGEST_HEAP = 8 * 1024,
  CLEAN_FILE = 16 * 1024,
  CLEAN_SLICE = 2 * 1024,
  DIRTY_FILE = 4 * 1024,
  DIRTY_SLICE = 512,
  BESIDES_HEAP = 250,         // page tables, kernel stack, the C library's own pages
  DEFAULT_BUDGET = 6144 * 1024,
  LONGEST_PAD = 8 * 1024,     // bytes
  PAUSE = 50 * 1000,          // of a busy worker, in microseconds
  COMPUTING = 20 * 1000,      // what it computes then, in turns of a loop
  MARKED_EVERY = 100,
  MOST_WORKERS = 1000 * 1000,
};

// The descriptors that every worker inherits.
enum { CLEAN = 10, DIRTY, READY };

static void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("farm: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
  exit(1);
}

// What each stream of pseudo-random numbers decides.
enum stream { HEAP, CLEAN_PLACE, DIRTY_PLACE, PAD, CONTENT };

// The number that a stream has for an index: no state, so a worker needs its index only.
static uint64_t draw(enum stream stream, uint64_t index) {
  uint64_t bits = ((uint64_t)(stream + 1) << 40) + index;
  for (int round = 0; round < 3; round++) {
    bits ^= bits >> 32;
    bits *= 0xd6e8feb86659fd93u;
  }
  return bits ^ bits >> 32;
}

// From `low` up to `high`, every doubling equally likely.
static uint64_t log_uniform(uint64_t low, uint64_t high, uint64_t bits) {
  unsigned doublings = 0;
  while (low << (doublings + 1) <= high) doublings++;
  uint64_t base = low << bits % doublings;
  return base + (bits >> 16) % base;
}

// ---- the worker ----

// Every page is touched; content differs from page to page, so that nothing can merge them.
static void write_heap(size_t kib, uint64_t index) {
  size_t size = kib * 1024;
  char *heap =
      mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (heap == MAP_FAILED) fail("a heap of %zu KiB: %s", kib, strerror(errno));
  madvise(heap, size, MADV_NOHUGEPAGE);  // a huge page would round its size up
  for (size_t at = 0; at < size; at += 4096) {
    uint64_t content = draw(CONTENT, index << 16 | at / 4096);
    memcpy(heap + at, &content, sizeof content);
  }
}

static void map_slice(int file, size_t file_kib, size_t largest_kib, int access, uint64_t bits) {
  size_t size = log_uniform(largest_kib / 32, largest_kib, bits) / 4 * 4;
  size_t from = (bits >> 40) % (file_kib - size) / 4 * 4;
  volatile char *slice = mmap(NULL, size * 1024, access, MAP_SHARED, file, (off_t)from * 1024);
  if (slice == MAP_FAILED) fail("a slice of a common file: %s", strerror(errno));
  for (size_t at = 0; at < size * 1024; at += 4096) {
    char content = slice[at];
    if (access & PROT_WRITE) slice[at] = (char)(content + 1);
  }
  close(file);
}

// Its processor time moves all the time, its memory now and then.
static _Noreturn void be_busy(unsigned index) {
  static volatile uint64_t content;
  char *page = MAP_FAILED;
  for (unsigned turn = index;; turn++) {
    for (int i = 0; i < COMPUTING; i++) content += draw(CONTENT, content);
    if (turn % 20 == 0) {
      if (page != MAP_FAILED) munmap(page, 4096);
      page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (page != MAP_FAILED) *page = 1;
    } else if (turn % 20 == 10 && page != MAP_FAILED) {
      munmap(page, 4096);
      page = MAP_FAILED;
    }
    usleep(PAUSE);
  }
}

static int work(const char *index_word, const char *heap_word, const char *parent_word,
                const char *busy_word) {
  unsigned index = 0, busy = 0;
  size_t heap = 0;
  sscanf(busy_word, "--busy=%u", &busy);
  sscanf(index_word, "--index=%u", &index);
  sscanf(heap_word, "--heap=%zu", &heap);

  char name[16];
  snprintf(name, sizeof name, "farm-%05u", index);
  prctl(PR_SET_NAME, name);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != atoi(parent_word)) return 1;  // it died before the line above

  write_heap(heap, index);
  map_slice(CLEAN, CLEAN_FILE, CLEAN_SLICE, PROT_READ, draw(CLEAN_PLACE, index));
  map_slice(DIRTY, DIRTY_FILE, DIRTY_SLICE, PROT_READ | PROT_WRITE, draw(DIRTY_PLACE, index));
  if (write(READY, "r", 1) != 1) return 1;
  close(READY);
  if (busy > 0 && index % busy == 0) be_busy(index);
  for (;;) pause();
}

// ---- the farm ----

// The heaps in KiB, and what they add up to.
static uint64_t plan_heaps(uint32_t *heaps, unsigned count, uint64_t budget) {
  uint64_t wanted = 0, planned = 0;
  for (unsigned i = 0; i < count; i++)
    wanted += heaps[i] = (uint32_t)log_uniform(SMALLEST_HEAP, LARGEST_HEAP, draw(HEAP, i));
  for (unsigned i = 0; i < count; i++) {
    if (wanted > budget) heaps[i] = (uint32_t)(heaps[i] * budget / wanted);
    planned += heaps[i] = (heaps[i] + 3) / 4 * 4;
  }
  return planned;
}

// The number that follows `label` in a file, or -1.
static long long number_in(const char *path, const char *label) {
  char text[4096];
  int file = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t length = file < 0 ? -1 : read(file, text, sizeof text - 1);
  if (file >= 0) close(file);
  if (length <= 0) return -1;
  text[length] = '\0';
  const char *found = strstr(text, label);
  return found ? atoll(found + strlen(label)) : -1;
}

static void check_limit(const char *name, unsigned count, long long running, long long limit) {
  if (limit >= 0 && count + running > limit)
    fail("%u processes do not fit: %lld are running, %s is %lld", count, running, name, limit);
}

// Says no before the machine runs out of memory or of pids half way.
static void check_fit(unsigned count, uint64_t heaps) {
  long long running = number_in("/proc/loadavg", "/");
  check_limit("pid_max", count, running, number_in("/proc/sys/kernel/pid_max", ""));
  check_limit("threads-max", count, running, number_in("/proc/sys/kernel/threads-max", ""));
  struct rlimit processes;
  // Root is exempt from it.
  if (geteuid() != 0 && getrlimit(RLIMIT_NPROC, &processes) == 0 &&
      processes.rlim_cur != RLIM_INFINITY)
    check_limit("the limit on processes (ulimit -u)", count, 0, (long long)processes.rlim_cur);

  long long available = number_in("/proc/meminfo", "MemAvailable:");
  long long needed = (long long)heaps + (long long)count * BESIDES_HEAP + CLEAN_FILE + DIRTY_FILE;
  if (available >= 0 && needed > available)
    fail("%u processes do not fit: they need %lld MiB, %lld MiB are available", count,
         needed / 1024, available / 1024);
}

static void place(int file, int descriptor) {
  if (file < 0 || dup2(file, descriptor) < 0) fail("a common file: %s", strerror(errno));
  close(file);
}

// The file stands on disk beside this program: in a tmpfs its pages would not count as clean.
static void make_clean_file(void) {
  char path[4096];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 16);
  if (length < 0) fail("/proc/self/exe: %s", strerror(errno));
  strcpy(path + length, ".XXXXXX");
  place(mkostemp(path, O_CLOEXEC), CLEAN);
  unlink(path);
  char block[4096];
  for (int i = 0; i < CLEAN_FILE / 4; i++) {
    memset(block, i, sizeof block);
    if (write(CLEAN, block, sizeof block) != sizeof block) fail("%s: %s", path, strerror(errno));
  }
  fsync(CLEAN);
}

static void make_dirty_file(void) {
  place(memfd_create("farm", MFD_CLOEXEC), DIRTY);
  if (ftruncate(DIRTY, (off_t)DIRTY_FILE * 1024) != 0) fail("memfd: %s", strerror(errno));
}

static pid_t start_worker(unsigned index, uint32_t heap, unsigned busy) {
  static char index_word[32], heap_word[32], parent_word[32], busy_word[32];
  static char index_entry[32], pad_entry[LONGEST_PAD + 16];
  snprintf(index_word, sizeof index_word, "--index=%u", index);
  snprintf(heap_word, sizeof heap_word, "--heap=%u", heap);
  snprintf(parent_word, sizeof parent_word, "%d", (int)getpid());
  snprintf(busy_word, sizeof busy_word, "--busy=%u", busy);
  snprintf(index_entry, sizeof index_entry, "FARM_INDEX=%u", index);
  int pad = (int)log_uniform(64, LONGEST_PAD, draw(PAD, index));
  memset(pad_entry, 'a' + (int)(index % 26), sizeof pad_entry);
  memcpy(pad_entry, "FARM_PAD=", 9);
  pad_entry[9 + pad] = '\0';

  char *words[] = {"farm-worker", index_word, heap_word, parent_word,
                   busy > 0 ? busy_word : NULL, NULL};
  char *entries[] = {"PATH=/usr/bin:/bin", "HOME=/",  "LANG=C.UTF-8",
                     "SHELL=/bin/sh",      index_entry, pad_entry,
                     index % MARKED_EVERY == 0 ? "MYAPP=1" : NULL, NULL};
  // The parent's signals are blocked for sigwait, and a worker must not inherit that.
  posix_spawnattr_t attributes;
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  pid_t pid;
  int error = posix_spawn(&pid, "/proc/self/exe", NULL, &attributes, words, entries);
  posix_spawnattr_destroy(&attributes);
  errno = error;
  return error ? -1 : pid;
}

// No worker is waited for before this, so that no pid here can be another process's by now.
static void end_workers(const pid_t *workers, unsigned count) {
  for (unsigned i = 0; i < count; i++) kill(workers[i], SIGKILL);
  while (waitpid(-1, NULL, 0) > 0) continue;
}

// Starts every worker and waits until each has said that it is ready.
static void start_workers(pid_t *workers, const uint32_t *heaps, unsigned count, unsigned busy) {
  int ready[2];
  if (pipe2(ready, O_CLOEXEC) != 0) fail("pipe: %s", strerror(errno));
  place(ready[1], READY);
  for (unsigned i = 0; i < count; i++) {
    workers[i] = start_worker(i, heaps[i], busy);
    if (workers[i] > 0) continue;
    int error = errno;
    end_workers(workers, i);
    fail("process %u of %u: %s", i + 1, count, strerror(error));
  }
  close(CLEAN);
  close(DIRTY);
  close(READY);  // the workers' are the only writing ends now, so that the pipe ends if one fails

  unsigned up = 0;
  char letters[4096];
  for (ssize_t got; (got = read(ready[0], letters, sizeof letters)) > 0;) up += (unsigned)got;
  if (up == count) return;
  end_workers(workers, count);
  fail("only %u of %u processes came up", up, count);
}

int main(int argc, char **argv) {
  if (argc > 3 && strncmp(argv[1], "--index=", 8) == 0)
    return work(argv[1], argv[2], argv[3], argc > 4 ? argv[4] : "");
  long count = argc > 1 ? atol(argv[1]) : 0;
  long long budget = argc > 2 ? atoll(argv[2]) * 1024 : DEFAULT_BUDGET;
  long busy = argc > 3 ? atol(argv[3]) : 0;
  if (argc > 4 || count < 1 || count > MOST_WORKERS || budget < 1 || busy < 0) {
    fputs("usage: farm COUNT [BUDGET_MIB [BUSY]]\n", stderr);
    return 2;
  }

  uint32_t *heaps = calloc((size_t)count, sizeof *heaps);
  pid_t *workers = calloc((size_t)count, sizeof *workers);
  if (!heaps || !workers) fail("no memory");
  check_fit((unsigned)count, plan_heaps(heaps, (unsigned)count, (uint64_t)budget));

  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGHUP);
  sigprocmask(SIG_BLOCK, &ending, NULL);
  make_clean_file();
  make_dirty_file();
  start_workers(workers, heaps, (unsigned)count, (unsigned)busy);
  puts("ready");
  fflush(stdout);

  int signal;
  sigwait(&ending, &signal);
  end_workers(workers, (unsigned)count);
  return 0;
}
