import Glibc

/// What each thread of a process has for itself, and shares with those that it starts. The system sets it
/// by the thread's number.
protocol ThreadSetting {
  /// Whether the thread has it already; false where that cannot be told.
  func isSet(of thread: Int32) -> Bool
  /// Sets it; ended where the system knows no such thread.
  func set(of thread: Int32) -> ActOutcome
}

extension HeldProcess {
  /// Sets something of every thread: lists them again until there is none that has not been set and does
  /// not have it from who started it. One that ends meanwhile is no failure. The first refusal is told,
  /// after all have been tried. `isCancelled` is asked before each thread but the first: what has
  /// thousands of them takes a while.
  func setEveryThread(
    _ setting: some ThreadSetting, unless isCancelled: () -> Bool
  ) -> ActOutcome {
    var known: [Int32: UInt64] = [:]
    var refusal: Refusal?
    var hasBegun = false
    var calmRounds = 0
    for round in 0..<Self.mostRounds {
      let threads: [NumberedEntry]
      do throws(Errno) {
        threads = try listThreads()
      } catch {
        return error.isAbsence ? .ended : .refused(.failed(error))
      }
      var (metUnset, metEnded) = (false, false)
      for thread in threads where known[thread.number] != thread.inode {
        if hasBegun, isCancelled() { return .unfinished }
        if let refusal, isCancelled() { return .refused(refusal) }
        known[thread.number] = thread.inode
        if round > 0, setting.isSet(of: thread.number) { continue }
        switch act(on: thread.number, setting) {
        case .refused(let reason): (refusal, metUnset) = (refusal ?? reason, true)
        case .done, .unfinished: (hasBegun, metUnset) = (true, true)
        case .ended: metEnded = true
        }
      }
      calmRounds = metUnset ? 0 : calmRounds + 1
      // One that ended before it was looked at may have started another; hardly so each time.
      if !metUnset, !metEnded || calmRounds == Self.enoughCalm {
        return refusal.map(ActOutcome.refused) ?? (hasEnded ? .ended : .done)
      }
    }
    return .refused(refusal ?? .startsThreads)
  }

  private static let mostRounds = 100
  private static let enoughCalm = 3

  /// The number may be another's by then: the thread is looked at before the call and after it.
  private func act(on thread: Int32, _ setting: some ThreadSetting) -> ActOutcome {
    do throws(Errno) {
      guard try hasThread(thread) else { return .ended }
      let outcome = setting.set(of: thread)
      guard try hasThread(thread) else { return .ended }
      guard outcome == .ended, try isAlive(thread) else { return outcome }
      return .refused(.failed(.noProcess))
    } catch {
      return .refused(.failed(error))
    }
  }

  /// Fails where that cannot be told.
  private func hasThread(_ thread: Int32) throws(Errno) -> Bool {
    do throws(Errno) {
      _ = try directory.status(of: RelativePath("task/", thread, RelativePath()))
      return true
    } catch {
      guard error.isAbsence else { throw error }
      return false
    }
  }

  /// Whether a thread that the system does not know has not ended, nor begun to: one that has ended is
  /// listed until all have.
  private func isAlive(_ thread: Int32) throws(Errno) -> Bool {
    do throws(Errno) {
      let file = try directory.open(RelativePath("task/", thread, "/stat"))
      return try file.readWhole(inPieces: false) { Stat($0) }.map { !$0.isEnding } ?? true
    } catch {
      guard error.isAbsence else { throw error }
      return false
    }
  }

  private func listThreads() throws(Errno) -> [NumberedEntry] {
    var listing = DirectoryListing(try directory.open("task"), as: .file(.task, of: pid))
    var threads: [NumberedEntry] = []
    while let thread = try listing.nextNumbered() { threads.append(thread) }
    return threads
  }
}
