// LanguageSupport shows tokens and trees as text, and compares trees without their positions, for the
// tests alone.
