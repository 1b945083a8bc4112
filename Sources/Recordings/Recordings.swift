// Recordings keeps what a query told of processes, moment after moment, in a file of SQLite, and lets
// it be asked as a machine is.
//
// It knows no /proc: what it keeps comes from a source, and what it tells is one.
