import Execution
import ProcFS
import Schema
import Values

@testable import ProcessCatalog

/// The live machine, of whose windows something is done in the middle.
struct BusySource: Source {
  let machine: ProcessSource
  let work: @Sendable () -> Void

  var schema: Schema { machine.schema }

  func snapshot(at moment: Moment) throws(Failure) -> any Snapshot {
    try machine.snapshot(at: moment)
  }

  func pause(
    until instant: Int64, orEndOf rows: [RowIdentity], unless cancellation: Cancellation
  ) {
    work()
    machine.pause(until: instant, orEndOf: rows, unless: cancellation)
  }
}
