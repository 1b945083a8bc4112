import Glibc
import QueryLanguage

/// What a shell reads of its user's before it begins.
struct StartUpFiles {
  /// Carried out first: it may write files and start programs.
  private(set) var script: SourceText?
  /// What libedit is set up with.
  private(set) var editor = EditorSettings()
  /// The statements of earlier sessions, the oldest first.
  private(set) var history: [[UInt8]] = []
  /// Why a file is there and was not read.
  private(set) var warnings: [String] = []

  /// Of a shell that opens no file, and lets no key start an editor.
  static let unread = StartUpFiles()

  private init() { editor.allowsCommands = false }

  init(_ folders: UserFolders, history file: HistoryFile?, readsScript: Bool) {
    history = file?.load() ?? []
    if let path = EditorSettings.path(folders),
      let bytes = settings(path, objection(toFolder: folder(of: path)))
    {
      editor = EditorSettings(bytes)
    }
    if readsScript, let path = folders.startUpFile, let folder = folders.configuration,
      let bytes = settings(path, folder.objection)
    {
      script = SourceText(name: path, bytes: bytes)
    }
  }

  /// What a file says that is carried out because of where it lies. Nil where there is none, and with
  /// a warning where somebody else could have written it, or it cannot be read.
  private mutating func settings(_ path: String, _ folderObjection: String?) -> [UInt8]? {
    guard access(path, F_OK) == 0 else { return nil }
    do throws(SystemError) {
      let file = try RegularFile(path)
      guard let objection = folderObjection ?? file.objection else { return try file.contents() }
      warnings.append("\(visible(path)) is not read: \(visible(objection))")
    } catch {
      warnings.append(error.message)
    }
    return nil
  }
}
