/* For LD_PRELOAD: rename(2) fails with EIO from its FAIL_FROM-th call on, as on a disk that breaks down. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

int rename(const char *from, const char *to)
{
    static int calls;
    if (++calls >= atoi(getenv("FAIL_FROM"))) { errno = EIO; return -1; }
    return syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
}
