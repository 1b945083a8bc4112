// floor: the least that it costs a C program to answer what the benchmark asks of procq.
//
//   floor table [THREADS]     pid, euser, args, uss, pss, swap, rss of all, by uss
//   floor top10 [THREADS]     pid, uss of the ten with the most
//   floor list [THREADS]      pid, ppid, comm, rss of all
//   floor find [THREADS]      pid and value of MYAPP, of those whose environment has it
//   floor one PID             uss of one process
//
// Each file is opened relative to /proc, read by one call unless it fills the buffer, and closed; rows
// leave in pieces of 64 KiB. With several threads, each has a descriptor table of its own and takes
// sixteen processes at a time.
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  FIRST_CAPACITY = 16 * 1024,
  CHUNK = 1024 * 1024,
  OUTPUT = 64 * 1024,
  TAKEN_AT_ONCE = 16,
  MOST_THREADS = 64,
  TOP = 10,
};

// One process, and what its task keeps of it.
struct process {
  int pid;
  uint64_t key;        // what the rows are ordered by
  const char *row;     // NULL if there is none
  size_t length;
};

// What a thread reads with, and the memory that its rows stand in.
struct reader {
  char *buffer;
  size_t capacity;
  char *text, *text_end;
  unsigned user;
  const char *user_name;
  size_t user_length;
};

typedef void visit(struct reader *, struct process *);

static int root;
static struct process *processes;
static size_t count;
static char *users;  // the text of /etc/passwd
static long page_size;

static void *need(void *memory) {
  if (!memory) abort();
  return memory;
}

// ---- reading ----

static char *append_number(char *at, uint64_t number) {
  char digits[20];
  int length = 0;
  do digits[length++] = (char)('0' + number % 10);
  while (number /= 10);
  while (length) *at++ = digits[--length];
  return at;
}

static char *append(char *at, const char *text, size_t length) {
  memcpy(at, text, length);
  return at + length;
}

static uint64_t number_at(const char *text) {
  while (*text == ' ' || *text == '\t') text++;
  uint64_t number = 0;
  for (; (unsigned)(*text - '0') < 10; text++) number = number * 10 + (unsigned)(*text - '0');
  return number;
}

static void list_processes(void) {
  static char records[64 * 1024] __attribute__((aligned(16)));
  size_t room = 0;
  for (ssize_t length; (length = getdents64(root, records, sizeof records)) > 0;) {
    for (ssize_t at = 0; at < length;) {
      const struct dirent64 *record = (const void *)(records + at);
      at += record->d_reclen;
      if ((unsigned)(record->d_name[0] - '1') > 8) continue;
      if (count == room)
        processes = need(realloc(processes, (room = room * 2 + 1024) * sizeof *processes));
      processes[count++] = (struct process){.pid = (int)number_at(record->d_name)};
    }
  }
}

// Reads a file to its end and puts a NUL behind it; its length, or -1.
static ssize_t read_all(struct reader *reader, int directory, const char *path) {
  int file = openat(directory, path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  size_t length = 0;
  for (;;) {
    size_t asked = reader->capacity - length - 1;
    ssize_t got = read(file, reader->buffer + length, asked);
    if (got > 0) length += (size_t)got;
    if (got < 0 && length == 0) {
      close(file);
      return -1;
    }
    if (got < (ssize_t)asked) break;
    reader->buffer = need(realloc(reader->buffer, reader->capacity *= 2));
  }
  close(file);
  reader->buffer[length] = '\0';
  return (ssize_t)length;
}

static ssize_t read_file(struct reader *reader, int pid, const char *name) {
  char path[64], *at = append_number(path, (unsigned)pid);
  *at++ = '/';
  strcpy(at, name);
  return read_all(reader, root, path);
}

// ---- parsing ----

struct usage {
  uint64_t rss, pss, uss, swap;  // KiB
};

static struct usage parse_rollup(const char *text) {
  struct usage usage = {0};
  for (const char *line = strchr(text, '\n'); line && line[1]; line = strchr(line, '\n')) {
    line++;
    if (line[0] == 'R' && line[1] == 's') usage.rss = number_at(line + 4);
    if (line[0] == 'P' && line[3] == ':') usage.pss = number_at(line + 4);
    if (line[0] == 'P' && line[1] == 'r') usage.uss += number_at(strchr(line, ':') + 1);
    if (line[0] == 'S' && line[4] == ':') usage.swap = number_at(line + 5);
  }
  return usage;
}

static uint64_t resident(const char *statm) {
  const char *second = strchr(statm, ' ');
  return second ? number_at(second) * (uint64_t)page_size : 0;
}

// The name of a user, from the text of /etc/passwd; the last one is remembered.
static void find_user(struct reader *reader, unsigned user) {
  if (reader->user_name && reader->user == user) return;
  char field[16], *end = append_number(append(field, ":", 1), user);
  *end++ = ':';
  *end = '\0';
  reader->user = user;
  reader->user_name = "?";
  reader->user_length = 1;
  for (const char *line = users; line && *line; line = strchr(line, '\n'), line += line != NULL) {
    const char *name_end = strchr(line, ':');
    const char *password_end = name_end ? strchr(name_end + 1, ':') : NULL;
    if (!password_end || strncmp(password_end, field, (size_t)(end - field)) != 0) continue;
    reader->user_name = line;
    reader->user_length = (size_t)(name_end - line);
    return;
  }
}

// ---- rows ----

// Room for a row; what is not used of it is given to the next one.
static char *begin_row(struct reader *reader, struct process *process, size_t room) {
  if ((size_t)(reader->text_end - reader->text) < room) {
    size_t size = room > CHUNK ? room : CHUNK;
    reader->text = need(malloc(size));
    reader->text_end = reader->text + size;
  }
  process->row = reader->text;
  return reader->text;
}

static void end_row(struct reader *reader, struct process *process, char *end) {
  *end++ = '\n';
  process->length = (size_t)(end - process->row);
  reader->text = end;
}

static char *append_column(char *at, uint64_t number) {
  *at++ = '\t';
  return append_number(at, number);
}

static void visit_table(struct reader *reader, struct process *process) {
  ssize_t length = read_file(reader, process->pid, "smaps_rollup");
  bool has_memory = length > 0;
  struct usage usage = {0};
  if (has_memory) usage = parse_rollup(reader->buffer);
  char name[16];
  *append_number(name, (unsigned)process->pid) = '\0';
  struct stat owner;
  if (fstatat(root, name, &owner, 0) != 0) return;
  find_user(reader, owner.st_uid);
  // What has no memory has no arguments.
  if (has_memory) length = read_file(reader, process->pid, "cmdline");
  if (length < 0) length = 0;

  char *at = begin_row(reader, process, (size_t)length + reader->user_length + 128);
  at = append_number(at, (unsigned)process->pid);
  *at++ = '\t';
  at = append(at, reader->user_name, reader->user_length);
  *at++ = '\t';
  char *arguments = at;
  at = append(at, reader->buffer, (size_t)length);
  while (at > arguments && at[-1] == '\0') at--;
  for (char *gap = arguments; (gap = memchr(gap, '\0', (size_t)(at - gap)));) *gap = ' ';
  // A row is a line, whatever the arguments hold.
  for (char *end = arguments; (end = memchr(end, '\n', (size_t)(at - end)));) *end = ' ';
  if (has_memory) {
    at = append_column(at, usage.uss * 1024);
    at = append_column(at, usage.pss * 1024);
    at = append_column(at, usage.swap * 1024);
    at = append_column(at, usage.rss * 1024);
  } else {
    at = append(at, "\t\t\t\t0", 5);
  }
  end_row(reader, process, at);
  process->key = has_memory ? usage.uss + 1 : 0;
}

static void visit_resident(struct reader *reader, struct process *process) {
  if (read_file(reader, process->pid, "statm") > 0) process->key = resident(reader->buffer);
}

static void visit_list(struct reader *reader, struct process *process) {
  ssize_t length = read_file(reader, process->pid, "stat");
  if (length <= 0) return;
  const char *name = memchr(reader->buffer, '(', (size_t)length);
  const char *name_end = memrchr(reader->buffer, ')', (size_t)length);
  if (!name++ || !name_end) return;
  size_t name_length = (size_t)(name_end - name);
  char *at = begin_row(reader, process, name_length + 128);
  at = append_number(at, (unsigned)process->pid);
  at = append_column(at, number_at(name_end + 4));  // behind ") S "
  *at++ = '\t';
  at = append(at, name, name_length);
  if (read_file(reader, process->pid, "statm") <= 0) {
    process->row = NULL;  // it ended meanwhile
    return;
  }
  end_row(reader, process, append_column(at, resident(reader->buffer)));
}

static void visit_environment(struct reader *reader, struct process *process) {
  static const char wanted[] = "MYAPP=";
  const size_t wanted_length = sizeof wanted - 1;
  ssize_t length = read_file(reader, process->pid, "environ");
  if (length <= 0) return;
  const char *end = reader->buffer + length;
  for (const char *entry = reader->buffer; entry < end;) {
    const char *entry_end = memchr(entry, '\0', (size_t)(end - entry));
    if (!entry_end) entry_end = end;
    size_t entry_length = (size_t)(entry_end - entry);
    if (entry_length >= wanted_length && memcmp(entry, wanted, wanted_length) == 0) {
      char *at = begin_row(reader, process, entry_length + 32);
      at = append_number(at, (unsigned)process->pid);
      *at++ = '\t';
      at = append(at, entry + wanted_length, entry_length - wanted_length);
      end_row(reader, process, at);
      return;
    }
    entry = entry_end + 1;
  }
}

// ---- all processes ----

static visit *task;
static atomic_size_t next_process;

static struct reader new_reader(void) {
  return (struct reader){.buffer = need(malloc(FIRST_CAPACITY)), .capacity = FIRST_CAPACITY};
}

static void visit_processes(void) {
  struct reader reader = new_reader();
  for (size_t from; (from = atomic_fetch_add(&next_process, TAKEN_AT_ONCE)) < count;)
    for (size_t i = from; i < count && i < from + TAKEN_AT_ONCE; i++) task(&reader, &processes[i]);
}

static void *second_thread(void *unused) {
  unshare(CLONE_FILES);
  visit_processes();
  return unused;
}

static void visit_all(visit *visit, int threads) {
  pthread_t others[MOST_THREADS];
  list_processes();
  task = visit;
  int started = 0;
  while (started < threads - 1 && pthread_create(&others[started], NULL, second_thread, NULL) == 0)
    started++;
  visit_processes();
  while (started) pthread_join(others[--started], NULL);
}

static int by_key_descending(const void *left, const void *right) {
  const struct process *a = left, *b = right;
  if (a->key != b->key) return a->key < b->key ? 1 : -1;
  return a->pid - b->pid;
}

static void order_by_key(void) { qsort(processes, count, sizeof *processes, by_key_descending); }

static void write_text(const char *text, size_t length) {
  while (length) {
    ssize_t written = write(STDOUT_FILENO, text, length);
    if (written <= 0) exit(1);
    text += written;
    length -= (size_t)written;
  }
}

static void write_rows(void) {
  static char output[OUTPUT];
  size_t used = 0;
  for (size_t i = 0; i < count; i++) {
    if (!processes[i].row) continue;
    if (used + processes[i].length > sizeof output) {
      write_text(output, used);
      used = 0;
    }
    if (processes[i].length > sizeof output) {
      write_text(processes[i].row, processes[i].length);
    } else {
      memcpy(output + used, processes[i].row, processes[i].length);
      used += processes[i].length;
    }
  }
  write_text(output, used);
}

static void load_users(void) {
  struct reader reader = new_reader();
  if (read_all(&reader, AT_FDCWD, "/etc/passwd") > 0) users = reader.buffer;
}

// Uss is at most rss: who has the most rss is looked at first, and nobody after the one whose rss is
// below the tenth best uss. The processes are in falling order of rss.
static void write_top(void) {
  struct reader reader = new_reader();
  struct process best[TOP + 1];
  size_t have = 0;
  for (size_t i = 0; i < count && processes[i].key; i++) {
    if (have == TOP && processes[i].key < best[TOP - 1].key) break;
    if (read_file(&reader, processes[i].pid, "smaps_rollup") <= 0) continue;
    struct process found = {processes[i].pid, parse_rollup(reader.buffer).uss * 1024, NULL, 0};
    size_t place = have;
    for (; place > 0 && by_key_descending(&found, &best[place - 1]) < 0; place--)
      best[place] = best[place - 1];
    best[place] = found;
    if (have < TOP) have++;
  }
  for (size_t i = 0; i < have; i++) {
    char *at = begin_row(&reader, &best[i], 64);
    end_row(&reader, &best[i], append_column(append_number(at, (unsigned)best[i].pid), best[i].key));
    write_text(best[i].row, best[i].length);
  }
}

static int write_one(int pid) {
  struct reader reader = new_reader();
  if (read_file(&reader, pid, "smaps_rollup") <= 0) return 1;
  char text[32], *end = append_number(text, parse_rollup(reader.buffer).uss * 1024);
  *end++ = '\n';
  write_text(text, (size_t)(end - text));
  return 0;
}

static int usage(void) {
  fputs("usage: floor table|top10|list|find [THREADS]\n       floor one PID\n", stderr);
  return 2;
}

int main(int argc, char **argv) {
  if (argc < 2 || argc > 3) return usage();
  const char *name = argv[1];
  int number = argc == 3 ? atoi(argv[2]) : 1;
  if (number < 1) return usage();
  root = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  page_size = sysconf(_SC_PAGESIZE);
  if (strcmp(name, "one") == 0) return write_one(number);
  if (number > MOST_THREADS) return usage();

  if (strcmp(name, "table") == 0) {
    load_users();
    visit_all(visit_table, number);
    order_by_key();
    write_rows();
  } else if (strcmp(name, "top10") == 0) {
    visit_all(visit_resident, number);
    order_by_key();
    write_top();
  } else if (strcmp(name, "list") == 0) {
    visit_all(visit_list, number);
    write_rows();
  } else if (strcmp(name, "find") == 0) {
    visit_all(visit_environment, number);
    write_rows();
  } else {
    return usage();
  }
  return 0;
}
