#define _GNU_SOURCE
#include "CProc.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

int cproc_openat(int directory, const char *path, int flags) { return openat(directory, path, flags); }

ssize_t cproc_getdents64(int directory, void *buffer, size_t capacity) {
  return syscall(SYS_getdents64, directory, buffer, capacity);
}

// Most files of /proc are shorter; longer ones make it grow.
enum { initial_capacity = 16 * 1024 };

static _Thread_local struct cproc_buffer thread_buffer;
static pthread_key_t ending;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void release(void *buffer) {
  free(((struct cproc_buffer *)buffer)->bytes);
  *(struct cproc_buffer *)buffer = (struct cproc_buffer){0};
}

static void make_key(void) { pthread_key_create(&ending, release); }

struct cproc_buffer *cproc_thread_buffer(void) {
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

long cproc_filesystem_type(int descriptor) {
  struct statfs about;
  return fstatfs(descriptor, &about) == 0 ? (long)about.f_type : -1;
}
