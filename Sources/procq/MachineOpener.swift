import Console
import Execution
import ProcFS
import ProcessCatalog
import QueryLanguage
import Recordings

/// Opens what is asked, as the options say it is to be read.
struct MachineOpener: Sendable {
  private let includesItself: Bool
  private let readingThreads: Int
  private let allowsActions: Bool
  private let reasonNotToAct: String?

  init(_ invocation: Invocation) {
    includesItself = invocation.arguments.includesItself
    readingThreads = invocation.jobs ?? ReadingThreads.usual
    reasonNotToAct = invocation.confinement.reasonNotToAct
    switch invocation.machine {
    case .thisOne, .recording: allowsActions = true
    case .root: allowsActions = false
    }
  }

  /// Where /proc is, or what stands for it.
  func root(_ path: String) throws(Failure) -> any Source {
    ProcessSource(
      try procFS(path), includesSelf: includesItself, readingThreads: readingThreads,
      allowsActions: allowsActions, reasonNotToAct: reasonNotToAct)
  }

  private func procFS(_ path: String) throws(Failure) -> ProcFS {
    let procFS: ProcFS
    do throws(Errno) {
      procFS = try ProcFS(path)
    } catch {
      throw .system("read", Array(path.utf8), systemReason(error.code))
    }
    guard procFS.holdsAnything else {
      throw .system("read", Array(path.utf8), "it holds nothing of /proc")
    }
    return procFS
  }

  /// What was recorded in a file.
  func recording(_ file: [UInt8]) throws(Failure) -> RecordedSource {
    do throws(RecordingError) {
      return try RecordedSource.open(file)
    } catch {
      throw Failure(message: visible(error.message), hint: nil, status: .failed)
    }
  }
}
