#define _GNU_SOURCE
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "CEditLine.h"

static const int watched[] = {SIGINT,  SIGQUIT, SIGTERM, SIGHUP,    SIGALRM,  SIGUSR1,
                              SIGUSR2, SIGXCPU, SIGVTALRM, SIGTSTP, SIGWINCH};
enum { watched_count = sizeof watched / sizeof watched[0] };

static volatile sig_atomic_t noted[NSIG];
static struct sigaction before[watched_count];
static sigset_t mask_before;
// While waiting: what was blocked before, without the watched.
static sigset_t open_mask;
// The watched that are not ignored.
static sigset_t noted_set;

static void note(int number) { noted[number] = 1; }

// A new size is a fact, whoever ignores it; a shell on a terminal answers Ctrl-C likewise.
static bool is_heard(int number, bool hears_interrupt) {
  return number == SIGWINCH || (number == SIGINT && hears_interrupt);
}

static void watch(int number, bool hears_it, struct sigaction *old) {
  struct sigaction action = {.sa_handler = note};
  sigfillset(&action.sa_mask);
  sigaction(number, NULL, old);
  if (old->sa_handler == SIG_IGN && !hears_it) return;
  sigaction(number, &action, NULL);
  sigaddset(&noted_set, number);
}

void signals_watch(bool hears_interrupt) {
  sigset_t set;
  sigemptyset(&set);
  for (int i = 0; i < watched_count; i++) sigaddset(&set, watched[i]);
  pthread_sigmask(SIG_BLOCK, &set, &mask_before);
  open_mask = mask_before;
  sigemptyset(&noted_set);
  for (int i = 0; i < watched_count; i++) {
    sigdelset(&open_mask, watched[i]);
    watch(watched[i], is_heard(watched[i], hears_interrupt), &before[i]);
  }
}

void signals_release(void) {
  for (int i = 0; i < watched_count; i++) sigaction(watched[i], &before[i], NULL);
  pthread_sigmask(SIG_SETMASK, &mask_before, NULL);
}

static int take_noted(void) {
  for (int i = 0; i < watched_count; i++) {
    if (!noted[watched[i]]) continue;
    noted[watched[i]] = 0;
    return watched[i];
  }
  return 0;
}

// A signal that came while nobody waited; 0 if none did.
static int take_pending(void) {
  struct timespec none = {0, 0};
  int number = sigtimedwait(&noted_set, NULL, &none);
  return number > 0 ? number : 0;
}

int signals_wait(int descriptor, int milliseconds) {
  return signals_wait_either(descriptor, -1, milliseconds);
}

int signals_wait_either(int one, int other, int milliseconds) {
  // ppoll prefers what can be read; but what was typed after Ctrl-C belongs to the next line.
  int number = take_noted();
  if (number == 0) number = take_pending();
  if (number != 0) return -number;
  struct pollfd requests[] = {{.fd = one, .events = POLLIN}, {.fd = other, .events = POLLIN}};
  struct timespec limit = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
  int count = ppoll(requests, 2, milliseconds < 0 ? NULL : &limit, &open_mask);
  if (count >= 0) return (requests[0].revents != 0 ? 1 : 0) | (requests[1].revents != 0 ? 2 : 0);
  number = take_noted();
  // Another signal than those watched: the caller asks again.
  return number != 0 ? -number : 0;
}

void signals_note(int number) { noted[number] = 1; }

int signals_came(int number) {
  sigset_t pending;
  return noted[number] != 0 || (sigpending(&pending) == 0 && sigismember(&pending, number) == 1);
}

bool signals_ask_to_stop(void) {
  for (int i = 0; i < watched_count; i++) {
    int number = watched[i];
    if (number != SIGTSTP && number != SIGWINCH && signals_came(number)) return true;
  }
  return false;
}

void signals_forget(int number) {
  struct timespec none = {0, 0};
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  while (sigtimedwait(&set, NULL, &none) == number) continue;
  noted[number] = 0;
}

void signals_obey(int number) {
  struct sigaction standard = {.sa_handler = SIG_DFL}, watching;
  sigaction(number, &standard, &watching);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  raise(number);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  pthread_sigmask(SIG_BLOCK, &set, NULL);
  sigaction(number, &watching, NULL);
}

const sigset_t *signals_open_mask(void) { return &open_mask; }

static int crash_descriptor = -1;
static struct termios crash_settings;
static char crash_text[32];

static const int crashes[] = {SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS};
enum { crash_count = sizeof crashes / sizeof crashes[0] };
static struct sigaction before_crash[crash_count];

static void restore(int number) {
  tcsetattr(crash_descriptor, TCSANOW, &crash_settings);
  ssize_t written = write(crash_descriptor, crash_text, strlen(crash_text));
  (void)written;
  // Whatever would have come of it comes now: the end, or Swift's own report.
  for (size_t i = 0; i < crash_count; i++) {
    if (crashes[i] == number) sigaction(number, &before_crash[i], NULL);
  }
  raise(number);
}

void signals_restore_on_crash(int descriptor, const struct termios *settings, const char *text) {
  crash_descriptor = descriptor;
  crash_settings = *settings;
  strncpy(crash_text, text, sizeof crash_text - 1);
  for (size_t i = 0; i < crash_count; i++) {
    struct sigaction action = {.sa_handler = restore, .sa_flags = SA_ONSTACK};
    sigaction(crashes[i], &action, &before_crash[i]);
  }
}
