/// The limits of a text, each an ordinary error when it is exceeded. They keep time and memory in
/// proportion to the text's length, and the stack from overflowing in the parser and in whatever
/// walks the tree.
package enum Limits {
  /// Bytes of a whole text.
  package static let textBytes = 1 << 20
  /// Parentheses, brackets, calls, choices, queries and unary operators around one another.
  package static let nesting = 64
  /// The height of an expression in nodes; a chain `a and b and c …` is as high as it is long. A
  /// walk of the tree takes up to a kilobyte of stack for each, and small threads have half a
  /// megabyte.
  package static let height = 400
  /// Values of one `in (…)`, elements of one `[…]`.
  package static let values = 100_000
  /// Items, keys, arguments, branches of one list.
  package static let items = 1000
  /// Errors that are reported of one text.
  package static let errors = 1000
}
