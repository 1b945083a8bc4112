/// How large a text may be. Past a limit there is an ordinary error, so that no text costs more
/// than time and memory in proportion to its length, and no stack overflows, here or in whatever
/// walks the tree.
package enum Limits {
  /// Bytes of a whole text.
  package static let textBytes = 1 << 20
  /// Parentheses, brackets, calls, choices, queries and unary operators around one another.
  package static let nesting = 64
  /// Nodes on the longest way down an expression: a chain `a and b and c …` is as high as it is
  /// long. What walks a tree takes up to a kilobyte of stack a level, and small threads have
  /// half a megabyte.
  package static let height = 400
  /// Values of one `in (…)`.
  package static let values = 100_000
  /// Items, keys, arguments, branches of one list.
  package static let items = 1000
  /// Errors that are reported of one text.
  package static let errors = 1000
}
