#define _GNU_SOURCE
#include "CProc.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>

struct request {
  int network, domain, type, protocol;
  int result, reason;
};

static void *open_there(void *argument) {
  struct request *request = argument;
  request->result = setns(request->network, CLONE_NEWNET);
  if (request->result == 0)
    request->result = socket(request->domain, request->type, request->protocol);
  request->reason = errno;
  return NULL;
}

int cproc_socket_in(int network, int domain, int type, int protocol) {
  struct request request = {network, domain, type, protocol, -1, EAGAIN};
  pthread_t thread;
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  int failure = pthread_create(&thread, NULL, open_there, &request);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (failure == 0) pthread_join(thread, NULL);
  errno = failure != 0 ? failure : request.reason;
  return request.result;
}
