// past: what recordings cost among COUNT processes, a tenth of them busy, as Markdown tables.
//
//   past [--rounds N] [--seconds N] PROCQ COUNT
//
// For so many seconds procq records ten moments a second, which makes the file that is measured and then
// asked: by procq, and by sqlite3, if that is here, through the flat view `samples`. A moment is held against
// one run of the same query as ndjson, start-up included.
#define _GNU_SOURCE
#include "command.h"
#include "stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#define COLUMNS \
  "ppid, name, args, user, status, num_threads, cpu_time, rss, uss, read_bytes, write_bytes, num_fds"

enum { EVERY = 10, QUERY_SIZE = 1024 };

static char procq[PATH_SIZE], file[PATH_SIZE];

static void remove_file(void) {
  static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    char path[PATH_SIZE + 8];
    snprintf(path, sizeof path, "%s%s", file, ends[i]);
    unlink(path);
  }
}

static double size_of(const char *path) {
  struct stat status;
  if (stat(path, &status) != 0) fail("%s is not there", path);
  return (double)status.st_size;
}

// ---- recording ----

// What procq says at its end: how many moments of how many processes, and how many rows in all.
struct recording {
  double moments, processes, rows, milliseconds;
  time_t end;
};

static struct recording record(const char *seconds) {
  static char statement[QUERY_SIZE + PATH_SIZE];
  snprintf(statement, sizeof statement, "record 100ms into '%s' select " COLUMNS, file);
  struct command command = {
      "record", {"timeout", "-s", "TERM", seconds, procq, "--stats", "-e", statement}};
  struct cost cost = run_command(&command);
  char text[1024];
  read_errors(text, sizeof text);
  struct recording recording = {.milliseconds = cost.of[CPU], .end = time(NULL)};
  char *note = strstr(text, "recorded "), *rows = strstr(text, "\"rows\":");
  if (!note || !rows || sscanf(rows, "\"rows\":%lf", &recording.rows) != 1 ||
      sscanf(note, "recorded %lf moments of %lf", &recording.moments, &recording.processes) != 2) {
    show_errors();
    fail("nothing was recorded");
  }
  return recording;
}

// How many bytes a row of the view has where it stands in a table; 0 where sqlite3 is not here.
static double flat_row(void) {
  char path[PATH_SIZE + 8], script[2 * PATH_SIZE];
  snprintf(path, sizeof path, "%s.flat", file);
  unlink(path);
  snprintf(script, sizeof script,
           "attach '%s' as copy; create table copy.flat as select * from samples;", path);
  struct command command = {"sqlite3", {"sqlite3", file, script}};
  struct command count = {"sqlite3", {"sqlite3", path, "select 1 from flat"}};
  double bytes = 0;
  if (run_command(&command).succeeded) {
    struct cost cost = run_command(&count);
    if (cost.lines > 0) bytes = size_of(path) / (double)cost.lines;
  }
  unlink(path);
  return bytes;
}

static void print_recording(const struct recording *recording, int rounds) {
  struct command ndjson = {"ndjson",
                           {procq, "-f", "ndjson", "-e", "select pid, since_boot, " COLUMNS}};
  struct comparison comparison = compare(&ndjson, &ndjson, rounds);
  double moment = recording->milliseconds / recording->moments;
  double bytes = size_of(file) / recording->rows;
  puts("| recorded: " COLUMNS " | |");
  puts("| --- | ---: |");
  printf("| moments, processes | %.0f, %.0f |\n", recording->moments, recording->processes);
  printf("| bytes a process and moment | **%.1f** |\n", bytes);
  double flat = flat_row();
  if (flat > 0) printf("| the same rows flat in a table of SQLite | %.0f |\n", flat);
  printf("| CPU of a moment | %.1f ms |\n", moment);
  printf("| of one `procq -f ndjson` of the same | %.1f ms |\n", comparison.first[CPU]);
  printf("| a moment ÷ ndjson | **%.2f** |\n", moment / comparison.first[CPU]);
  fflush(stdout);
}

// ---- asking ----

// A question, as procq and as SQL. `%s` is a time in the first, and in the second twice.
static const struct {
  const char *name, *query, *sql;
} questions[] = {
    {"`at`: top ten by rss", "select pid, name, rss at '%s' order by rss desc limit 10",
     "select pid, name, rss from samples where time = (select max(time) from samples where time <= "
     "'%s') order by rss desc limit 10"},
    {"`at`: one pid", "select name, rss at '%s' where pid = 1",
     "select name, rss from samples where time = (select max(time) from samples where time <= "
     "'%s') and pid = 1"},
    {"`over 5s`: top ten by cpu_percent",
     "select pid, name, cpu_percent at '%s' over 5s order by cpu_percent desc limit 10",
     "select e.pid, e.name, 20 * (e.cpu_time - b.cpu_time) as cpu from samples e join samples b on "
     "b.pid = e.pid and b.started = e.started where e.time = (select max(time) from samples where "
     "time <= '%1$s') and b.time = (select max(time) from samples where time <= "
     "strftime('%%Y-%%m-%%dT%%H:%%M:%%fZ', '%1$s', '-5 seconds')) order by cpu desc limit 10"},
    {"`from history over 5s`: peak by name",
     "select name, max(rss) as peak from history at '%s' over 5s group by name order by peak desc "
     "limit 10",
     "select name, max(rss) as peak from samples where time <= '%1$s' and time >= "
     "strftime('%%Y-%%m-%%dT%%H:%%M:%%fZ', '%1$s', '-5 seconds') group by name order by peak desc "
     "limit 10"},
};

// Both are asked of the middle.
static void print_questions(const struct recording *recording, int rounds) {
  char moment[32];
  time_t middle = recording->end - (time_t)(recording->moments / EVERY / 2);
  strftime(moment, sizeof moment, "%Y-%m-%dT%H:%M:%SZ", gmtime(&middle));
  puts("\n| asked, wall, start-up included | sqlite3 on samples | procq --replay | procq ÷ sqlite3 |");
  puts("| --- | ---: | ---: | ---: |");
  for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
    char query[QUERY_SIZE], sql[QUERY_SIZE];
    snprintf(query, sizeof query, questions[i].query, moment);
    snprintf(sql, sizeof sql, questions[i].sql, moment);
    struct command ours = {"procq", {procq, "--replay", file, "-e", query}};
    struct command theirs = {"sqlite3", {"sqlite3", "-readonly", file, sql}};
    if (!run_command(&ours).succeeded) {
      show_errors();
      fail("%s", query);
    }
    bool isHere = run_command(&theirs).lines > 0;
    struct comparison both = compare(isHere ? &theirs : &ours, &ours, rounds);
    printf("| %s | ", questions[i].name);
    if (isHere)
      printf("%.1f ms | %.1f ms | **%.2f** |\n", both.first[WALL], both.second[WALL],
             both.ratio[WALL]);
    else
      printf("| %.1f ms | |\n", both.second[WALL]);
    fflush(stdout);
  }
}

int main(int argc, char **argv) {
  int rounds = 11, at = 1;
  const char *seconds = "30";
  for (; at + 1 < argc && argv[at][0] == '-'; at += 2) {
    if (strcmp(argv[at], "--rounds") == 0) rounds = atoi(argv[at + 1]);
    if (strcmp(argv[at], "--seconds") == 0) seconds = argv[at + 1];
  }
  if (argc - at != 2 || rounds < 1 || atoi(seconds) < 12) {
    fputs("usage: past [--rounds N] [--seconds N] PROCQ COUNT, for 12 seconds at least\n", stderr);
    return 2;
  }
  snprintf(procq, sizeof procq, "%s", argv[at]);
  const char *count = argv[at + 1];
  find_beside(file, "past.db");
  remove_file();
  pid_t farm = start_farm(count, "6144", "10");

  char date[16];
  time_t now = time(NULL);
  strftime(date, sizeof date, "%Y-%m-%d", localtime(&now));
  struct utsname system;
  uname(&system);
  printf("\n%s: %s processes, a tenth of them busy, %ld cores, Linux %s (%s), %s s at 100 ms\n\n",
         date, count, sysconf(_SC_NPROCESSORS_ONLN), system.release, system.machine, seconds);
  struct recording recording = record(seconds);
  print_recording(&recording, rounds);
  print_questions(&recording, rounds);
  end_farm(farm);
  remove_file();
  return 0;
}
