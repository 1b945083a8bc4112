#define _GNU_SOURCE
#include "CTestSupport.h"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// Of root the kernel asks no modes. Without these two capabilities it does, so that a file of mode
// 000 is refused to the tests as it would be to anybody. They leave the bounding set too, or a
// program that the tests start would have them again.
static const int overriding[] = {CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH};
enum { count = sizeof overriding / sizeof *overriding };

static void drop(struct __user_cap_data_struct data[2], int capability) {
  struct __user_cap_data_struct *half = &data[CAP_TO_INDEX(capability)];
  half->effective &= ~CAP_TO_MASK(capability);
  half->permitted &= ~CAP_TO_MASK(capability);
  half->inheritable &= ~CAP_TO_MASK(capability);
}

// Runs before main, as the kernel keeps capabilities for each thread: those that are started later
// have what this one has.
__attribute__((constructor)) static void obey_modes(void) {
  if (geteuid() != 0) return;
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
  struct __user_cap_data_struct data[2];
  if (syscall(SYS_capget, &header, data) != 0) return;
  for (int index = 0; index < count; ++index) {
    prctl(PR_CAPBSET_DROP, overriding[index], 0, 0, 0);
    drop(data, overriding[index]);
  }
  syscall(SYS_capset, &header, data);
}

int ctest_obeys_modes(void) {
  if (geteuid() != 0) return 1;
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
  struct __user_cap_data_struct data[2];
  if (syscall(SYS_capget, &header, data) != 0) return 0;
  return (data[0].effective & (CAP_TO_MASK(CAP_DAC_OVERRIDE) | CAP_TO_MASK(CAP_DAC_READ_SEARCH))) == 0;
}
