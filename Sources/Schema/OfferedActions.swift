/// What a source lets be done to its rows.
package enum OfferedActions: Sendable {
  case offered(ActionSchema)
  /// Nothing. The reason is told after the word of the action: `a copy of /proc cannot be acted on`.
  case refused(because: String)
}
