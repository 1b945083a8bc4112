/// The candidate that a misspelt word most likely stands for, in any case; nil if none is near.
///
/// Near is one slip (a letter too many, too few, wrong, or two swapped) in a word of up to five
/// letters and two in a longer one; in a word of one or two letters only the swap counts. People
/// seldom miss the first letter, and a wrong guess is worse than none: where it differs, it is one
/// slip in a word of five letters or more, or a swap. Of several, the nearest wins (another case alone
/// is nearest), then one with the same first letter, then the earliest.
package func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
  let misspelt = Array(word.folded.utf8)
  guard misspelt.count <= longestMisspeltWord else { return nil }
  var best: (candidate: String, rank: Int)?
  for candidate in candidates {
    let letters = Array(candidate.folded.utf8)
    guard candidate != word, let distance = nearness(of: misspelt, to: letters) else { continue }
    let rank = 2 * distance + (misspelt.first == letters.first ? 0 : 1)
    if rank < best?.rank ?? .max { best = (candidate, rank) }
  }
  return best?.candidate
}

/// Nobody means a name by a longer word, and the work grows with the length.
private let longestMisspeltWord = 64

private func nearness(of word: [UInt8], to candidate: [UInt8]) -> Int? {
  let most = word.count <= 5 ? 1 : 2
  guard abs(word.count - candidate.count) <= most else { return nil }
  let distance = editDistance(word, candidate)
  guard distance <= most else { return nil }
  let isSwap = distance <= 1 && word.count == candidate.count && word.sorted() == candidate.sorted()
  if isSwap { return distance }
  if min(word.count, candidate.count) <= 2 { return nil }
  let isSafe = word.first == candidate.first || (distance == 1 && word.count >= 5)
  return isSafe ? distance : nil
}

/// How many insertions, deletions, replacements and swaps of neighbours turn one into the other
/// (each place is touched once: optimal string alignment).
func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for i in left.indices {
    var row = [i + 1]
    for j in right.indices {
      let replaced = last[j] + (left[i] == right[j] ? 0 : 1)
      var least = min(replaced, last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        least = min(least, beforeLast[j - 1] + 1)
      }
      row.append(least)
    }
    (beforeLast, last) = (last, row)
  }
  return last[right.count]
}
