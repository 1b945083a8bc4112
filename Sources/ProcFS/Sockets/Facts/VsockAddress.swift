/// An end of a connection between a virtual machine and its host (vsock).
package struct VsockAddress: Sendable, Equatable {
  /// Which machine: 2 is the host; nil of any.
  package var context: UInt32?
  /// Nil where it is not bound.
  package var port: UInt32?

  /// Of the kernel's numbers, of which the highest stands for any.
  init(context: UInt32, port: UInt32) {
    self.context = context == .max ? nil : context
    self.port = port == .max ? nil : port
  }
}

/// Both ends of one.
package struct VsockEnds: Sendable, Equatable {
  /// What it is bound to.
  package var local: VsockAddress
  /// What it is connected to.
  package var remote: VsockAddress
}
