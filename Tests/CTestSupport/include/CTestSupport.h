// CTestSupport makes the tests obey the modes of files, even those that root runs, and starts
// programs that inherit nothing.
#ifndef CTEST_SUPPORT_H
#define CTEST_SUPPORT_H

#include <spawn.h>

// Whether a file that nobody may read is refused to this process. To ask is what links this in.
int ctest_obeys_modes(void);

// The program that is started has none of our descriptors from this one on.
void ctest_close_from(posix_spawn_file_actions_t *actions, int first);

#endif
