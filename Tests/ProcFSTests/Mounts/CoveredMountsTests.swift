import Testing

@testable import ProcFS

/// Which mounts their paths lead to, by the numbers of mountinfo.
@Suite struct CoveredMountsTests {
  private typealias Place = (id: UInt64, parent: UInt64, path: String)

  private func covered(_ places: [Place]) -> Set<UInt64> {
    let mounts = places.map { Mount("d", $0.path, "tmpfs", "rw", id: $0.id, in: $0.parent) }
    let covered = CoveredMounts(mounts)
    return Set(mounts.filter(covered.contains).compactMap(\.id))
  }

  @Test func mountsBesideEachOtherAreNot() {
    #expect(
      covered([(1, 0, "/"), (2, 1, "/a"), (3, 2, "/a/b"), (4, 1, "/ab"), (5, 1, "/c")]) == [])
  }

  @Test func theLowerOfTwoAtOnePathIs() {
    #expect(covered([(1, 0, "/"), (2, 1, "/a"), (3, 2, "/a")]) == [2])
    #expect(covered([(1, 0, "/"), (2, 1, "/a"), (3, 2, "/a"), (4, 3, "/a")]) == [2, 3])
    #expect(covered([(1, 0, "/"), (2, 1, "/a"), (3, 1, "/a")]) == [2])
  }

  @Test func whatStandsInACoveredOneIs() {
    #expect(covered([(1, 0, "/"), (2, 1, "/a"), (3, 2, "/a/b"), (4, 2, "/a")]) == [2, 3])
    #expect(
      covered([(1, 0, "/"), (2, 1, "/a"), (3, 2, "/a/b"), (4, 2, "/a"), (5, 4, "/a/b")]) == [2, 3])
  }

  @Test func whatStandsBelowADirectoryThatIsCoveredIs() {
    #expect(covered([(1, 0, "/"), (2, 1, "/a/b"), (3, 1, "/a")]) == [2])
    #expect(covered([(1, 0, "/"), (2, 1, "/a/b"), (3, 2, "/a/b/c"), (4, 1, "/a")]) == [2, 3])
    #expect(covered([(1, 0, "/"), (2, 1, "/ab/c"), (3, 1, "/a")]) == [])
  }

  @Test func theOrderOfMountingCountsAtOnePathAlone() {
    #expect(covered([(1, 0, "/"), (2, 1, "/a"), (3, 1, "/a/b/c")]) == [3])
    #expect(covered([(1, 0, "/"), (2, 1, "/a/b/c"), (3, 1, "/a/b"), (4, 1, "/a/bb")]) == [2])
  }

  @Test func aRootMountedOverTheFirstCoversIt() {
    #expect(covered([(1, 1, "/"), (2, 1, "/"), (3, 2, "/proc")]) == [1])
    #expect(covered([(1, 1, "/"), (9, 1, "/dev"), (2, 1, "/"), (3, 2, "/dev")]) == [1, 9])
  }

  @Test func numbersThatMakeNoSenseEnd() {
    #expect(covered([(1, 2, "/a"), (2, 1, "/b")]) == [])
    #expect(covered([(1, 2, "/a"), (2, 3, "/a"), (3, 1, "/a")]) == [1, 2, 3])
    #expect(!CoveredMounts([]).contains(Mount("d", "/", "tmpfs", "rw")))
  }
}
