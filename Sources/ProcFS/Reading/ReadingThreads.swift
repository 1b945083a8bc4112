import CProc
import Glibc

/// Threads that read beside the one that asks, which takes part itself while it waits.
///
/// They are started when there is work that pays, and end when this goes. They are sent no signals:
/// those are for the thread that asks. All of this may be called by one thread only.
package final class ReadingThreads {
  /// The one that asks among them.
  package let count: Int
  private let queue = WorkQueue()
  private var started = 0
  /// Work that was begun and that nobody has waited for.
  private var pending: [ReadingWork] = []

  /// For so many threads, the one that asks among them; starts none yet.
  package init(count: Int) {
    self.count = max(1, count)
  }

  deinit {
    queue.end()
  }

  /// How many processors this process may run on; at least 1.
  package static var processors: Int { max(1, Int(cproc_processors())) }

  /// How many are used if nobody says. The kernel has locks of its own, so that more than 8 gain
  /// nothing.
  package static var usual: Int { min(processors, 8) }

  /// Keeps the addresses few that threads set aside for memory of their own: under a limit on those
  /// there would be none left. To be called before the first thread is started.
  package static func shareMemory() { cproc_share_arenas() }

  /// Enough for the deepest of what they call, and little where addresses are short.
  fileprivate static let stackSize = 512 << 10

  /// How many threads there is room for where the addresses of a process are limited; at least 1.
  private static var mostByAddresses: Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return 1 }
    return max(1, Int(clamping: limit.rlim_cur) / addressesPerThread)
  }

  /// A stack, and the buffers and records of what one reads, with as much again for the program itself.
  private static let addressesPerThread = 16 << 20

  /// Begins work of so many parts. Each part is done once, by any thread, the first ones first.
  package func begin(parts: Int, _ part: @escaping (Int) -> Void) -> ReadingWork {
    let work = ReadingWork(parts: parts, part, in: queue)
    pending.append(work)
    if started == 0 { DescriptorBudget.makeRoom() }
    let wanted = min(count, Self.mostByAddresses) - 1
    while started < min(wanted, parts), WorkQueue.startThread(for: queue) { started += 1 }
    queue.add(work)
    return work
  }

  /// Does the parts that no thread has taken yet, and waits for the others.
  package func finish(_ work: ReadingWork) {
    while let index = queue.takePart(of: work) { work.run(index) }
    queue.waitForEnd(of: work)
    pending.removeAll { $0 === work }
  }

  /// Finishes all that was begun.
  package func finish() {
    while let work = pending.first { finish(work) }
  }
}

/// Parts of reading that several threads share. What a part touches is that part's alone until
/// the whole has been waited for.
package final class ReadingWork: @unchecked Sendable {
  fileprivate let parts: Int
  private let part: (Int) -> Void
  private let queue: WorkQueue
  // What follows is guarded by the queue's lock.
  fileprivate var taken = 0
  fileprivate var done = 0

  fileprivate init(parts: Int, _ part: @escaping (Int) -> Void, in queue: WorkQueue) {
    self.parts = parts
    self.part = part
    self.queue = queue
  }

  fileprivate func run(_ index: Int) {
    part(index)
    queue.partIsDone(of: self)
  }
}

/// What the threads share. It lives as long as one of them does, so that nobody need wait for a
/// thread that the kernel keeps.
private final class WorkQueue: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  /// There is work, or there will never be.
  private let arrival = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// The last part of some work is done.
  private let completion = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// With parts that no thread has taken, the oldest first.
  private var waiting: [ReadingWork] = []
  private var isEnding = false

  init() {
    pthread_mutex_init(lock, nil)
    pthread_cond_init(arrival, nil)
    pthread_cond_init(completion, nil)
  }

  deinit {
    pthread_cond_destroy(completion)
    pthread_cond_destroy(arrival)
    pthread_mutex_destroy(lock)
    completion.deallocate()
    arrival.deallocate()
    lock.deallocate()
  }

  func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return body()
  }

  func add(_ work: ReadingWork) {
    locked {
      waiting.append(work)
      pthread_cond_broadcast(arrival)
    }
  }

  /// What nobody has taken yet is left undone.
  func end() {
    locked {
      isEnding = true
      waiting = []
      pthread_cond_broadcast(arrival)
    }
  }

  func takePart(of work: ReadingWork) -> Int? {
    locked { take(work) }
  }

  private func take(_ work: ReadingWork) -> Int? {
    guard work.taken < work.parts else { return nil }
    defer { work.taken += 1 }
    if work.taken == work.parts - 1 { waiting.removeAll { $0 === work } }
    return work.taken
  }

  func partIsDone(of work: ReadingWork) {
    locked {
      work.done += 1
      if work.done == work.parts { pthread_cond_broadcast(completion) }
    }
  }

  func waitForEnd(of work: ReadingWork) {
    let wait = Wait(for: .other)
    defer { wait.end() }
    locked {
      while work.done < work.parts { pthread_cond_wait(completion, lock) }
    }
  }

  /// Waits for a part of any work; nil once there will be none.
  private func nextPart() -> (work: ReadingWork, index: Int)? {
    locked {
      while !isEnding {
        if let work = waiting.first, let index = take(work) { return (work, index) }
        pthread_cond_wait(arrival, lock)
      }
      return nil
    }
  }

  private func work() {
    while let (work, index) = nextPart() { work.run(index) }
  }

  /// False where the system has no thread for us.
  static func startThread(for queue: WorkQueue) -> Bool {
    let context = Unmanaged.passRetained(queue)
    let isStarted = cproc_start_thread(
      ReadingThreads.stackSize, nil,
      { context in
        if let context {
          Unmanaged<WorkQueue>.fromOpaque(context).takeRetainedValue().work()
        }
        return nil
      }, context.toOpaque())
    if !isStarted { context.release() }
    return isStarted
  }
}
