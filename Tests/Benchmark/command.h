// A command that is run and measured, and two commands that are run in turns.
#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>
#include <stddef.h>

enum { MOST_WORDS = 8 };

struct command {
  const char *name;
  const char *words[MOST_WORDS + 1];  // found through PATH, and ended by NULL
};

// What can be measured of a run.
enum measure { CPU, WALL, PEAK, MEASURES };

// One run: user and system time together, time on the wall (both ms), and the peak of its resident
// memory (MiB).
struct cost {
  double of[MEASURES];
  bool succeeded;
  size_t lines;  // of standard output
};

// Medians over all rounds; the ratio is that of the second to the first in one and the same round.
struct comparison {
  double first[MEASURES], second[MEASURES], ratio[MEASURES];
};

// Runs it once, start-up included. Standard output goes to a file in memory, for what writes to
// /dev/null may stop early (GNU grep does); standard error likewise.
struct cost run_command(const struct command *command);

// What the last command said on standard error, as far as there is room, and a NUL.
void read_errors(char *text, size_t size);

// Copies what the last command said on standard error to ours.
void show_errors(void);

// Runs two commands in turns, and changes which of them goes first from round to round: the machine's
// speed differs from one second to the next, and caches are left as the last command left them.
struct comparison compare(const struct command *first, const struct command *second, int rounds);

#endif
