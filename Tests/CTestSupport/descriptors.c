#define _GNU_SOURCE
#include "CTestSupport.h"

#include <sched.h>

void ctest_close_from(posix_spawn_file_actions_t *actions, int first) {
  posix_spawn_file_actions_addclosefrom_np(actions, first);
}

int ctest_leave_network(void) { return unshare(CLONE_NEWNET); }
