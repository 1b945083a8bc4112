// CTestSupport makes the tests obey the modes of files, even those that root runs, starts programs
// that inherit nothing, and processes that something may be done to, and makes a process and a mount that
// never answer.
#ifndef CTEST_SUPPORT_H
#define CTEST_SUPPORT_H

#include <spawn.h>
#include <sys/types.h>

// Whether a file that nobody may read is refused to this process. To ask is what links this in.
int ctest_obeys_modes(void);

// The program that is started has none of our descriptors from this one on.
void ctest_close_from(posix_spawn_file_actions_t *actions, int first);

// A mount that does not say how full it is, seen by `keeper` alone, and a process whose address
// space is locked for ever.
struct ctest_silence {
  pid_t keeper;
  pid_t stuck;
  // The keeper ends when nobody holds this any more, and after twelve seconds in any case.
  int lifeline;
};

// Mounts at an empty directory; 0, or -1 where that takes more rights than we have.
int ctest_start_silence(const char *place, struct ctest_silence *silence);

// Ends it, and all that waits for it goes on.
void ctest_end_silence(const struct ctest_silence *silence);

// Files without names: a memfd that is empty, an eventfd and an epoll. Descriptors, or -1.
int ctest_open_memory(void);
int ctest_open_event(void);
int ctest_open_poll(void);

// Gives the calling thread descriptors of its own, those that are open now; 0, or -1.
int ctest_own_descriptors(void);

// Puts the calling thread into a network namespace of its own; 0, or -1 where that is refused.
int ctest_leave_network(void);

// Sends a descriptor over a unix socket; 0, or -1.
int ctest_send_descriptor(int socket, int descriptor);

// Starts a process with this pid, which waits for signals; its pid, or -1 where another has it, and where
// the kernel (5.5, with CAP_CHECKPOINT_RESTORE or CAP_SYS_ADMIN) does not let us choose.
pid_t ctest_start_with_pid(pid_t pid);

// Starts a process with so many threads beside its leader, which ends if that is wanted; its pid, or -1.
pid_t ctest_start_threads(int count, int leader_ends);

// Starts a process that starts threads without an end, each of which ends at once; its pid, or -1.
pid_t ctest_start_restless(void);

// Starts a process that ignores a signal; its pid, or -1.
pid_t ctest_start_ignoring(int number);

// Starts a process of another user, and of the group of the same number; its pid, or -1.
pid_t ctest_start_as(pid_t user);

// Mounts a /proc for the calling thread alone that lists all processes and hides what is in their
// directories; 0, or -1.
int ctest_mount_hiding_proc(const char *place);

#endif
