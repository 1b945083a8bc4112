import QueryLanguage

extension ShellCommand {
  /// All of them, in the order in which `\?` shows them.
  package static let all: [ShellCommand] = [
    ShellCommand("?", "", "Lists these commands.") { shell, _ in shell.showCommands() },
    ShellCommand(
      "h", "[TOPIC…]", "Explains a name, a clause or an operator, or finds what speaks of a word.",
      [.topic], words: ["help"]
    ) { (shell, words) throws(CommandFailure) in try shell.showHelp(on: words) }
    .inScripts { .help($0) },
    ShellCommand("d", "[SOURCE]", "Lists the sources, or the columns of one.", [.source]) {
      shell, words in shell.describe(.source(words.first), fitted: true)
    }
    .inScripts { .describe(.source($0.first)) },
    ShellCommand("d+", "[SOURCE]", "Lists all that is known of them.", [.source]) { shell, words in
      shell.describe(.source(words.first), fitted: false)
    }
    .inScripts { .describe(.source($0.first)) },
    ShellCommand("df", "", "Lists the functions and aggregates.") { shell, _ in
      shell.describe(.functions, fitted: true)
    }
    .inScripts { _ in .describe(.functions) },
    ShellCommand(
      "x", "[on|off|auto]", "Shows each row as a block of lines; auto: if it is too wide.",
      [.choice(Expansion.allCases.map(\.rawValue))]
    ) { (shell, words) throws(CommandFailure) in try shell.setExpansion(words) }
    .inScripts { words throws(CommandFailure) in
      .expansion(
        try words.first.map { word throws(CommandFailure) in
          try commandChoice(word, for: "x")
        })
    },
    ShellCommand("f", "FORMAT", "Chooses the form of results.", [.format]) {
      (shell, words) throws(CommandFailure) in try shell.setFormat(words)
    }
    .inScripts { words throws(CommandFailure) in
      .format(
        try words.first.map { word throws(CommandFailure) in
          try commandChoice(word, for: "f")
        })
    },
    ShellCommand(
      "timing", "[on|off]", "Tells how long a statement took and what was read for it.",
      [.choice(["on", "off"])]
    ) { (shell, words) throws(CommandFailure) in try shell.setTiming(words) }
    .inScripts { words throws(CommandFailure) in
      .timing(
        try words.first.map { word throws(CommandFailure) in
          try commandChoice(word, for: "timing") == Switch.on
        })
    },
    ShellCommand(
      "g", "[FILE or | COMMAND]", "Runs the last query again, its result into a file or a command.",
      [.destination], effects: [.writesFiles, .startsPrograms], takesStatement: true
    ) { (shell, words) throws(CommandFailure) in try shell.runAgain(words) },
    ShellCommand(
      "gx", "[FILE or | COMMAND]", "Does what '\\g' does, each row as a block of lines.",
      [.destination], effects: [.writesFiles, .startsPrograms], takesStatement: true
    ) { (shell, words) throws(CommandFailure) in try shell.runAgain(words, as: .vertical) },
    ShellCommand(
      "watch", "[SECONDS]", "Repeats the last query until q or Ctrl-C.", [.number],
      takesStatement: true
    ) { (shell, words) throws(CommandFailure) in try shell.watch(words) }
    .inScripts(instead: "'watch 2s' stands before the query"),
    ShellCommand(
      "i", "FILE", "Runs the statements and commands of a file.", [.file],
      effects: .readsFiles
    ) { (shell, words) throws(CommandFailure) in try shell.includeFile(words) }
    .inScripts { words throws(CommandFailure) in try .include(words) },
    ShellCommand(
      "o", "[FILE or | COMMAND]", "Sends results into a file or a command; alone, here again.",
      [.destination], effects: [.writesFiles, .startsPrograms]
    ) { (shell, words) throws(CommandFailure) in try shell.redirect(words) }
    .inScripts { words throws(CommandFailure) in try .output(words) },
    ShellCommand(
      "e", "[NAME or FILE]", "Edits the last statement, a saved query or a file, and runs it.",
      [.savedQuery], effects: [.readsFiles, .writesFiles, .startsPrograms]
    ) { (shell, words) throws(CommandFailure) in try shell.edit(words) },
    ShellCommand(
      "s", "NAME", "Saves the last statement under a name.", [.ownQuery],
      effects: [.readsFiles, .writesFiles]
    ) { (shell, words) throws(CommandFailure) in try shell.save(words) },
    ShellCommand(
      "l", "[NAME]", "Lists the saved queries with their parameters, or shows the text of one.",
      [.savedQuery], effects: .readsFiles
    ) { (shell, words) throws(CommandFailure) in try shell.listSavedQueries(words) },
    ShellCommand(
      "r", "NAME [NAME=VALUE…]", "Runs a saved query.", [.savedQuery, .queryParameter],
      effects: .readsFiles
    ) { (shell, words) throws(CommandFailure) in try shell.runSavedQuery(words) }
    .inScripts(instead: "'\\i FILE' runs a file"),
    ShellCommand(
      "rm", "NAME", "Deletes a saved query.", [.ownQuery], effects: [.readsFiles, .writesFiles]
    ) { (shell, words) throws(CommandFailure) in try shell.deleteSavedQuery(words) },
    ShellCommand(
      "replay", "[FILE or off]", "Asks a recording; off: this machine again; alone, says which.",
      [.recording], effects: .readsFiles
    ) { (shell, words) throws(CommandFailure) in try shell.replay(words) }
    .inScripts(instead: "'--replay FILE' stands on the command line"),
    ShellCommand(
      "set", "[NAME [VALUE]]", "Gives a parameter a value, or shows it; alone, lists them.",
      [.setParameter, .free]
    ) { (shell, words) throws(CommandFailure) in try shell.setParameter(words) }
    .inScripts { words throws(CommandFailure) in try .set(words) },
    ShellCommand("unset", "NAME", "Takes a parameter its value.", [.setParameter]) {
      (shell, words) throws(CommandFailure) in try shell.unsetParameter(words)
    },
    ShellCommand("echo", "[TEXT]", "Says a text.", [.free]) { shell, words in
      shell.streams.say(visible(words.joined(separator: " ")))
    },
    ShellCommand(
      "cd", "[FOLDER]", "Goes to a folder; alone, to your home.", [.file], effects: .readsFiles
    ) { (shell, words) throws(CommandFailure) in try shell.changeFolder(words) },
    ShellCommand(
      "!", "[COMMAND]", "Runs a command of the system; alone, a shell of it.", [.shellLine],
      effects: .startsPrograms
    ) { (shell, words) throws(CommandFailure) in try shell.runSystemCommand(words) },
    ShellCommand("clear", "", "Clears the screen, as Ctrl-L does.", words: ["clear"]) { shell, _ in
      shell.streams.clear()
    },
    ShellCommand("q", "", "Leaves the shell.", words: ["exit", "quit"]) { shell, _ in
      shell.leave()
    }
    .inScripts { _ in .quit },
  ]
}
