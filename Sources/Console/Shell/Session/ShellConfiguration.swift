package import Binding
package import Execution

/// What a shell is given when it begins.
package struct ShellConfiguration {
  /// The engine's session, perhaps with lets and parameters.
  package var session: Session
  /// What `\replay off` leads back to.
  package var live: LiveMachine
  /// Nil: the machine is asked.
  package var recording: AskedRecording?
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

  /// Of a shell that begins with the machine.
  package init(asking source: any Source, options: ScriptOptions) {
    self.init(asking: source, live: LiveMachine { source }, options: options)
  }

  /// Of a shell that begins with a recording.
  package init(
    asking recording: AskedRecording, live: LiveMachine, options: ScriptOptions
  ) {
    self.init(asking: recording.source, live: live, options: options)
    self.recording = recording
  }

  private init(asking source: any Source, live: LiveMachine, options: ScriptOptions) {
    session = Session(source)
    self.live = live
    self.options = options
  }
}
