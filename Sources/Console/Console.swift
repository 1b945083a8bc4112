// Console turns rows into text and talks to people: the output formats and the shell.
//
// It knows no /proc: its tables are handed in.
