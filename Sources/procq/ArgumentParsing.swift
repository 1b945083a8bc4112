import ArgumentParser
import Console
import QueryLanguage

extension Options {
  /// What the words of the command line say.
  enum Reading {
    case options(Options)
    /// Help, the version or a completion script was asked for.
    case text(String)
  }

  static func read(_ words: [[UInt8]]) throws(Failure) -> Reading {
    do {
      return .options(try parse(words.map(ArgumentBytes.string)))
    } catch {
      let isAnswer = exitCode(for: error).isSuccess
      if isAnswer { return .text(fullMessage(for: error)) }
      throw .usage(inOurVoice(message(for: error)))
    }
  }

  /// `Unknown option '--widt'. Did you mean '--width'?` becomes
  /// `unknown option '--widt', did you mean '--width'?`; a guess that is far off is left out.
  private static func inOurVoice(_ message: String) -> String {
    let line = message.prefix { $0 != "\n" }
    let guess = line.firstRange(of: ". Did you mean ")
    let fact = line[..<(guess?.lowerBound ?? line.endIndex)]
    var text = fact.prefix(1).lowercased() + fact.dropFirst()
    if text.last == "." { text.removeLast() }
    let quoted = line.split(separator: "'", omittingEmptySubsequences: false)
    if guess != nil, quoted.count == 5,
      suggestion(for: String(quoted[1]), among: [String(quoted[3])]) != nil
    {
      text += ", did you mean '\(quoted[3])'?"
    }
    return visible(ArgumentBytes.bytes(of: text))
  }
}
