// CTestSupport makes the tests obey the modes of files, even those that root runs.
#ifndef CTEST_SUPPORT_H
#define CTEST_SUPPORT_H

// Whether a file that nobody may read is refused to this process. To ask is what links this in.
int ctest_obeys_modes(void);

#endif
