/// What is to be said of the machine's files beside what stands in them.
package enum MachineRemark: Hashable, Sendable {
  /// The proc file system was mounted with `subset=pid`: it tells of processes alone.
  case hidesMachine
  /// Some of the files in this directory, of a session each, may not be read.
  case hidesSessions(directory: String)
  /// So many lines of a file, by its path, are of no shape that is known.
  case unknownLines(path: [UInt8], count: Int)
}

extension MachineFiles {
  /// Whether the root is a proc file system without the files that tell of the machine, which every
  /// kernel has: since 5.8 it may be mounted with the option `subset=pid`, which leaves them out.
  var hidesMachine: Bool {
    heldSubset.value {
      guard machine.facts.isLive else { return false }
      do throws(Errno) {
        _ = try machine.root.status(of: "uptime")
        return false
      } catch {
        return error.isAbsence && machine.isTopOfProc
      }
    }
  }

  /// Whether some line or file that has a record in each could not be read.
  package var losesLines: Bool { remarks.contains { $0 != .hidesMachine } }

  /// Whether a path that is not there is one that the mount hides, and not a process's.
  func isHidden(_ path: RelativePath) -> Bool {
    guard !path.isOfProcess, hidesMachine else { return false }
    remark(.hidesMachine)
    return true
  }

  /// Reads a file whose every line is a record, and takes note of those that are none.
  func readLines<Record>(
    _ file: ProcFile, _ path: RelativePath, _ parse: (Span<UInt8>) -> ParsedLines<Record>
  ) -> Reading<[Record]> {
    let reading = read(file, path, parse)
    if let unknown = reading.record?.unknownCount, unknown > 0 {
      remark(.unknownLines(path: path.copy, count: unknown))
    }
    return reading.map(\.records)
  }
}

/// The records of a text that has one in each line.
package struct ParsedLines<Record> {
  /// Of the lines that could be read, in their order.
  package var records: [Record] = []
  /// How many lines could not: of a kernel that is not known yet, or broken.
  package var unknownCount = 0
}

extension ParsedLines: Sendable where Record: Sendable {}

extension Span where Element == UInt8 {
  /// What `parse` makes of each line. An empty line, and a heading, is none.
  func parsedLines<Record>(
    heading isHeading: (Span<UInt8>) -> Bool = { _ in false },
    _ parse: (Span<UInt8>) -> Record?
  ) -> ParsedLines<Record> {
    var lines = ParsedLines<Record>()
    var position = 0
    while let range = takeLine(&position) {
      let line = extracting(range)
      if let record = parse(line) {
        lines.records.append(record)
      } else if !line.trimmed.isEmpty, !isHeading(line) {
        lines.unknownCount += 1
      }
    }
    return lines
  }
}

extension RelativePath {
  /// It leads into a process's directory.
  fileprivate var isOfProcess: Bool {
    let path = copy
    return path.first.map(\.isDigit) ?? false || path.starts(with: "self/".utf8)
  }
}
