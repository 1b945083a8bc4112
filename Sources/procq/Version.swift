/// The version of the program, declared here alone.
let version = "0.1.0"

/// The day of that version, as manual pages write it.
let versionDate = "November 26, 2026"
