import Foundation
import TestSupport
import Testing

/// A new kind of value, of expression or of plan operator has few places to be added in.
@Suite struct PlacesTests {
  @Test func newCasesHaveFewPlaces() throws {
    let outcome = try places(of: projectFolder)
    #expect(outcome.status == 0, "\(outcome.outputText)\(outcome.errorText)")
  }

  /// The count sees a switch over all cases, and one that hides most of them behind a default.
  @Test(arguments: ["", "default: 0"])
  func furtherPlacesAreFound(_ rest: String) throws {
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: copy) }
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    for name in ["Sources", "Tests/places"] {
      let place = copy.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: projectFolder + name, toPath: place.path)
    }
    let names = [
      "nothing", "single", "scan", "expand", "derived", "filter", "prefetch", "aggregate", "top",
      "project", "distinct", "sort", "limit",
    ]
    let named = names.dropLast(rest.isEmpty ? 0 : 5).map { ".\($0)" }.joined(separator: ", ")
    for number in 1...5 {
      let text = """
        extension LogicalPlan {
          var number\(number): Int {
            switch self {
            case \(named): \(number)
            \(rest)
            }
          }
        }
        """
      let file = copy.appendingPathComponent("Sources/QueryEngine/Planning/Number\(number).swift")
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let outcome = try places(of: copy.path + "/")
    #expect(outcome.status != 0)
    #expect(outcome.outputText.contains("in  8 places of at most 5"), "\(outcome.outputText)")
  }

  private func places(of folder: String) throws -> Command.Outcome {
    try Command(folder + "Tests/places").run()
  }
}
