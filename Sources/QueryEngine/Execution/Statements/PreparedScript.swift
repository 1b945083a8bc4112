package import QueryLanguage

/// What preparing a script came to: the statements that can be run, in their order.
package struct PreparedScript: RandomAccessCollection {
  /// In the order of the text.
  package let statements: [PreparedStatement]
  /// What is likely meant otherwise, in the order of the text. It is told once, before anything is
  /// run.
  package let warnings: [Diagnostic]

  package var startIndex: Int { statements.startIndex }
  package var endIndex: Int { statements.endIndex }
  package subscript(position: Int) -> PreparedStatement { statements[position] }
}
