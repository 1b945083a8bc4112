// QueryEngine turns a tree into rows, for any tables it is handed.
//
// It binds names to columns and checks types, plans, and pulls rows lazily. It knows no /proc and
// no terminal: its own tests ask about planets.
