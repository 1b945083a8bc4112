#define _GNU_SOURCE
#include "stage.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("bench: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
  exit(1);
}

pid_t start_farm(const char *count, const char *budget, const char *busy) {
  static char farm_program[PATH_SIZE];
  find_beside(farm_program, "farm");
  int said[2];
  if (pipe(said) != 0) fail("no pipe");
  pid_t bench = getpid(), farm = fork();
  if (farm < 0) fail("no process for the farm");
  if (farm == 0) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != bench) _exit(1);
    dup2(said[1], STDOUT_FILENO);
    close(said[0]);
    close(said[1]);
    execl(farm_program, farm_program, count, budget, busy, NULL);
    _exit(127);
  }
  close(said[1]);
  char word[6];
  ssize_t length = read(said[0], word, sizeof word);
  close(said[0]);
  if (length <= 0) {
    waitpid(farm, NULL, 0);  // it has said why on standard error
    fail("no farm of %s processes", count);
  }
  return farm;
}

void end_farm(pid_t farm) {
  if (waitpid(farm, NULL, WNOHANG) != 0) fail("the farm ended before its time");
  kill(farm, SIGTERM);
  waitpid(farm, NULL, 0);
}

void find_beside(char *path, const char *name) {
  ssize_t length = readlink("/proc/self/exe", path, PATH_SIZE - 16);
  if (length < 0) fail("no /proc/self/exe");
  path[length] = '\0';
  strcpy(strrchr(path, '/') + 1, name);
}
