#define _GNU_SOURCE
#include "CProc.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

int cproc_openat(int directory, const char *path, int flags) { return openat(directory, path, flags); }

ssize_t cproc_getdents64(int directory, void *buffer, size_t capacity) {
  return syscall(SYS_getdents64, directory, buffer, capacity);
}
