// CProc makes plain what Swift cannot call: raw directory reading and variadic calls.
#ifndef CPROC_H
#define CPROC_H

#include <stddef.h>
#include <sys/types.h>

// openat(2) without its optional mode.
int cproc_openat(int directory, const char *path, int flags);

// getdents64(2): fills `buffer` with linux_dirent64 records; the count of bytes, 0 at the end, or -1.
ssize_t cproc_getdents64(int directory, void *buffer, size_t capacity);

#endif
