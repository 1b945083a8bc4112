import Testing

@testable import Recordings

/// What is kept of a file does not grow without a bound.
@Suite struct BoundedCacheTests {
  @Test func itHoldsSoManyBytes() {
    var cache = BoundedCache<Int>(of: 1000)
    for id in Int64(0)..<3 { cache.keep(Int(id), of: 200, for: id) }
    #expect(cache[0] == 0)
    #expect(cache[2] == 2)
    cache.keep(3, of: 200, for: 3)
    #expect(cache[0] == nil)
    #expect(cache[3] == 3)
    cache.keep(4, of: 2000, for: 4)
    #expect(cache[4] == nil)
    #expect(cache[3] == 3)
  }
}
