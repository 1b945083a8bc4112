import Testing

@testable import ProcFS

/// No bytes, however cut or changed, make a parser trap; the test's process would end.
@Suite struct HostileBytesTests {
  static let texts: [[UInt8]] = [
    Texts.stat(name: "a) (b").utf8.array, Texts.statm.utf8.array, Texts.status.utf8.array,
    Texts.rollup.utf8.array, Texts.limits.utf8.array, Texts.environ.utf8.array,
    Texts.cgroup.utf8.array, "0-3,8,4294967295".utf8.array,
  ]

  @Test(arguments: texts)
  func truncations(text: [UInt8]) {
    for length in 0...text.count {
      #expect(parseAll(Array(text[..<length])) == 10)
    }
  }

  @Test(arguments: texts, [1, 2, 3] as [UInt64])
  func mutations(text: [UInt8], seed: UInt64) {
    var random = Generator(state: seed)
    for _ in 0..<120 {
      var mutant = text
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        mutate(&mutant, using: &random)
      }
      #expect(parseAll(mutant) == 10)
    }
  }

  @Test func longAndLargeInput() {
    let digits = [UInt8](repeating: UInt8(ascii: "9"), count: 20_000)
    #expect(parseAll(digits) == 10)
    #expect(parseAll([UInt8](repeating: 0, count: 1 << 16)) == 10)
    #expect(parseAll("Uid:\t".utf8 + digits) == 10)
    #expect(parseAll("Rss: ".utf8 + digits) == 10)
    #expect(parseAll("1 (a) S ".utf8 + digits) == 10)
  }

  /// How many parsers came back.
  private func parseAll(_ bytes: [UInt8]) -> Int {
    var done = 0
    _ = Stat(bytes.span)
    done += 1
    _ = Statm(bytes.span)
    done += 1
    _ = Status(bytes.span)
    done += 1
    _ = SmapsRollup(bytes.span)?.unique
    done += 1
    let environment = Environment(bytes.span)
    _ = environment.value(of: "PATH".utf8.array)
    _ = environment.entries
    done += 1
    let line = CommandLine(bytes.span)
    _ = (line.arguments, line.joined, line.name(beginningWith: [97]))
    done += 1
    _ = Limits(bytes.span)
    done += 1
    _ = IO(bytes.span)
    done += 1
    let groups = ControlGroups(bytes.span)
    _ = (groups?.path, groups?.container, groups?.unit, groups?.slice)
    done += 1
    _ = ProcessorSet(bytes.span).all
    done += 1
    return done
  }

  private func mutate(_ bytes: inout [UInt8], using random: inout Generator) {
    guard let place = bytes.indices.randomElement(using: &random) else { return }
    let odd: [UInt8] = [0, 9, 10, 32, 40, 41, 44, 45, 48, 57, 58, 61, 0x80, 0xFF]
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes[place] = odd.randomElement(using: &random) ?? 0
    case 1: bytes.remove(at: place)
    case 2: bytes.insert(odd.randomElement(using: &random) ?? 0, at: place)
    default: bytes.replaceSubrange(place..<place, with: bytes[place...].prefix(20))
    }
  }
}

/// The same numbers for the same seed (an xorshift).
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
