// CEditLine makes libedit plain: its variadic calls, one function each, and the signals of a
// terminal, noted where a program can wait for them without missing one.
#ifndef CEDITLINE_H
#define CEDITLINE_H

#include <histedit.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <termios.h>

// The commands of the client's own, which keys are bound to by `editline_command_name`.
typedef enum editline_command {
  editline_complete,
  editline_paste,
  editline_interrupt,
  editline_new_line,
  editline_up,
  editline_down,
  editline_line_start,
  editline_line_end,
} editline_command;

// What an editor asks of its owner. `context` is handed to each call.
typedef struct editline_client {
  void *context;
  // The prompt, NUL-terminated; it must stay until the next call.
  const char *(*prompt)(void *context);
  // The next key as a Unicode scalar; EDITLINE_END or EDITLINE_FAILED.
  int32_t (*next_key)(void *context);
  // A command of the client's own: its CC_… code.
  unsigned char (*command)(void *context, editline_command command);
} editline_client;

#define EDITLINE_END (-1)
#define EDITLINE_FAILED (-2)

// An editor that reads standard input and draws on standard output, or on standard error, with
// emacs keys and the client's prompt and keys; NULL if there is none to be had. `client` must
// outlive it. The locale must be set before.
EditLine *editline_open(const char *program, bool draws_on_error, editline_client *client);

// A line, as el_gets(3) gives it; meanwhile the terminal must be in the mode for editing.
const char *editline_read(EditLine *editor, int *count);

// Takes the terminal's new size, while a line is being read.
void editline_resize(EditLine *editor);

// The largest window that the editor knows of: it keeps a cell for each character of the screen,
// twice. In a larger one it edits as if the window had this size.
enum { editline_most_columns = 2000, editline_most_rows = 1000 };

// Frees the editor and leaves the terminal's settings and its waiting input alone.
void editline_close(EditLine *editor);

// Whether the keys are vi's.
bool editline_has_vi_keys(EditLine *editor);

// Binds a key to one of libedit's own commands, while text is typed or in vi's command mode.
int editline_bind(EditLine *editor, bool in_command_mode, const char *key, const char *command);

// The name by which a command of the client's is bound, here and in ~/.editrc.
const char *editline_command_name(editline_command command);

// Whether ~/.editrc has switched editing off.
bool editline_is_off(EditLine *editor);

// Puts the terminal into the mode for editing, or back into the one before.
void editline_edit_terminal(EditLine *editor, bool editing);

// Draws prompt and line anew from where the cursor stands.
void editline_redraw(EditLine *editor);

// Runs one line of an editrc(5).
int editline_run(EditLine *editor, const char *line);

// Whether the editor says on standard error what is wrong in an editrc.
void editline_set_silent(EditLine *editor, bool silent);

// How many columns the editor takes for a character.
int editline_width(uint32_t scalar);

// The history of an editor, the newest entry first.
History *editline_open_history(EditLine *editor, int capacity);
int editline_remember(History *history, const char *entry);
void editline_forget_all(History *history);

// Where in the history the editor is; it tells by moving there, and else stays at the oldest entry once
// it was sent to that. Negative where there is none.
void editline_go_to_oldest(History *history);
int editline_place(History *history);

// Signals. From `signals_watch` to `signals_release` SIGTSTP, SIGWINCH and those that end a program
// from outside, such as SIGINT, SIGTERM and SIGXCPU, are blocked, and noted only while `signals_wait`
// waits; what was ignored before stays ignored, but for SIGWINCH, and SIGINT where that is to be heard
// in any case. A thread started meanwhile inherits the block, so they come to the one that waits.
void signals_watch(bool hears_interrupt);
void signals_release(void);

// Waits until the descriptor can be read (or has hung up): 1; the time is over: 0; a signal came:
// its number, negative. A negative descriptor is none; a negative time has no end.
int signals_wait(int descriptor, int milliseconds);

// Likewise of two descriptors: 1, 2, or 3 for both.
int signals_wait_either(int one, int other, int milliseconds);

// Notes a signal again that `signals_wait` gave to somebody it was not for.
void signals_note(int number);

// Whether the signal has come since somebody waited.
int signals_came(int number);

// Whether one has come since somebody waited that ends a statement or the program.
bool signals_ask_to_stop(void);

// Forgets the signal if it came while nobody waited.
void signals_forget(int number);

// Lets the signal do what it does by default, and watches again if that was not the end.
void signals_obey(int number);

// The signals that stay blocked while `signals_wait` waits, and in programs that the shell starts.
const sigset_t *signals_open_mask(void);

// If the program crashes, the terminal gets these settings and this text first.
void signals_restore_on_crash(int descriptor, const struct termios *settings, const char *text);

#endif
