/* For LD_PRELOAD: rename(2) fails with EIO from its FAIL_FROM-th call on, fsync(2) from its FAIL_FLUSH_FROM-th, as on a disk that breaks down. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static int fails(const char *limit, int calls)
{
    const char *from = getenv(limit);
    if (!from || calls < atoi(from)) return 0;
    errno = EIO;
    return 1;
}

int fsync(int file)
{
    static int calls;
    return fails("FAIL_FLUSH_FROM", ++calls) ? -1 : (int)syscall(SYS_fsync, file);
}

int rename(const char *from, const char *to)
{
    static int calls;
    if (fails("FAIL_FROM", ++calls)) return -1;
    return (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
}
