/// The shells that complete the options, by scripts made from the list of options.
enum CompletionScript: String, CaseIterable {
  case bash
  case zsh
  case fish

  /// The script, to be read by the shell.
  var text: String {
    switch self {
    case .bash: bash
    case .zsh: zsh
    case .fish: fish
    }
  }

  private var bash: String {
    let values = Option.all.compactMap { option in
      option.value.map { value in
        "    \(option.spellings.joined(separator: "|")))\(value.bashReply) return ;;"
      }
    }
    return """
      _procq() {
        local word="${COMP_WORDS[COMP_CWORD]}"
        case "${COMP_WORDS[COMP_CWORD - 1]}" in
      \(values.joined(separator: "\n"))
        esac
        case "$word" in
          -*) COMPREPLY=($(compgen -W '\(Option.all.flatMap(\.spellings).joined(separator: " "))' -- "$word")) ;;
          *) COMPREPLY=($(compgen -f -- "$word")) ;;
        esac
      }
      complete -o filenames -F _procq procq
      """
  }

  private var zsh: String {
    let options = Option.all.map { "  \($0.zshArgument) \\" }
    return """
      #compdef procq
      _arguments -s \\
      \(options.joined(separator: "\n"))
        '1:file:_files' '*:name=value:'
      """
  }

  private var fish: String { Option.all.map(\.fishCommand).joined(separator: "\n") }
}

extension Option {
  fileprivate var spellings: [String] {
    (letter.map { ["-\(Character(Unicode.Scalar($0)))"] } ?? []) + ["--\(name)"]
  }

  /// Without the colon before the words that it may take.
  private var summary: String { help.last == ":" ? String(help.dropLast()) : help }

  /// `'*'{-f+,--format=}'[How results are written]:format:(table json)'`
  fileprivate var zshArgument: String {
    let names = spellings.map { spelling in
      value == nil ? spelling : spelling + (spelling.utf8.count == 2 ? "+" : "=")
    }
    let name = names.count == 1 ? names[0] : "{\(names.joined(separator: ","))}"
    let summary = summary.escaping([":", "[", "]"])
    return "'*'\(name)\(quoted("[\(summary)]" + (value?.zshAction ?? "")))"
  }

  fileprivate var fishCommand: String {
    let short = letter.map { " -s \(Character(Unicode.Scalar($0)))" } ?? ""
    return "complete -c procq\(short) -l \(name) -d \(quoted(summary))"
      + (value?.fishArguments ?? "")
  }
}

extension Option.Value {
  fileprivate var bashReply: String {
    switch completion {
    case .none: ""
    case .files: " COMPREPLY=($(compgen -f -- \"$word\"));"
    case .directories: " COMPREPLY=($(compgen -d -- \"$word\"));"
    case .words(let words):
      " COMPREPLY=($(compgen -W '\(words.joined(separator: " "))' -- \"$word\"));"
    }
  }

  fileprivate var zshAction: String {
    switch completion {
    case .none: ":\(name):"
    case .files: ":\(name):_files"
    case .directories: ":\(name):_directories"
    case .words(let words): ":\(name):(\(words.joined(separator: " ")))"
    }
  }

  fileprivate var fishArguments: String {
    switch completion {
    case .none: " -x"
    case .files: " -r -F"
    case .directories: " -x -a '(__fish_complete_directories)'"
    case .words(let words): " -x -a '\(words.joined(separator: " "))'"
    }
  }
}

/// As one word of a shell, whatever it holds.
private func quoted(_ text: String) -> String {
  "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
}

extension String {
  /// With a backslash before each of these characters.
  fileprivate func escaping(_ characters: Set<Character>) -> String {
    String(flatMap { characters.contains($0) ? ["\\", $0] : [$0] })
  }
}
