#define _GNU_SOURCE
#include "CTestSupport.h"

#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

// Processes of one program, ours: who starts another has it at once.

// Holds nothing of ours, obeys signals as a program does that is started, and does not outlive the tests
// for long.
static void begin(void) {
  close_range(0, ~0u, 0);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  alarm(300);
}

static void *wait_for_ever(void *nothing) {
  for (;;) pause();
  return nothing;
}

static void *end_at_once(void *nothing) { return nothing; }

static void start_thread(void *(*body)(void *)) {
  pthread_t thread;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 64 * 1024);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  while (pthread_create(&thread, &attributes, body, NULL) != 0) usleep(100);
}

static void *start_others(void *nothing) {
  for (;;) {
    start_thread(end_at_once);
    usleep(50);
  }
  return nothing;
}

pid_t ctest_start_with_pid(pid_t pid) {
  struct clone_args how = {
      .exit_signal = SIGCHLD, .set_tid = (uint64_t)(uintptr_t)&pid, .set_tid_size = 1};
  pid_t child = (pid_t)syscall(SYS_clone3, &how, sizeof how);
  if (child != 0) return child;
  begin();
  for (;;) pause();
}

pid_t ctest_start_threads(int count, int leader_ends) {
  pid_t child = fork();
  if (child != 0) return child;
  begin();
  for (int index = 0; index < count; index++) start_thread(wait_for_ever);
  if (leader_ends) syscall(SYS_exit, 0);
  for (;;) pause();
}

pid_t ctest_start_restless(void) {
  pid_t child = fork();
  if (child != 0) return child;
  begin();
  start_others(NULL);
  _exit(1);
}

pid_t ctest_start_ignoring(int number) {
  pid_t child = fork();
  if (child != 0) return child;
  begin();
  signal(number, SIG_IGN);
  for (;;) pause();
}


pid_t ctest_start_as(pid_t user) {
  pid_t child = fork();
  if (child != 0) return child;
  begin();
  if (syscall(SYS_setresgid, user, user, user) != 0) _exit(1);
  if (syscall(SYS_setresuid, user, user, user) != 0) _exit(1);
  for (;;) pause();
}

int ctest_mount_hiding_proc(const char *place) {
  if (unshare(CLONE_NEWNS) != 0) return -1;
  if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) return -1;
  return mount("proc", place, "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, "hidepid=1,gid=4711");
}
