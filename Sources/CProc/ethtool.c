#define _GNU_SOURCE
#include "CProc.h"

#include <errno.h>
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

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
