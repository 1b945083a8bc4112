#define _GNU_SOURCE
#include "CTestSupport.h"

#include <sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <string.h>
#include <sys/socket.h>

void ctest_close_from(posix_spawn_file_actions_t *actions, int first) {
  posix_spawn_file_actions_addclosefrom_np(actions, first);
}

int ctest_send_descriptor(int socket, int descriptor) {
  char byte = 0;
  struct iovec data = {.iov_base = &byte, .iov_len = 1};
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof descriptor)];
  } control = {.header = {.cmsg_len = CMSG_LEN(sizeof descriptor),
                          .cmsg_level = SOL_SOCKET,
                          .cmsg_type = SCM_RIGHTS}};
  memcpy(CMSG_DATA(&control.header), &descriptor, sizeof descriptor);
  struct msghdr message = {.msg_iov = &data,
                           .msg_iovlen = 1,
                           .msg_control = &control,
                           .msg_controllen = sizeof control};
  return sendmsg(socket, &message, 0) == 1 ? 0 : -1;
}

int ctest_open_memory(void) { return memfd_create("procq test", MFD_CLOEXEC); }

int ctest_open_event(void) { return eventfd(0, EFD_CLOEXEC); }

int ctest_open_poll(void) { return epoll_create1(EPOLL_CLOEXEC); }

int ctest_own_descriptors(void) { return unshare(CLONE_FILES); }

int ctest_leave_network(void) { return unshare(CLONE_NEWNET); }
