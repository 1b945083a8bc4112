import Schema
import Testing
import Values

@Suite struct FunctionTests {
  struct Call: Sendable, CustomTestStringConvertible {
    let name: String
    let arguments: [Value]
    let result: String

    init(_ name: String, _ arguments: Value..., gives result: String) {
      self.name = name
      self.arguments = arguments
      self.result = result
    }

    var testDescription: String { "\(name)(\(arguments.map(shown).joined(separator: ", ")))" }
  }

  private static let odd = Value.text(Text(bytes: [0xFF, 0x41, 0xC3, 0x89]))

  static let text: [Call] = [
    Call("lower", "ABC ÄÉ", gives: "text abc äé"),
    Call("upper", "straße é", gives: "text STRAßE É"),
    Call("lower", odd, gives: #"text \xffa\xc3\xa9"#), Call("length", "héé", gives: "integer 3"),
    Call("length", ["a", .null], gives: "integer 2"),
    Call("length", .map(["a": "b"]), gives: "integer 1"), Call("length", "", gives: "integer 0"),
    Call("trim", " \t a b\n", gives: "text a b"), Call("ltrim", "  a ", gives: "text a "),
    Call("rtrim", "  a ", gives: "text   a"), Call("trim", "   ", gives: "text "),
    Call("trim", "xxaxéx", "xé", gives: "text a"), Call("rtrim", "a/", "/", gives: "text a"),
    Call("replace", "a.b.c", ".", "::", gives: "text a::b::c"),
    Call("replace", "aaa", "aa", "b", gives: "text ba"),
    Call("replace", "abc", "", "x", gives: "text abc"),
    Call("split", "a:b:", ":", gives: "[text a, text b, text ]"),
    Call("split", "", ":", gives: "[text ]"), Call("split", "ab", "", gives: "[text ab]"),
    Call("join", ["a", .null, "b"], "-", gives: "text a-b"),
    Call("join", [80, 443], ",", gives: "text 80,443"), Call("join", [], ",", gives: "text "),
    Call("join", ["a", .refused], ",", gives: "denied environ"),
    Call("concat", "a", .null, 1, 2.0, true, gives: "text a12true"),
    Call("concat", .size(1024), " ", .duration(50_000_000), gives: "text 1024 0.05"),
    Call("concat", .null, gives: "text "), Call("concat", .null, .refused, gives: "denied environ"),
    Call("concat", ["a\"b", 1, .null], gives: #"text ["a\"b",1,null]"#),
    Call("concat", .map(["k": ["\n"]]), gives: ##"text {"k":["\u000a"]}"##),
    Call("concat", [.refused], gives: "denied environ"),
    Call("concat", .address(255), gives: "text 0xff"),
  ]

  static let parts: [Call] = [
    Call("substr", "hello", 2, 3, gives: "text ell"),
    Call("substr", "hello", 2, gives: "text ello"),
    Call("substr", "hello", -3, 2, gives: "text ll"),
    Call("substr", "hello", 0, 3, gives: "text he"),
    Call("substr", "hello", -7, 3, gives: "text h"), Call("substr", "hello", 9, 2, gives: "text "),
    Call("substr", "hello", 2, -1, gives: "text "), Call("substr", "héllo", 2, 1, gives: "text é"),
    Call("substr", "hello", .greatest, .greatest, gives: "text "),
    Call("substr", "hello", .least, .greatest, gives: "text hello"),
    Call("substr", "hello", .least, .least, gives: "text "),
    Call("substr", odd, 2, 1, gives: "text A"), Call("substr", odd, 1, 1, gives: #"text \xff"#),
    Call("position", "l", "héllo", gives: "integer 3"),
    Call("position", "x", "a", gives: "integer 0"),
    Call("position", "", "a", gives: "integer 1"), Call("position", "É", odd, gives: "integer 3"),
    Call("starts_with", "sshd", "ssh", gives: "true"),
    Call("starts_with", "ssh", "sshd", gives: "false"),
    Call("ends_with", "sshd", "hd", gives: "true"), Call("ends_with", "d", "sshd", gives: "false"),
    Call("regex_match", "a12b345", "[0-9]+", gives: "text 12"),
    Call("regex_match", "k=v", "(\\w)=(\\w)", 2, gives: "text v"),
    Call("regex_match", "k=v", "(\\w)=(\\w)", 0, gives: "text k=v"),
    Call("regex_match", "k=v", "(\\w)=(\\w)", 3, gives: "null"),
    Call("regex_match", "k=v", "(\\w)=(\\w)", -1, gives: "null"),
    Call("regex_match", "b", "(a)|b", 1, gives: "null"),
    Call("regex_match", "a", "x", gives: "null"),
    Call("regex_match", "a", "(", gives: "denied pattern"),
    Call("regex_match", "", "x*", gives: "text "),
  ]

  static let paths: [Call] = [
    Call("basename", "/usr/sbin/sshd", gives: "text sshd"),
    Call("basename", "sshd", gives: "text sshd"),
    Call("basename", "/usr/bin//", gives: "text bin"), Call("basename", "/", gives: "text /"),
    Call("basename", "///", gives: "text /"), Call("basename", "", gives: "text "),
    Call("dirname", "/usr/sbin/sshd", gives: "text /usr/sbin"),
    Call("dirname", "a", gives: "text ."),
    Call("dirname", "/a", gives: "text /"), Call("dirname", "a/b/", gives: "text a"),
    Call("dirname", "/", gives: "text /"), Call("dirname", "a//b", gives: "text a"),
    Call("dirname", "", gives: "text ."), Call("extension", "/a/b.tar.gz", gives: "text gz"),
    Call("extension", "/a.d/b", gives: "null"), Call("extension", ".bashrc", gives: "null"),
    Call("extension", "..", gives: "null"), Call("extension", "a.", gives: "null"),
    Call("extension", ".a.b", gives: "text b"), Call("extension", "", gives: "null"),
    Call("tilde", "/home/joe/x", gives: "text ~/x"), Call("tilde", "/home/joe", gives: "text ~"),
    Call("tilde", "/root", gives: "text ~"), Call("tilde", "/root/x", gives: "text ~/x"),
    Call("tilde", "/rooted", gives: "text /rooted"), Call("tilde", "/home/", gives: "text /home/"),
    Call("tilde", "/home//x", gives: "text /home//x"), Call("tilde", "/home", gives: "text /home"),
    Call("tilde", "a/root", gives: "text a/root"),
  ]

  static let numbers: [Call] = [
    Call("abs", -5, gives: "integer 5"), Call("abs", .least, gives: "null"),
    Call("abs", .real(-0.5), gives: "real 0.5"), Call("abs", .size(-5), gives: "size 5"),
    Call("abs", .duration(5), gives: "duration 5"),
    Call("abs", .byteRate(-1), gives: "byte rate 1.0"),
    Call("round", 2.5, gives: "real 3.0"), Call("round", .real(-2.5), gives: "real -3.0"),
    Call("round", 2.345, 1, gives: "real 2.3"), Call("round", 1234.5, -2, gives: "real 1200.0"),
    Call("round", 1e300, 300, gives: "real 1e+300"),
    Call("round", 1.5, .greatest, gives: "real 1.5"),
    Call("round", 1.5, .least, gives: "real 0.0"), Call("round", 1250, -2, gives: "integer 1300"),
    Call("round", 7, 2, gives: "integer 7"), Call("round", .greatest, -1, gives: "null"),
    Call("round", .greatest, -30, gives: "integer 0"),
    Call("round", .least, .least, gives: "integer 0"),
    Call("round", .size(1250), gives: "size 1250"),
    Call("round", .duration(1_500_000_000), gives: "duration 2000000000"),
    Call("round", .duration(1_440_000_000), 1, gives: "duration 1400000000"),
    Call("round", .duration(1_440_000_000), .least, gives: "duration 0"),
    Call("floor", .real(-1.5), gives: "real -2.0"), Call("ceil", 1.2, gives: "real 2.0"),
    Call("floor", .duration(-1), gives: "duration -1000000000"),
    Call("ceil", 3, gives: "integer 3"),
    Call("floor", .countRate(2.7), gives: "rate 2.0"),
    Call("least", 3, 1.5, 2, gives: "real 1.5"), Call("least", 1, 2.5, gives: "real 1.0"),
    Call("greatest", 500, .size(100), gives: "size 500"), Call("least", "b", "a", gives: "text a"),
    Call("greatest", .time(1), .time(2), gives: "time 2"), Call("least", 7, gives: "integer 7"),
    Call("least", 1, .null, gives: "null"), Call("least", .null, .refused, gives: "denied environ"),
  ]

  static let conversions: [Call] = [
    Call("integer", "42", gives: "integer 42"), Call("integer", " -7\n", gives: "integer -7"),
    Call("integer", "+7", gives: "integer 7"), Call("integer", "0x1F", gives: "integer 31"),
    Call("integer", "-9223372036854775808", gives: "integer \(Int64.min)"),
    Call("integer", "9223372036854775808", gives: "null"), Call("integer", "4.2", gives: "null"),
    Call("integer", "", gives: "null"), Call("integer", "12a", gives: "null"),
    Call("integer", "--1", gives: "null"), Call("integer", "0x", gives: "null"),
    Call("integer", "0x-1", gives: "null"), Call("integer", "1_000", gives: "null"),
    Call("integer", .real(-2.9), gives: "integer -2"), Call("integer", 1e30, gives: "null"),
    Call("integer", .size(5), gives: "integer 5"), Call("integer", true, gives: "integer 1"),
    Call("integer", .duration(2_900_000_000), gives: "integer 2"),
    Call("integer", .address(.max), gives: "null"), Call("number", "2.5", gives: "real 2.5"),
    Call("number", "-1e5", gives: "real -100000.0"), Call("number", "1e999", gives: "null"),
    Call("number", "nan", gives: "null"), Call("number", "inf", gives: "null"),
    Call("number", "0x10", gives: "real 16.0"), Call("number", "0x1p3", gives: "null"),
    Call("number", "1 2", gives: "null"), Call("number", odd, gives: "null"),
    Call("number", 3, gives: "real 3.0"),
    Call("number", .duration(1_500_000_000), gives: "real 1.5"),
  ]

  static let choices: [Call] = [
    Call("coalesce", .null, 2, .refused, gives: "integer 2"),
    Call("coalesce", .null, gives: "null"),
    Call("coalesce", .null, .refused, 2, gives: "denied environ"),
    Call("if", true, 1, 2, gives: "integer 1"), Call("if", .null, 1, 2, gives: "integer 2"),
    Call("if", false, 1, gives: "null"), Call("if", .refused, 1, 1, gives: "denied environ"),
  ]

  static let pictures: [Call] = [
    Call("sparkline", [1, 2, 3], gives: "text ▁▅█"), Call("sparkline", [], gives: "text "),
    Call("sparkline", [7, 7], gives: "text ▁▁"),
    Call("sparkline", [.size(0), .null, .size(70)], gives: "text ▁ █"),
    Call("sparkline", [.real(-1), .real(6)], gives: "text ▁█"),
    Call("sparkline", [.null], gives: "text  "),
    Call("sparkline", [.greatest, .least], gives: "text █▁"),
    Call("sparkline", [1, .refused], gives: "denied environ"),
    Call("repeat", "ab", 3, gives: "text ababab"), Call("repeat", "ab", 0, gives: "text "),
    Call("repeat", "ab", .least, gives: "text "), Call("repeat", "ab", .greatest, gives: "null"),
    Call("repeat", "", .greatest, gives: "text "),
    Call("lpad", "7", 3, gives: "text   7"), Call("rpad", "7", 3, gives: "text 7  "),
    Call("lpad", "7", 4, "ab", gives: "text aba7"), Call("rpad", "é", 4, "ab", gives: "text éaba"),
    Call("lpad", "hello", 2, gives: "text he"), Call("rpad", "héllo", 2, gives: "text hé"),
    Call("lpad", "hello", -1, gives: "text "), Call("rpad", "a", 3, "", gives: "text a"),
    Call("lpad", "a", .greatest, gives: "null"), Call("rpad", "abc", 3, gives: "text abc"),
    Call("reverse", "héy", gives: "text yéh"), Call("reverse", "", gives: "text "),
    Call("reverse", odd, gives: #"text \xc3\x89A\xff"#),
    Call("reverse", [1, .null, 2], gives: "[integer 2, null, integer 1]"),
  ]

  @Test(arguments: text + parts + paths + numbers + conversions + choices + pictures)
  func calls(_ call: Call) throws {
    let function = try #require(ScalarFunction.standard.first { $0.name == call.name })
    #expect(function.schema.arity.contains(call.arguments.count))
    #expect(shown(function.call(call.arguments)) == call.result)
  }

  /// Whatever the function and the values, nothing traps, and the result is of its type.
  @Test(arguments: ScalarFunction.standard.map(\.name))
  func edges(_ name: String) throws {
    let function = try #require(ScalarFunction.standard.first { $0.name == name })
    var generator = SeededGenerator(seed: 5)
    for count in function.schema.arity.prefix(4) {
      for _ in 0..<3_000 {
        let samples = (0..<count).compactMap { _ in
          SampleValues.all.randomElement(using: &generator)
        }
        guard case .returns(let type) = function.schema.resultType(of: samples.map(\.type)) else {
          continue
        }
        let result = function.call(samples.map(\.value)).converted(to: type)
        #expect(
          result.isNull || result.isDenied || isOf(type, result),
          "\(name)(\(samples.map { shown($0.value) }))")
      }
    }
  }

  private func isOf(_ type: ValueType, _ value: Value) -> Bool {
    let words = type == .countRate ? "rate" : type.name
    switch type {
    case .list: return shown(value).hasPrefix("[")
    case .map: return shown(value).hasPrefix("{")
    case .boolean: return ["true", "false"].contains(shown(value))
    default: return shown(value).hasPrefix(words)
    }
  }

  @Test func strictFunctionsPassNullAndDeniedOn() {
    for function in ScalarFunction.standard
    where function.schema.isStrict && function.schema.arity.lowerBound > 0 {
      let nulls = [Value](repeating: .null, count: function.schema.arity.lowerBound)
      #expect(function.call(nulls).isNull, "\(function.name)")
      #expect(function.call(nulls.dropLast() + [.refused]).isDenied, "\(function.name)")
    }
  }

  @Test func resultsAreBounded() throws {
    let functions = Dictionary(uniqueKeysWithValues: ScalarFunction.standard.map { ($0.name, $0) })
    let large = Value.text(Text(bytes: [UInt8](repeating: 0x61, count: 2 << 20)))
    let replace = try #require(functions["replace"])
    #expect(replace.call([large, "a", "aaaaaaaaaa"]).isNull)
    #expect(try #require(functions["split"]).call([large, "a"]).isNull)
    #expect(
      try #require(functions["concat"]).call([Value](repeating: large, count: 9)).isNull)
    #expect(
      try #require(functions["join"]).call([.list([large, large, large]), large]).isDenied == false)
  }

  /// No clock is read here: the snapshot tells the time.
  @Test func nowHasNoBody() throws {
    let now = try #require(ScalarFunction.named("NOW"))
    #expect(now.schema.evaluation == .ofSnapshot)
    #expect(now.call([]).isNull)
  }
}

extension ScalarFunction {
  /// The value outside any statement.
  fileprivate func call(_ values: [Value]) -> Value { call(values, in: StatementPatterns()) }
}
