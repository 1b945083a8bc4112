#define _GNU_SOURCE
#include "CTestSupport.h"

#include <sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>

void ctest_close_from(posix_spawn_file_actions_t *actions, int first) {
  posix_spawn_file_actions_addclosefrom_np(actions, first);
}

int ctest_open_memory(void) { return memfd_create("procq test", MFD_CLOEXEC); }

int ctest_open_event(void) { return eventfd(0, EFD_CLOEXEC); }

int ctest_open_poll(void) { return epoll_create1(EPOLL_CLOEXEC); }

int ctest_leave_network(void) { return unshare(CLONE_NEWNET); }
