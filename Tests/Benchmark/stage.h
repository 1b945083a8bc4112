// What a benchmark is made among: the farm, and the programs that lie beside this one.
#ifndef STAGE_H
#define STAGE_H

#include <sys/types.h>

enum { PATH_SIZE = 4096 };

// Ends the program with a line on standard error.
__attribute__((noreturn, format(printf, 1, 2))) void fail(const char *format, ...);

// The path of a program that stands in the same directory as this one.
void find_beside(char *path, const char *name);

// Starts so many workers and waits until they are ready; they end when this program does. Every
// BUSY-th is busy, unless that is NULL. Without a budget theirs is the farm's usual one; with NULL for
// it `busy` must be NULL.
pid_t start_farm(const char *count, const char *budget, const char *busy);

// What was measured counts only if the farm was there to the end.
void end_farm(pid_t farm);

#endif
