#define _GNU_SOURCE
#include "command.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { MOST_ROUNDS = 1001 };

static int output = -1, errors = -1;

static void open_files(void) {
  if (output < 0) output = memfd_create("output", MFD_CLOEXEC);
  if (errors < 0) errors = memfd_create("errors", MFD_CLOEXEC);
  if (output >= 0 && errors >= 0) return;
  perror("bench: memfd");
  exit(1);
}

static void empty(int file) {
  if (ftruncate(file, 0) != 0 || lseek(file, 0, SEEK_SET) != 0) abort();
}

static size_t count_lines(int file) {
  static char text[64 * 1024];
  size_t lines = 0;
  off_t at = 0;
  for (ssize_t got; (got = pread(file, text, sizeof text, at)) > 0; at += got)
    for (ssize_t i = 0; i < got; i++) lines += text[i] == '\n';
  return lines;
}

void read_errors(char *text, size_t size) {
  ssize_t length = pread(errors, text, size - 1, 0);
  text[length > 0 ? length : 0] = '\0';
}

void show_errors(void) {
  char text[4096];
  ssize_t length = pread(errors, text, sizeof text, 0);
  if (length > 0) fwrite(text, 1, (size_t)length, stderr);
}

static double milliseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double milliseconds(struct timeval time) {
  return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

static pid_t start(const struct command *command) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
  pid_t pid;
  // posix_spawn's type is from before const; it changes no word.
  char *const *words = (char *const *)command->words;
  int error = posix_spawnp(&pid, words[0], &actions, NULL, words, environ);
  posix_spawn_file_actions_destroy(&actions);
  return error ? -1 : pid;
}

struct cost run_command(const struct command *command) {
  open_files();
  empty(output);
  empty(errors);
  struct cost cost = {0};
  double from = milliseconds_now();
  pid_t pid = start(command);
  int status;
  struct rusage usage;
  if (pid < 0 || wait4(pid, &status, 0, &usage) != pid) return cost;
  cost.of[WALL] = milliseconds_now() - from;
  cost.of[CPU] = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
  cost.of[PEAK] = (double)usage.ru_maxrss / 1024;
  cost.succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  cost.lines = count_lines(output);
  return cost;
}

static int by_value(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

static double median(double *values, int count) {
  qsort(values, (size_t)count, sizeof *values, by_value);
  return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

struct comparison compare(const struct command *first, const struct command *second, int rounds) {
  static struct cost firsts[MOST_ROUNDS], seconds[MOST_ROUNDS];
  static double values[MOST_ROUNDS];
  if (rounds > MOST_ROUNDS) rounds = MOST_ROUNDS;
  for (int round = 0; round < rounds; round++) {
    if (round % 2) seconds[round] = run_command(second);
    firsts[round] = run_command(first);
    if (round % 2 == 0) seconds[round] = run_command(second);
  }
  struct comparison comparison;
  for (int measure = 0; measure < MEASURES; measure++) {
    for (int i = 0; i < rounds; i++) values[i] = seconds[i].of[measure] / firsts[i].of[measure];
    comparison.ratio[measure] = median(values, rounds);
    for (int i = 0; i < rounds; i++) values[i] = firsts[i].of[measure];
    comparison.first[measure] = median(values, rounds);
    for (int i = 0; i < rounds; i++) values[i] = seconds[i].of[measure];
    comparison.second[measure] = median(values, rounds);
  }
  return comparison;
}
