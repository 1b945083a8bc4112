#define _GNU_SOURCE
#include "CProc.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/ioprio.h>
#include <linux/openat2.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

static int argument_count;
static char **arguments;

// The loader hands every constructor what main gets.
__attribute__((constructor)) static void keep_arguments(int count, char **words, char **environment) {
  (void)environment;
  argument_count = count;
  arguments = words;
}

int cproc_argument_count(void) { return argument_count; }

char **cproc_arguments(void) { return arguments; }

bool cproc_has_more_rights(void) { return getauxval(AT_SECURE) != 0; }

int cproc_openat(int directory, const char *path, int flags) { return openat(directory, path, flags); }

int cproc_open_place(int directory, const char *path) {
  return openat(directory, path, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

ssize_t cproc_getdents64(int directory, void *buffer, size_t capacity) {
  return syscall(SYS_getdents64, directory, buffer, capacity);
}

// Most files of /proc are shorter; longer ones make it grow. What one very long file took is given
// back.
enum { initial_capacity = 16 * 1024, kept_capacity = 4 * 1024 * 1024 };

static _Thread_local struct cproc_buffer thread_buffer;
static pthread_key_t ending;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void release(void *buffer) {
  free(((struct cproc_buffer *)buffer)->bytes);
  *(struct cproc_buffer *)buffer = (struct cproc_buffer){0};
}

static void make_key(void) { pthread_key_create(&ending, release); }

struct cproc_buffer *cproc_thread_buffer(void) {
  if (thread_buffer.capacity > kept_capacity) release(&thread_buffer);
  if (thread_buffer.bytes == NULL) {
    pthread_once(&once, make_key);
    thread_buffer.bytes = malloc(initial_capacity);
    thread_buffer.capacity = thread_buffer.bytes ? initial_capacity : 0;
    pthread_setspecific(ending, &thread_buffer);
  }
  return &thread_buffer;
}

int cproc_grow(struct cproc_buffer *buffer) {
  unsigned char *larger = realloc(buffer->bytes, buffer->capacity * 2);
  if (larger == NULL) return -1;
  buffer->bytes = larger;
  buffer->capacity *= 2;
  return 0;
}

// Asks for more room than a cpu_set_t where the kernel has more processors than it counts.
int cproc_processors(void) {
  for (size_t count = CPU_SETSIZE; count <= 1 << 16; count *= 2) {
    cpu_set_t *allowed = CPU_ALLOC(count);
    if (allowed == NULL) return -1;
    size_t size = CPU_ALLOC_SIZE(count);
    int status = sched_getaffinity(0, size, allowed);
    int processors = status == 0 ? CPU_COUNT_S(size, allowed) : -1;
    CPU_FREE(allowed);
    if (status == 0) return processors;
  }
  return -1;
}

int cproc_thread_processors(int thread, void *mask, size_t size) {
  return sched_getaffinity(thread, size, mask);
}

int cproc_set_thread_processors(int thread, const void *mask, size_t size) {
  return sched_setaffinity(thread, size, mask);
}

int cproc_limits(int process, int resource, unsigned long long *soft, unsigned long long *hard) {
  struct rlimit limits;
  if (prlimit(process, (enum __rlimit_resource)resource, NULL, &limits) != 0) return -1;
  *soft = limits.rlim_cur;
  *hard = limits.rlim_max;
  return 0;
}

int cproc_exchange_limits(
    int process, int resource, unsigned long long *soft, unsigned long long *hard) {
  const struct rlimit limits = {.rlim_cur = *soft, .rlim_max = *hard};
  struct rlimit before;
  if (prlimit(process, (enum __rlimit_resource)resource, &limits, &before) != 0) return -1;
  *soft = before.rlim_cur;
  *hard = before.rlim_max;
  return 0;
}

long cproc_filesystem_type(int descriptor) {
  struct statfs about;
  return fstatfs(descriptor, &about) == 0 ? (long)about.f_type : -1;
}

int cproc_about(int directory, const char *path, struct cproc_about *about) {
  struct statx file;
  int flags = AT_STATX_DONT_SYNC | AT_NO_AUTOMOUNT;
  if (statx(directory, path, flags, STATX_BASIC_STATS, &file) != 0) return -1;
  about->has_links = file.stx_mask & STATX_NLINK;
  about->has_size = file.stx_mask & STATX_SIZE;
  about->has_allocated = file.stx_mask & STATX_BLOCKS;
  about->mode = file.stx_mode;
  about->links = file.stx_nlink;
  about->inode = file.stx_ino;
  about->size = file.stx_size;
  about->allocated = file.stx_blocks * 512;
  about->device_major = file.stx_dev_major;
  about->device_minor = file.stx_dev_minor;
  return 0;
}

int cproc_mount_id(const char *path, unsigned long long *id) {
  struct statx file;
  int flags = AT_STATX_DONT_SYNC | AT_NO_AUTOMOUNT;
  if (statx(AT_FDCWD, path, flags, STATX_MNT_ID, &file) != 0) return -1;
  *id = file.stx_mnt_id;
  return file.stx_mask & STATX_MNT_ID ? 0 : -1;
}

// A filter of system calls may refuse what it does not know.
static int open_resolving(int directory, const char *path, int flags, unsigned long long resolve) {
  struct open_how how = {
      .flags = (unsigned long long)flags, .resolve = RESOLVE_NO_MAGICLINKS | resolve};
  long opened = syscall(SYS_openat2, directory, path, &how, sizeof how);
  if (opened >= 0 || (errno != ENOSYS && errno != EPERM)) return (int)opened;
  return openat(directory, path, flags | O_NOFOLLOW);
}

int cproc_open_place_below(int directory, const char *path) {
  return open_resolving(directory, path, O_PATH | O_DIRECTORY | O_CLOEXEC, RESOLVE_BENEATH);
}

int cproc_open_in_root(int directory, const char *path) {
  int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  return open_resolving(directory, path, flags, RESOLVE_IN_ROOT);
}

int cproc_open_process(int pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int cproc_poll(struct pollfd *descriptors, size_t count, long long nanoseconds) {
  struct timespec limit = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  return ppoll(descriptors, count, &limit, NULL);
}

int cproc_send_signal(int process, int signal) {
  return (int)syscall(SYS_pidfd_send_signal, process, signal, NULL, 0);
}

unsigned long long cproc_effective_capabilities(void) {
  struct __user_cap_header_struct ours = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
  struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3] = {0};
  if (syscall(SYS_capget, &ours, sets) != 0) return 0;
  return (unsigned long long)sets[1].effective << 32 | sets[0].effective;
}

int cproc_io_priority(int thread) { return (int)syscall(SYS_ioprio_get, IOPRIO_WHO_PROCESS, thread); }

int cproc_set_io_priority(int thread, int priority) {
  return (int)syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, thread, priority);
}

// There is no getxattrat before Linux 6.13, so the directory is named by its link in /proc.
ssize_t cproc_socket_protocol(int directory, const char *path, void *name, size_t capacity) {
  char full[256];
  int length = snprintf(full, sizeof full, "/proc/self/fd/%d/%s", directory, path);
  if (length < 0 || (size_t)length >= sizeof full) return -1;
  return getxattr(full, "system.sockprotoname", name, capacity);
}
