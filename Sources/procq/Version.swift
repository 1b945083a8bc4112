/// The version of the program, declared here alone.
let version = "0.1.0"
