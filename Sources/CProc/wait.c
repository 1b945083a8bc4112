#define _GNU_SOURCE
#include "CProc.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { name_capacity = 1000 };

// One for each thread that has ever waited; those of threads that ended are used again.
struct place {
  atomic_ullong subject;
  // Odd while the thread waits.
  atomic_ullong turn;
  atomic_bool is_held;
  atomic_bool is_taken;
  struct place *next;
  // Guarded by `names`.
  size_t length;
  unsigned char name[name_capacity];
};

static _Atomic(struct place *) places;
static pthread_mutex_t names = PTHREAD_MUTEX_INITIALIZER;
static _Thread_local struct place *own;
static pthread_key_t ending;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void leave(void *place) {
  own = NULL;
  atomic_store(&((struct place *)place)->is_taken, false);
}

static void make_key(void) { pthread_key_create(&ending, leave); }

static struct place *free_place(void) {
  for (struct place *place = atomic_load(&places); place != NULL; place = place->next) {
    bool is_taken = false;
    if (atomic_compare_exchange_strong(&place->is_taken, &is_taken, true)) return place;
  }
  struct place *place = calloc(1, sizeof *place);
  if (place == NULL) return NULL;
  atomic_store(&place->is_taken, true);
  place->next = atomic_load(&places);
  while (!atomic_compare_exchange_weak(&places, &place->next, place)) continue;
  return place;
}

static struct place *own_place(void) {
  if (own != NULL) return own;
  pthread_once(&once, make_key);
  own = free_place();
  if (own != NULL) pthread_setspecific(ending, own);
  return own;
}

static bool waits(unsigned long long turn) { return turn % 2 == 1; }

// Nobody but the thread itself writes its turn, so that it may be read and written apart.
static bool begin(struct place *place, unsigned long long subject) {
  unsigned long long turn = atomic_load_explicit(&place->turn, memory_order_relaxed);
  if (waits(turn)) return false;
  atomic_store_explicit(&place->subject, subject, memory_order_release);
  atomic_store_explicit(&place->turn, turn + 1, memory_order_release);
  return true;
}

bool cproc_wait_begin(unsigned long long subject) {
  struct place *place = own_place();
  return place != NULL && begin(place, subject);
}

bool cproc_wait_begin_named(const void *name, size_t length) {
  struct place *place = own_place();
  if (place == NULL) return false;
  if (waits(atomic_load_explicit(&place->turn, memory_order_relaxed))) return false;
  pthread_mutex_lock(&names);
  place->length = length < name_capacity ? length : name_capacity;
  memcpy(place->name, name, place->length);
  pthread_mutex_unlock(&names);
  return begin(place, 0);
}

// Either the one who holds it sees that the wait is over, or it sees that it is held: both store
// before they load.
void cproc_wait_end(void) {
  struct place *place = own;
  unsigned long long turn = atomic_load_explicit(&place->turn, memory_order_relaxed);
  atomic_store(&place->turn, turn + 1);
  while (atomic_load(&place->is_held)) usleep(1000);
}

size_t cproc_waits(struct cproc_wait *told, size_t capacity) {
  size_t count = 0;
  for (struct place *place = atomic_load(&places); place != NULL; place = place->next) {
    unsigned long long turn = atomic_load_explicit(&place->turn, memory_order_acquire);
    unsigned long long subject = atomic_load_explicit(&place->subject, memory_order_acquire);
    // A subject of a later turn is not this one's.
    if (!waits(turn) || atomic_load(&place->turn) != turn) continue;
    if (count < capacity) told[count] = (struct cproc_wait){place, turn, subject};
    count++;
  }
  return count;
}

size_t cproc_wait_name(const struct cproc_wait *wait, void *name, size_t capacity) {
  const struct place *place = wait->place;
  pthread_mutex_lock(&names);
  size_t length = place->length < capacity ? place->length : capacity;
  memcpy(name, place->name, length);
  pthread_mutex_unlock(&names);
  return atomic_load(&place->turn) == wait->turn ? length : 0;
}

const void *cproc_wait_place(void) { return own_place(); }

bool cproc_wait_hold(const void *held) {
  struct place *place = (struct place *)held;
  if (place == NULL) return false;
  atomic_store(&place->is_held, true);
  if (waits(atomic_load(&place->turn))) return true;
  atomic_store(&place->is_held, false);
  return false;
}
