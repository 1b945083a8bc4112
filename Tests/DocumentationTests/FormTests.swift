import Console
import Execution
import Foundation
import ProcFS
import ProcessCatalog
import QueryLanguage
import TestSupport
import Testing

/// The forms of the language, as help and the reference show them.
@Suite struct FormTests {
  /// Each example means something to procq; that of `at` needs a recording and an action the machine,
  /// and they are parsed alone.
  @Test(arguments: LanguageForm.all.map(\.example)) func examplesMeanSomething(_ example: String)
    throws
  {
    let text = SourceText(example)
    _ = try parse(text)
    guard !example.contains(" at now()"), !example.hasPrefix("kill "), !example.hasPrefix("set ")
    else { return }
    let machine = try ProcFixture(named: "small-server")
    let session = Session(ProcessSource(try ProcFS(machine.root)))
    do {
      let script = try session.check(text)
      #expect(script.warnings.isEmpty, "\(example)")
    } catch {
      Issue.record("\(example): \(error)")
    }
  }

  @Test func eachIsSaidInOneSentence() {
    for form in LanguageForm.all {
      #expect(!form.names.isEmpty && !form.form.isEmpty && !form.summary.isEmpty, "\(form.names)")
      #expect(form.summary.first?.isUppercase == false && !form.summary.hasSuffix("."))
    }
    let names = LanguageForm.all.flatMap(\.names)
    #expect(Set(names).count == names.count)
  }

  /// Every operator and every clause has its form.
  @Test func noneIsLeftOut() {
    for spelling in OperatorTable.operators.map(\.text) {
      #expect(LanguageForm.named(spelling) != nil, "\(spelling)")
    }
    for word in ["select", "from", "where", "group by", "having", "order by", "limit", "offset"] {
      #expect(LanguageForm.named(word)?.kind == .clause, "\(word)")
    }
  }
}
