#define _GNU_SOURCE
#include "CProc.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/ethtool.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

// The kernel never sends more than 32 KiB at once.
enum { largest_datagram = 64 * 1024 };

static int send_request(int route, unsigned short type) {
  struct {
    struct nlmsghdr header;
    struct ifinfomsg body;
  } request = {
      .header = {.nlmsg_len = sizeof request,
                 .nlmsg_type = type,
                 .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
  };
  struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
  ssize_t sent = sendto(route, &request, sizeof request, 0, (void *)&kernel, sizeof kernel);
  return sent == (ssize_t)sizeof request ? 0 : -1;
}

// 1 at the end of the answer, 0 if more is to come, -1 for an error.
static int end_of(const unsigned char *datagram, size_t length) {
  struct nlmsghdr header;
  for (size_t at = 0; at + sizeof header <= length; at += NLMSG_ALIGN(header.nlmsg_len)) {
    memcpy(&header, datagram + at, sizeof header);
    if (header.nlmsg_len < sizeof header || header.nlmsg_len > length - at) break;
    if (header.nlmsg_type == NLMSG_DONE) return 1;
    if (header.nlmsg_type == NLMSG_ERROR) {
      struct nlmsgerr failure = {.error = -EIO};
      if (header.nlmsg_len >= sizeof header + sizeof failure)
        memcpy(&failure, datagram + at + NLMSG_HDRLEN, sizeof failure);
      errno = -failure.error;
      return -1;
    }
  }
  return 0;
}

static ssize_t receive_answer(int route, unsigned char **answer) {
  size_t length = 0;
  while (1) {
    unsigned char *larger = realloc(*answer, length + largest_datagram);
    if (larger == NULL) return -1;
    *answer = larger;
    ssize_t count = recv(route, larger + length, largest_datagram, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return -1;
    int end = end_of(larger + length, (size_t)count);
    if (end < 0) return -1;
    length += (size_t)count;
    if (end > 0) return (ssize_t)length;
  }
}

ssize_t cproc_route_dump(unsigned short type, unsigned char **answer) {
  *answer = NULL;
  int route = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  if (route < 0) return -1;
  ssize_t length = send_request(route, type) == 0 ? receive_answer(route, answer) : -1;
  int reason = errno;
  close(route);
  if (length < 0) {
    free(*answer);
    *answer = NULL;
    errno = reason;
  }
  return length;
}

int cproc_link_speed(const char *name, unsigned *speed) {
  struct ethtool_cmd command = {.cmd = ETHTOOL_GSET};
  struct ifreq request = {.ifr_data = (void *)&command};
  if (strlen(name) >= sizeof request.ifr_name) {
    errno = ENODEV;
    return -1;
  }
  strcpy(request.ifr_name, name);
  int any = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (any < 0) return -1;
  int result = ioctl(any, SIOCETHTOOL, &request);
  int reason = errno;
  close(any);
  errno = reason;
  *speed = (unsigned)command.speed_hi << 16 | command.speed;
  return result < 0 ? -1 : 0;
}
