// CProc makes plain what Swift cannot call: raw directory reading, variadic calls, what each thread
// has for itself.
#ifndef CPROC_H
#define CPROC_H

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

// The words that the program was started with, its own name first; they are kept before main, and
// need no /proc.
int cproc_argument_count(void);
char **cproc_arguments(void);

// Whether the kernel has given the program more rights than whoever started it has: its file is setuid or
// has capabilities (AT_SECURE).
bool cproc_has_more_rights(void);

// openat(2) without its optional mode.
int cproc_openat(int directory, const char *path, int flags);

// Opens a directory only to reach what is below it, not to list it (O_PATH, Linux 2.6.39); its
// descriptor, or -1.
int cproc_open_place(int directory, const char *path);

// getdents64(2): fills `buffer` with linux_dirent64 records; the count of bytes, 0 at the end, or -1.
ssize_t cproc_getdents64(int directory, void *buffer, size_t capacity);

// Memory that a thread reads files into, one after the other.
struct cproc_buffer {
  unsigned char *bytes;
  size_t capacity;
};

// The calling thread's buffer, freed when the thread ends. Its capacity is 0 if there is no memory.
// One that has grown beyond some MiB is made anew.
struct cproc_buffer *cproc_thread_buffer(void);

// How many processors the calling thread may run on, or -1.
int cproc_processors(void);

// The processors that a thread may run on and that are on line (sched_getaffinity(2)): fills `size` bytes
// with a bit for each; 0, or -1.
int cproc_thread_processors(int thread, void *mask, size_t size);

// Lets a thread run on these alone; 0, or -1.
int cproc_set_thread_processors(int thread, const void *mask, size_t size);

// The limits of a process (prlimit(2)), of which one that is not there is the greatest number; 0, or -1.
// Without struct rlimit: the header that declares it is part of another module.
int cproc_limits(int process, int resource, unsigned long long *soft, unsigned long long *hard);

// Sets both, and gives those that were set before; 0, or -1.
int cproc_exchange_limits(
    int process, int resource, unsigned long long *soft, unsigned long long *hard);

// Doubles a buffer and keeps what it holds; 0, or -1 if there is no memory.
int cproc_grow(struct cproc_buffer *buffer);

// The f_type of the file system that a descriptor is on, or -1.
long cproc_filesystem_type(int descriptor);

// What statx(2) says about a file.
struct cproc_about {
  // Whether the file system tells them: else they are 0.
  bool has_links;
  bool has_size;
  bool has_allocated;
  unsigned mode;
  unsigned long long links;
  unsigned long long inode;
  // In bytes.
  unsigned long long size;
  // In bytes.
  unsigned long long allocated;
  // Of what it is on.
  unsigned device_major;
  unsigned device_minor;
};

// Follows `path` from a directory and asks about the file without reaching out for one that is far
// away or not mounted yet; 0, or -1.
int cproc_about(int directory, const char *path, struct cproc_about *about);

// ioprio_get(2) of one thread (Linux 2.6.13): its class and level as the kernel packs them, or -1.
int cproc_io_priority(int thread);

// ioprio_set(2) of one thread, of a priority as cproc_io_priority gives it; 0, or -1.
int cproc_set_io_priority(int thread, int priority);

// pidfd_send_signal(2) (Linux 5.1) to the process that a descriptor of its directory in /proc, open to be
// read, belongs to; 0, or -1.
int cproc_send_signal(int process, int signal);

// The capabilities that the calling thread has, by bit (capget(2)); 0 where that cannot be asked.
unsigned long long cproc_effective_capabilities(void);

// Reads the extended attribute system.sockprotoname of the socket that `path`, from a directory,
// leads to; the count of bytes, or -1.
ssize_t cproc_socket_protocol(int directory, const char *path, void *name, size_t capacity);

// The number of the mount that a path leads to, without mounting anything; 0, or -1, as before Linux
// 5.8.
int cproc_mount_id(const char *path, unsigned long long *id);

// Opens a directory as cproc_open_place does, by a path whose links may not lead out of where it
// begins. Before Linux 5.6 no link is followed at its end. A descriptor, or -1.
int cproc_open_place_below(int directory, const char *path);

// Opens a file to read, by a path that takes `directory` for the root directory: absolute links in it
// begin there again. Before Linux 5.6 no link is followed at its end. A descriptor, or -1.
int cproc_open_in_root(int directory, const char *path);

// How fast a network interface of our namespace runs, in megabits a second, and its duplex, by
// ethtool's numbers; 0, or -1.
int cproc_link_settings(const char *name, unsigned *speed, unsigned char *duplex);

// socket(2) in the network namespace that a descriptor of a link `ns/net` leads to: a thread goes there
// for it, and ends. A descriptor, or -1.
int cproc_socket_in(int network, int domain, int type, int protocol);

// A descriptor that becomes readable when a process ends, be it waited for or not (pidfd_open(2), Linux
// 5.3); or -1.
int cproc_open_process(int pid);

// poll(2) for so many nanoseconds at most: how many descriptors have something to tell, or -1.
int cproc_poll(struct pollfd *descriptors, size_t count, long long nanoseconds);

// What a thread waits for in the kernel, for other threads to see: it says so before it opens or
// reads a file, which costs it two stores, and takes it back afterwards.

// The calling thread begins to wait for something that the caller has numbered, not 0; false where
// it waits already, which then stands.
bool cproc_wait_begin(unsigned long long subject);

// Likewise, for something with a name, of which the first 1000 bytes are kept. Takes a lock.
bool cproc_wait_begin_named(const void *name, size_t length);

// The end of a wait that did begin. While somebody holds the thread, does not return.
void cproc_wait_end(void);

// A wait that goes on.
struct cproc_wait {
  // The thread's place, the same for all of its waits.
  const void *place;
  // Counts the thread's waits, so that two looks tell whether it is still the same one.
  unsigned long long turn;
  // 0 of one with a name.
  unsigned long long subject;
};

// Looks at all threads: how many wait, of whom so many as there is room for are told.
size_t cproc_waits(struct cproc_wait *waits, size_t capacity);

// The name of what a wait is for, if that goes on; how long it is.
size_t cproc_wait_name(const struct cproc_wait *wait, void *name, size_t capacity);

// The calling thread's place; NULL if there is no memory for one.
const void *cproc_wait_place(void);

// Sees to it that a thread that waits does not go on, so that what it alone may touch can be
// touched; false where it does not wait.
bool cproc_wait_hold(const void *place);

// Starts a thread that nobody waits for, with a stack of so many bytes and these signals blocked
// beside those that are anyway, NULL for all; false where the system has none for us.
bool cproc_start_thread(size_t stack, const sigset_t *closed, void *(*body)(void *),
                        void *context);

// Gives the calling thread descriptors of its own, the same as those of the others were until now.
// A process whose threads share them pays for each use of one.
void cproc_copy_descriptors(void);

// Keeps the C library from giving each thread an arena of its own, for which it sets 64 MiB of
// addresses aside. To be called before there is a second thread.
void cproc_share_arenas(void);

#endif
