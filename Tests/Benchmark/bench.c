// bench: what procq costs among COUNT idle processes, as a Markdown table of ratios.
//
//   bench [--rounds N] [--budget MIB] PROCQ COUNT...
//
// For each COUNT it starts the farm beside it, lets procq and the floor program do the same task in
// turns, and then procq and each peer that is installed. The tables go to standard output.
#define _GNU_SOURCE
#include "command.h"
#include "stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

enum { MOST_PEERS = 4, MOST_SIZES = 8 };

// What the commands below are made with, set before they run.
static char procq[PATH_SIZE], floor_program[PATH_SIZE], rates_program[PATH_SIZE];
static char pid_word[16], rollup_path[64], one_query[64];

#define EVERYTHING "select pid, euser, args, uss, pss, swap, rss order by uss desc"

#define RATES "select pid, name, cpu_percent"
#define BY_RATE " order by cpu_percent desc limit 10"

// The row of ps for each process, as psutil has it.
static const char psutil_table[] =
    "import psutil\n"
    "rows = []\n"
    "for process in psutil.process_iter():\n"
    "    try:\n"
    "        with process.oneshot():\n"
    "            memory = process.memory_full_info()\n"
    "            rows.append((memory.uss, process.pid, process.username(), process.cmdline(),\n"
    "                         memory.pss, memory.swap, memory.rss))\n"
    "    except psutil.Error:\n"
    "        pass\n"
    "rows.sort(key=lambda row: row[0], reverse=True)\n"
    "for uss, pid, user, arguments, pss, swap, rss in rows:\n"
    "    print(pid, user, ' '.join(arguments), uss, pss, swap, rss)\n";

// Who uses the processors, as psutil has it.
static const char psutil_rates[] =
    "import psutil, time\n"
    "list(psutil.process_iter(['cpu_percent']))\n"
    "time.sleep(1)\n"
    "rows = [(process.info['cpu_percent'] or 0, process.pid, process.info['name'])\n"
    "        for process in psutil.process_iter(['cpu_percent', 'name'])]\n"
    "rows.sort(reverse=True)\n"
    "for percent, pid, name in rows[:10]:\n"
    "    print(pid, name, percent)\n";

// One line of the table. `base` is what procq is held against; a task without one shows procq alone.
struct task {
  const char *name;
  enum measure measure;
  struct command base, procq, peers[MOST_PEERS];
};

static const struct task tasks[] = {
    {"pid, euser, args, uss, pss, swap, rss of all by uss, one thread", CPU,
     {"floor", {floor_program, "table"}},
     {"procq", {procq, "-f", "tsv", "--jobs", "1", "-e", EVERYTHING}},
     {{0}}},
    {"the same, every core, against the floor on one", WALL,
     {"floor", {floor_program, "table"}},
     {"procq", {procq, "-f", "tsv", "-e", EVERYTHING}},
     {{"floor, 2 threads", {floor_program, "table", "2"}},
      {"ps", {"ps", "-eo", "pid,euser,uss,pss,rss,args", "--sort=-uss"}},
      {"psutil", {"python3", "-c", psutil_table}},
      {"smem", {"smem", "-s", "uss", "-r", "-c", "pid user command uss pss swap rss"}}}},
    {"top ten by uss", CPU,
     {"floor", {floor_program, "top10"}},
     {"procq", {procq, "-e", "select pid, uss order by uss desc limit 10"}},
     {{"ps by rss", {"ps", "-eo", "pid,rss", "--sort=-rss"}}}},
    {"pid, ppid, comm, rss of all", CPU,
     {"floor", {floor_program, "list"}},
     {"procq", {procq, "-f", "tsv", "-e", "select pid, ppid, comm, rss"}},
     {{"ps", {"ps", "-eo", "pid,ppid,comm,rss"}}}},
    {"find by a variable of the environment", CPU,
     {"floor", {floor_program, "find"}},
     {"procq", {procq, "-f", "tsv", "-e", "select pid, env.MYAPP where env.MYAPP exists"}},
     {{"grep -lz", {"sh", "-c", "exec grep -lz '^MYAPP=' /proc/[0-9]*/environ"}}}},
    {"uss of one pid, against `cat`", CPU,
     {"cat", {"cat", rollup_path}},
     {"procq", {procq, "-e", one_query}},
     {{"ps -p", {"ps", "-p", pid_word, "-o", "uss"}},
      {"ps -q", {"ps", "-q", pid_word, "-o", "uss"}},
      {"floor", {floor_program, "one", pid_word}}}},
    {"top ten by cpu_percent over 200ms", CPU,
     {"floor", {rates_program, "200"}},
     {"procq", {procq, "-e", RATES " over 200ms" BY_RATE}},
     {{"top -b -n2 -d1", {"top", "-b", "-n2", "-d1"}},
      {"pidstat 1 1", {"pidstat", "1", "1"}},
      {"psutil", {"python3", "-c", psutil_rates}}}},
    {"memory of a top ten", PEAK, {0},
     {"procq", {procq, "-e", "select pid, uss order by uss desc limit 10"}},
     {{0}}},
    {"memory of every environment as ndjson", PEAK, {0},
     {"procq", {procq, "-f", "ndjson", "-e", "select pid, env"}},
     {{0}}},
};

enum { TASKS = sizeof tasks / sizeof *tasks };

static const struct {
  const char *name, *unit;
} measures[MEASURES] = {{"CPU", "ms"}, {"wall", "ms"}, {"peak", "MiB"}};

// ---- the table ----

// Runs a command that has to succeed; how many lines it printed.
static size_t check(const struct command *command) {
  struct cost cost = run_command(command);
  if (cost.succeeded && cost.lines > 0) return cost.lines;
  fprintf(stderr, "bench: failed:");
  for (int i = 0; command->words[i]; i++) fprintf(stderr, " %s", command->words[i]);
  fputc('\n', stderr);
  show_errors();
  exit(1);
}

// The costs of two commands may be held against each other only if they answer alike. Heads of tables
// and processes that come and go make up the difference that is let pass.
static void check_alike(const struct task *task) {
  size_t procq_lines = check(&task->procq);
  if (!task->base.name) return;
  size_t base_lines = check(&task->base);
  if (strcmp(task->base.name, "floor") != 0) return;  // cat shows the whole file
  if (procq_lines > base_lines + base_lines / 20 + 20 ||
      base_lines > procq_lines + procq_lines / 20 + 20)
    fail("%s: %s prints %zu lines, procq %zu", task->name, task->base.name, base_lines,
         procq_lines);
}

// How many times as long as procq each peer takes: by the clock, unless most of that is a window. A peer that prints nothing is not installed, or
// does not know the columns; its exit status says less, as grep's is 2 where one file is refused.
static void print_peers(const struct task *task, int rounds) {
  bool waits = task->base.words[0] == rates_program;
  const char *before = "";
  for (int i = 0; i < MOST_PEERS && task->peers[i].name; i++) {
    if (run_command(&task->peers[i]).lines == 0) continue;
    double ratio = compare(&task->procq, &task->peers[i], rounds).ratio[waits ? CPU : WALL];
    printf("%s%s %.2f%s", before, task->peers[i].name, ratio, waits ? " (CPU)" : "");
    fflush(stdout);
    before = ", ";
  }
}

// Prints a task's line; what procq took, in the task's measure.
static double print_task(const struct task *task, int rounds) {
  const char *unit = measures[task->measure].unit;
  const struct command *base = task->base.name ? &task->base : &task->procq;
  check_alike(task);
  printf("| %s | %s | ", task->name, measures[task->measure].name);
  struct comparison comparison = compare(base, &task->procq, rounds);
  double taken = comparison.second[task->measure];
  if (task->base.name)
    printf("%.1f %s | %.1f %s | **%.2f** | ", comparison.first[task->measure], unit, taken, unit,
           comparison.ratio[task->measure]);
  else
    printf("| %.1f %s | | ", taken, unit);
  fflush(stdout);
  print_peers(task, rounds);
  puts(" |");
  fflush(stdout);
  return taken;
}

static void print_head(const char *count, int rounds) {
  char date[16];
  time_t now = time(NULL);
  strftime(date, sizeof date, "%Y-%m-%d", localtime(&now));
  struct utsname system;
  uname(&system);
  printf("\n%s: %s idle processes, %ld cores, Linux %s (%s), %d rounds\n\n", date, count,
         sysconf(_SC_NPROCESSORS_ONLN), system.release, system.machine, rounds);
  puts("| task | measured | floor | procq | procq ÷ floor | peers: their wall time ÷ procq's |");
  puts("| --- | --- | ---: | ---: | ---: | --- |");
}

static void measure_size(const char *count, const char *budget, int rounds, double taken[TASKS]) {
  pid_t farm = start_farm(count, budget, NULL);
  snprintf(pid_word, sizeof pid_word, "%d", (int)farm);
  snprintf(rollup_path, sizeof rollup_path, "/proc/%d/smaps_rollup", (int)farm);
  snprintf(one_query, sizeof one_query, "select uss where pid = %d", (int)farm);
  print_head(count, rounds);
  for (int i = 0; i < TASKS; i++) taken[i] = print_task(&tasks[i], rounds);
  end_farm(farm);
}

// What a task over all processes takes for each of them, at every size.
static void print_growth(char **counts, int sizes, double taken[][TASKS]) {
  printf("\n| procq, µs a process |");
  for (int size = 0; size < sizes; size++) printf(" %s |", counts[size]);
  printf("\n| --- |");
  for (int size = 0; size < sizes; size++) printf(" ---: |");
  for (int i = 0; i < TASKS; i++) {
    if (tasks[i].measure == PEAK || strcmp(tasks[i].base.name, "floor") != 0) continue;
    printf("\n| %s (%s) |", tasks[i].name, measures[tasks[i].measure].name);
    for (int size = 0; size < sizes; size++)
      printf(" %.1f |", taken[size][i] * 1000 / atof(counts[size]));
  }
  putchar('\n');
}

// ---- arguments ----

int main(int argc, char **argv) {
  int rounds = 21, at = 1;
  const char *budget = NULL;
  for (; at + 1 < argc && argv[at][0] == '-'; at += 2) {
    if (strcmp(argv[at], "--rounds") == 0) rounds = atoi(argv[at + 1]);
    if (strcmp(argv[at], "--budget") == 0) budget = argv[at + 1];
  }
  int sizes = argc - at - 1;
  if (sizes < 1 || sizes > MOST_SIZES || rounds < 1) {
    fputs("usage: bench [--rounds N] [--budget MIB] PROCQ COUNT...\n", stderr);
    return 2;
  }
  snprintf(procq, sizeof procq, "%s", argv[at]);
  find_beside(floor_program, "floor");
  find_beside(rates_program, "rates");

  static double taken[MOST_SIZES][TASKS];
  char **counts = argv + at + 1;
  for (int size = 0; size < sizes; size++) measure_size(counts[size], budget, rounds, taken[size]);
  if (sizes > 1) print_growth(counts, sizes, taken);
  return 0;
}
