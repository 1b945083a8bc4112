// ProcFS turns the bytes of /proc into records, and says of each whether it is absent, denied or gone.
//
// It knows the kernel's files and their traps; it knows no query, no value and no output.
