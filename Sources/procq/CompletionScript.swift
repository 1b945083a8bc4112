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

  /// Words such as `--format=csv` and `n=20` reach it cut at the sign, which is a word of its own.
  /// Names of samples are offered with their folders where a slash has been typed.
  private var bash: String {
    let values = Option.all.compactMap { option in
      option.value.flatMap { $0.ifLeftOut == nil ? $0 : nil }.map { value in
        "    \(option.spellings.joined(separator: "|")))\(value.bashReply) return ;;"
      }
    }
    return """
      _procq() {
        local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD - 1]}" file= value= index=1
        if [[ $word == = ]]; then
          word= value=1
        elif [[ $before == = ]]; then
          value=1 before="${COMP_WORDS[COMP_CWORD - 2]}"
        fi
        COMPREPLY=()
        case "$before" in
      \(values.joined(separator: "\n"))
        esac
        while ((index < COMP_CWORD)); do
          case "${COMP_WORDS[index]}" in
            \(Self.spellings(withValue: true).joined(separator: "|")))
              [[ ${COMP_WORDS[index + 1]} == = ]] && ((index += 1))
              ((index += 2))
              [[ ${COMP_WORDS[index]} == = ]] && ((index += 2)) ;;
            -?*) ((index += 1)) ;;
            *) file="${COMP_WORDS[index]/#\\~\\//$HOME/}"; break ;;
          esac
        done
        local IFS=$'\\n' names=1
        case "$word" in
          -*) COMPREPLY=($(compgen -W '\(Self.spellings.joined(separator: "\n"))' -- "$word")) ;;
          *)
            if [[ -z $file ]]; then
              [[ $word == */* ]] && names=1,3
              COMPREPLY=($(compgen -W "$(procq --list-queries 2>/dev/null | cut -f $names | tr '\\t' '\\n')" -- "$word"
                compgen -f -X '!*.procq' -- "$word"; compgen -d -- "$word"))
              ((${#COMPREPLY[@]})) || COMPREPLY=($(compgen -f -- "$word"))
              compopt -o filenames
            elif [[ -n $value ]]; then
              COMPREPLY=($(compgen -f -- "$word"))
              compopt -o filenames
            else
              COMPREPLY=($(compgen -S = -W "$(procq --list-parameters "${file//\\\\}" 2>/dev/null | cut -d = -f 1)" -- "$word"))
              compopt -o nospace
            fi ;;
        esac
      }
      complete -F _procq procq
      """
  }

  private var zsh: String {
    let options = Option.all.map { "  \($0.zshArgument) \\" }
    return """
      #compdef procq
      _procq_queries() {
        local -a queries fields
        local query result=1
        for query in ${(f)"$(procq --list-queries 2>/dev/null)"}; do
          fields=("${(@ps:\\t:)query}")
          [[ $PREFIX == */* && -n $fields[3] ]] && fields[1]=$fields[3]
          queries+=("$fields[1]${fields[2]:+:$fields[2]}")
        done
        _describe -t queries 'query' queries && result=0
        _files -g '*.procq' && result=0
        return result
      }
      _procq_parameters() {
        local -a parameters
        if compset -P '*='; then _files; return; fi
        parameters=(${(f)"$(procq --list-parameters ${${(Q)line[1]}/#\\~\\//$HOME/} 2>/dev/null)"})
        compadd -S = -- ${parameters%%\\=*}
      }
      local line state context
      local -A opt_args
      _arguments -s \\
      \(options.joined(separator: "\n"))
        '1:file:_procq_queries' '*:parameter:_procq_parameters'
      """
  }

  private var fish: String {
    let file = """
      function __procq_file
        set -l skips 0
        for word in (commandline -opc)[2..]
          if test $skips = 1
            set skips 0
            continue
          end
          switch $word
            case \(Self.spellings(withValue: true).joined(separator: " "))
              set skips 1
            case '-?*'
            case '*'
              echo $word
              return 0
          end
        end
        return 1
      end
      function __procq_queries
        for query in (procq --list-queries 2>/dev/null)
          set -l fields (string split \\t -- $query)
          set -q fields[3]; and string match -q '*/*' -- (commandline -ct); and set fields[1] $fields[3]
          printf '%s\\t%s\\n' $fields[1..2]
        end
      end
      complete -c procq -n 'not __procq_file >/dev/null' -a '(__procq_queries)'
      complete -c procq -n '__procq_file >/dev/null; and not string match -q "*=*" -- (commandline -ct)' -f -a '(procq --list-parameters (__procq_file | string replace -r "^~/" "$HOME/") 2>/dev/null | string replace -r "=.*" "=")'
      """
    return ([file] + Option.all.map(\.fishCommand)).joined(separator: "\n")
  }

  private static var spellings: [String] { Option.all.flatMap(\.spellings) }

  /// Of the options whose value may be the next word.
  private static func spellings(withValue: Bool) -> [String] {
    Option.all.filter { ($0.value != nil && $0.value?.ifLeftOut == nil) == withValue }
      .flatMap(\.spellings)
  }
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
      guard let value else { return spelling }
      return spelling
        + (value.ifLeftOut != nil ? "=-" : spelling.utf8.count == 2 ? "+" : "=")
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
    case .none: ifLeftOut == nil ? ":\(name):" : "::\(name):"
    case .files: ":\(name):_files"
    case .directories: ":\(name):_directories"
    case .words(let words): ":\(name):(\(words.joined(separator: " ")))"
    }
  }

  fileprivate var fishArguments: String {
    switch completion {
    // Fish knows none that may be left out: so it is a flag, behind which a value may stand.
    case .none: ifLeftOut == nil ? " -x" : ""
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
