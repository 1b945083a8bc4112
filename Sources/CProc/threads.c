#define _GNU_SOURCE
#include "CProc.h"

#include <malloc.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>

bool cproc_start_thread(size_t stack, const sigset_t *closed, void *(*body)(void *),
                        void *context) {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return false;
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, closed != NULL ? closed : &all, &before);
  pthread_t thread;
  bool is_started = pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED) == 0 &&
                    pthread_attr_setstacksize(&attributes, stack) == 0 &&
                    pthread_create(&thread, &attributes, body, context) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  return is_started;
}

void cproc_copy_descriptors(void) { unshare(CLONE_FILES); }

void cproc_share_arenas(void) { mallopt(M_ARENA_MAX, 2); }
