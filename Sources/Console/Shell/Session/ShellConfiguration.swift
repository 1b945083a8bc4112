package import Binding
package import Execution
package import Schema

/// What a shell is given when it begins.
package struct ShellConfiguration {
  /// The engine's session, perhaps with lets and parameters.
  package var session: Session
  /// The sources of the session.
  package var schema: Schema
  /// The options of the command line.
  package var options: ScriptOptions
  /// Whether errors and notes have colours.
  package var coloursErrors = false
  /// As if they had been given by `\set`.
  package var parameters: [ParameterArgument] = []
  /// As if it had been given by `\o`.
  package var output: OutputFile?
  /// Whether the start-up file is run.
  package var readsStartUpFile = true
  /// Where the user's files are.
  package var folders = UserFolders()
  /// Said when it begins; nil: nothing.
  package var greeting: String?

  package init(session: Session, schema: Schema, options: ScriptOptions) {
    self.session = session
    self.schema = schema
    self.options = options
  }
}
