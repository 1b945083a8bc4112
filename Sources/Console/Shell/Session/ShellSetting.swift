package import QueryEngine

/// What a shell is given when it begins.
package struct ShellSetting {
  package var session: Session
  package var catalog: Catalog
  package var options: ScriptOptions
  /// The width in the options was asked for; else it is the terminal's, whenever a result is shown.
  package var hasFixedWidth = false
  /// As if they had been given by `\set`.
  package var parameters: [HandedParameter] = []
  package var readsStartUpFile = true
  package var folders = UserFolders()
  /// Said when it begins; nil: nothing.
  package var greeting: String?

  package init(session: Session, catalog: Catalog, options: ScriptOptions) {
    self.session = session
    self.catalog = catalog
    self.options = options
  }
}
