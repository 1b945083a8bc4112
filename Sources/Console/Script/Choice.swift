extension CaseIterable where Self: RawRepresentable<String> {
  /// What a user may write to choose one of a few, in the order in which they are declared.
  package static var words: [String] { allCases.map { $0.rawValue } }
}
