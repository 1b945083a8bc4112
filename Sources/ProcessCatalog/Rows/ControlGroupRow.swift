import Execution
import ProcFS
import Schema
import Values

/// A control group, as a row.
final class ControlGroupRow: Row {
  /// Its files, each read at most once.
  let group: ControlGroup

  init(_ group: ControlGroup) {
    self.group = group
  }

  var isGone: Bool { group.isGone }
  func holds(_ access: AccessID) -> Bool { ProcessCatalog.schema[access].cost == .known }

  func value(_ reader: ReaderID) -> Value {
    ProcessCatalog.controlGroupTable.value(reader, of: self)
  }

  func related(_ relation: RelationID) -> RelatedRows { .none }

  /// Its path, in so many bits that no two are taken for one, and where it is what hierarchies have
  /// under different paths these too, so that it is not compared with a group that is listed.
  var identity: RowIdentity? {
    let path = StableHash(group.path)
    var number = path.low
    for other in group.otherPaths { number = number &* 31 &+ StableHash(other).low &+ 1 }
    return RowIdentity(
      Int64(bitPattern: number), part: Int64(bitPattern: path.high), instance: group.instance)
  }

  /// Of what hierarchies have under different paths no listing has a row, so that its beginning was not
  /// read; nobody knows when another began.
  func wasThere(at instant: Int64) -> Bool? { group.otherPaths.isEmpty ? nil : true }

  func readingInstant(of access: AccessID) -> Int64? {
    Accesses.file(of: access).flatMap(group.instant)
  }
}
