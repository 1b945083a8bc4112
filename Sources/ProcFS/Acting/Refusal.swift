import CProc

/// What came of doing something to a process.
package enum ActOutcome: Equatable, Sendable {
  case done
  /// It has ended before.
  case ended
  case refused(Refusal)
  /// It was to stop when some of its threads were set, and others were not.
  case unfinished
}

/// Why the system has not done something to a process.
package enum Refusal: Equatable, Sendable {
  /// It takes a capability, which we have not.
  case needs(Right)
  /// The call came with this version of the kernel.
  case needsKernel(KernelVersion)
  /// A soft limit may not be above the hard one, which is this.
  case aboveHardLimit(UInt64, of: Limits.Resource)
  /// Of the processors that it was to run on these are all that are on line and in its cpuset: it was set
  /// to them.
  case keptTo([UInt32])
  /// None of the processors that it was to run on is on line and in its cpuset.
  case withoutProcessors
  /// It is the kernel's own.
  case kernelThread
  /// Its stat does not tell whether it is a kernel thread.
  case ofNoKnownKind
  /// It starts threads faster than they can be set.
  case startsThreads
  /// By the system's words.
  case failed(Errno)

  /// Of a call that failed for want of a capability, unless we have it: a security module or a user
  /// namespace may refuse in spite of it.
  init(_ error: Errno, without right: Right) {
    self = error.isDenial && !right.isHeld ? .needs(right) : .failed(error)
  }
}

/// A capability that lets us do something to a process that is not our user's, or more than a user may.
/// Numbered as the kernel numbers them (capabilities(7)).
package enum Right: Int, Sendable {
  case overridingModes = 1
  case killing = 5
  case tracing = 19
  case administration = 21
  case priorities = 23
  case resources = 24

  /// `CAP_KILL`
  package var name: String { Capability.names[rawValue].uppercased() }

  /// Whether the calling thread has it.
  var isHeld: Bool { cproc_effective_capabilities() >> UInt64(rawValue) & 1 == 1 }
}
