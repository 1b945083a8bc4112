// CTestSupport makes the tests obey the modes of files, even those that root runs, starts programs
// that inherit nothing, and makes a process and a mount that never answer.
#ifndef CTEST_SUPPORT_H
#define CTEST_SUPPORT_H

#include <spawn.h>

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

// Puts the calling thread into a network namespace of its own; 0, or -1 where that is refused.
int ctest_leave_network(void);

// Sends a descriptor over a unix socket; 0, or -1.
int ctest_send_descriptor(int socket, int descriptor);

#endif
