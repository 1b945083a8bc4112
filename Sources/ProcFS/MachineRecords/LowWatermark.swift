/// Of /proc/zoneinfo (since 2.6.13): how much memory the kernel keeps free before it begins to
/// reclaim, all zones together.
package enum LowWatermark {
  /// The sum of the `low` lines, which count pages of so many bytes.
  package static func parse(_ text: Span<UInt8>, pageSize: Int) -> Bytes {
    var low = Bytes(0)
    var position = 0
    while let range = text.takeLine(&position) {
      let line = text.extracting(range)
      var end = 0
      guard let name = line.takeWord(&end), line.extracting(name).equals("low"),
        let pages = line.takeNumber(&end)
      else { continue }
      low = low + Bytes(pages: pages, of: pageSize)
    }
    return low
  }
}
