#define _GNU_SOURCE
#include "CEditLine.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static editline_client *client_of(EditLine *editor) {
  editline_client *client = NULL;
  el_get(editor, EL_CLIENTDATA, &client);
  return client;
}

static char *prompt(EditLine *editor) {
  editline_client *client = client_of(editor);
  return (char *)client->prompt(client->context);
}

static int next_key(EditLine *editor, wchar_t *key) {
  editline_client *client = client_of(editor);
  int32_t scalar = client->next_key(client->context);
  *key = scalar > 0 ? (wchar_t)scalar : L'\0';
  if (scalar >= 0) return 1;
  return scalar == EDITLINE_END ? 0 : -1;
}

static unsigned char obey(EditLine *editor, editline_command command) {
  editline_client *client = client_of(editor);
  return client->command(client->context, command);
}

// libedit tells a command the key alone, and many keys may be bound to one: so each is a function.
#define COMMAND(command) \
  static unsigned char obey_##command(EditLine *editor, int key) { \
    (void)key; \
    return obey(editor, editline_##command); \
  }
COMMAND(complete)
COMMAND(paste)
COMMAND(interrupt)
COMMAND(new_line)
COMMAND(up)
COMMAND(down)
COMMAND(line_start)
COMMAND(line_end)

static const struct {
  const char *name, *help;
  unsigned char (*function)(EditLine *, int);
} commands[] = {
    [editline_complete] = {"procq-complete", "complete the word", obey_complete},
    [editline_paste] = {"procq-paste", "put in what was pasted", obey_paste},
    [editline_interrupt] = {"procq-interrupt", "drop the line", obey_interrupt},
    [editline_new_line] = {"procq-new-line", "put in a new line", obey_new_line},
    [editline_up] = {"procq-up", "one line up, or earlier history", obey_up},
    [editline_down] = {"procq-down", "one line down, or later history", obey_down},
    [editline_line_start] = {"procq-line-start", "to the line's beginning", obey_line_start},
    [editline_line_end] = {"procq-line-end", "to the line's end", obey_line_end},
};
enum { command_count = sizeof commands / sizeof commands[0] };

const char *editline_command_name(editline_command command) { return commands[command].name; }

// Swallows what is written.
static FILE *nowhere(void) {
  static FILE *file;
  if (file == NULL) file = fopen("/dev/null", "we");
  return file != NULL ? file : stderr;
}

static unsigned short lesser(unsigned short a, unsigned short b) { return a < b ? a : b; }

// A terminal of our own with the settings of standard input, for libedit to ask for the size; NULL
// if there is none.
static FILE *stand_in(const struct winsize *size) {
  static int master = -1;
  static FILE *terminal;
  if (terminal == NULL) {
    int locked = 0;
    if (master < 0) master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0 || ioctl(master, TIOCSPTLCK, &locked) != 0) return NULL;
    int descriptor = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0) return NULL;
    struct termios settings;
    if (tcgetattr(STDIN_FILENO, &settings) == 0) tcsetattr(descriptor, TCSANOW, &settings);
    terminal = fdopen(descriptor, "r+");
  }
  if (ioctl(master, TIOCSWINSZ, size) != 0) return NULL;
  return terminal;
}

// The terminal that libedit is to ask for the size: standard input, or one of a bearable size where
// that is too large. There is no other way to tell it: it asks the kernel, before every line.
static FILE *sized_terminal(void) {
  struct winsize size;
  if (ioctl(STDIN_FILENO, TIOCGWINSZ, &size) != 0) return stdin;
  if (size.ws_col <= editline_most_columns && size.ws_row <= editline_most_rows) return stdin;
  size.ws_col = lesser(size.ws_col, editline_most_columns);
  size.ws_row = lesser(size.ws_row, editline_most_rows);
  return stand_in(&size);
}

const char *editline_read(EditLine *editor, int *count) {
  FILE *terminal = sized_terminal();
  if (terminal != NULL) el_set(editor, EL_SETFP, 0, terminal);
  const char *line = el_gets(editor, count);
  el_set(editor, EL_SETFP, 0, stdin);
  return line;
}

void editline_resize(EditLine *editor) {
  FILE *terminal = sized_terminal();
  if (terminal == NULL) return;
  el_set(editor, EL_SETFP, 0, terminal);
  el_resize(editor);
}

EditLine *editline_open(const char *program, bool draws_on_error, editline_client *client) {
  FILE *terminal = sized_terminal();
  if (terminal == NULL) return NULL;
  // While it begins it complains of terminals that it does not know; it works on them all the same.
  EditLine *editor = el_init(program, terminal, draws_on_error ? stderr : stdout, nowhere());
  if (editor == NULL) return NULL;
  el_set(editor, EL_SETFP, 0, stdin);
  el_set(editor, EL_SETFP, 2, stderr);
  el_set(editor, EL_CLIENTDATA, client);
  el_set(editor, EL_SIGNAL, 0);
  el_set(editor, EL_PROMPT, prompt);
  el_set(editor, EL_GETCFN, next_key);
  for (int i = 0; i < command_count; i++) {
    el_set(editor, EL_ADDFN, commands[i].name, commands[i].help, commands[i].function);
  }
  // Many an ~/.editrc names readline's command for Tab, without saying for which program.
  el_set(editor, EL_ADDFN, "rl_complete", "complete the word", obey_complete);
  el_set(editor, EL_EDITOR, "emacs");
  return editor;
}

void editline_close(EditLine *editor) {
  // With editing off, el_end resets no terminal; else it would throw away what was typed ahead.
  el_set(editor, EL_EDITMODE, 0);
  el_end(editor);
}

bool editline_has_vi_keys(EditLine *editor) {
  const char *name = NULL;
  return el_get(editor, EL_EDITOR, &name) == 0 && name != NULL && strcmp(name, "vi") == 0;
}

int editline_bind(EditLine *editor, bool in_command_mode, const char *key, const char *command) {
  if (in_command_mode) return el_set(editor, EL_BIND, "-a", key, command, NULL);
  return el_set(editor, EL_BIND, key, command, NULL);
}

bool editline_is_off(EditLine *editor) {
  int is_on = 1;
  el_get(editor, EL_EDITMODE, &is_on);
  return !is_on;
}

void editline_edit_terminal(EditLine *editor, bool editing) {
  el_set(editor, EL_PREP_TERM, editing ? 1 : 0);
}

void editline_redraw(EditLine *editor) { el_set(editor, EL_REFRESH); }

int editline_run(EditLine *editor, const char *line) {
  Tokenizer *words = tok_init(NULL);
  if (words == NULL) return -1;
  int count = 0;
  const char **list = NULL;
  int result = tok_str(words, line, &count, &list);
  if (result == 0 && count > 0) result = el_parse(editor, count, list);
  tok_end(words);
  return result;
}

void editline_set_silent(EditLine *editor, bool silent) {
  el_set(editor, EL_SETFP, 2, silent ? nowhere() : stderr);
}

int editline_width(uint32_t scalar) {
  int width = wcwidth((wchar_t)scalar);
  return width < 0 ? 0 : width;
}

History *editline_open_history(EditLine *editor, int capacity) {
  History *entries = history_init();
  if (entries == NULL) return NULL;
  HistEvent event;
  history(entries, &event, H_SETSIZE, capacity);
  el_set(editor, EL_HIST, history, entries);
  return entries;
}

int editline_remember(History *entries, const char *entry) {
  HistEvent event;
  return history(entries, &event, H_ENTER, entry);
}

void editline_go_to_oldest(History *entries) {
  HistEvent event;
  history(entries, &event, H_LAST);
}

int editline_place(History *entries) {
  HistEvent event;
  return history(entries, &event, H_CURR) < 0 ? -1 : event.num;
}

void editline_forget_all(History *entries) {
  HistEvent event;
  history(entries, &event, H_CLEAR);
}
