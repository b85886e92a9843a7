/* A system that fails: below one folder, the n-th call does not succeed. Preloaded by tests/failing.py, which sets it. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { OPEN, READ, WRITE, SYNC, RENAME, LINK, RIGHTS, CLOSE, STATE, LIST, MAKE }; /* as KINDS in failing.py */

static char root[PATH_MAX];
static size_t length; /* of the folder's name; 0: nothing fails */
static long left;
static int forever, number, failed, first; /* first: the kind of the first failure, -1 for none */
static unsigned counted, never; /* kinds as bits: those that are counted, and those that the system lacks */
static char ours[65536], lists[65536]; /* file descriptors below the folder */

void failing_set(const char *folder, long nth, int and_all_after, int error, unsigned kinds, unsigned without) {
    left = nth, forever = and_all_after, number = error, counted = kinds, never = without, failed = 0, first = -1;
    snprintf(root, sizeof root, "%s", folder);
    length = strlen(root);
}

int failing_first(void) { return first; }
void failing_stop(void) { length = 0; }

static int fails(enum kind kind) {
    if (!(counted & 1u << kind)) return 0;
    long now = __atomic_sub_fetch(&left, 1, __ATOMIC_SEQ_CST);
    if (now > 0 || (now < 0 && !forever)) return 0;
    if (!failed) failed = 1, first = kind;
    errno = number;
    return 1;
}

static int below(const char *path) {
    if (!length || !path) return 0;
    if (!strncmp(path, "/proc/self/fd/", 14)) {
        int fd = atoi(path + 14);
        return fd >= 0 && fd < (int)sizeof ours && ours[fd];
    }
    if (path[0] != '/') return 1; /* the job stands in the folder */
    return !strncmp(path, root, length) && (path[length] == 0 || path[length] == '/');
}

static int of_ours(int fd) { return length && fd >= 0 && fd < (int)sizeof ours && ours[fd]; }

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define OPENING(name, before, after) \
    int name(before const char *path, int flags, ...) { \
        va_list more; \
        va_start(more, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        REAL(name); \
        int mine = below(path); \
        if (mine && (flags & O_TMPFILE) == O_TMPFILE && never & 1u << OPEN) return errno = EOPNOTSUPP, -1; \
        if (mine && fails(OPEN)) return -1; \
        int fd = real(after path, flags, mode); \
        if (fd >= 0 && fd < (int)sizeof ours) ours[fd] = mine; \
        return fd; \
    }
#define NOTHING
#define FOLDER int at,
#define AT at,
OPENING(open, NOTHING, NOTHING)
OPENING(open64, NOTHING, NOTHING)
OPENING(openat, FOLDER, AT)
OPENING(openat64, FOLDER, AT)

#define MOVING(name, kind, result, parameters, arguments) \
    result name parameters { \
        REAL(name); \
        return of_ours(fd) && fails(kind) ? -1 : real arguments; \
    }
MOVING(read, READ, ssize_t, (int fd, void *to, size_t size), (fd, to, size))
MOVING(pread, READ, ssize_t, (int fd, void *to, size_t size, off_t at), (fd, to, size, at))
MOVING(pread64, READ, ssize_t, (int fd, void *to, size_t size, off64_t at), (fd, to, size, at))
MOVING(readv, READ, ssize_t, (int fd, const struct iovec *to, int count), (fd, to, count))
MOVING(write, WRITE, ssize_t, (int fd, const void *from, size_t size), (fd, from, size))
MOVING(pwrite, WRITE, ssize_t, (int fd, const void *from, size_t size, off_t at), (fd, from, size, at))
MOVING(pwrite64, WRITE, ssize_t, (int fd, const void *from, size_t size, off64_t at), (fd, from, size, at))
MOVING(writev, WRITE, ssize_t, (int fd, const struct iovec *from, int count), (fd, from, count))
MOVING(fsync, SYNC, int, (int fd), (fd))
MOVING(fdatasync, SYNC, int, (int fd), (fd))
MOVING(fchmod, RIGHTS, int, (int fd, mode_t mode), (fd, mode))

int close(int fd) {
    REAL(close);
    int mine = of_ours(fd);
    if (mine) ours[fd] = 0;
    int done = real(fd); /* a descriptor is gone even where its close fails */
    return mine && fails(CLOSE) ? -1 : done;
}

#define NAMING(name, kind, parameters, either, arguments) \
    int name parameters { \
        REAL(name); \
        if ((either) && never & 1u << kind) return errno = EPERM, -1; \
        return (either) && fails(kind) ? -1 : real arguments; \
    }
NAMING(rename, RENAME, (const char *one, const char *other), below(one) || below(other), (one, other))
NAMING(renameat, RENAME, (int a, const char *one, int b, const char *other), below(one) || below(other),
       (a, one, b, other))
NAMING(link, LINK, (const char *one, const char *other), below(one) || below(other), (one, other))
NAMING(linkat, LINK, (int a, const char *one, int b, const char *other, int flags), below(one) || below(other),
       (a, one, b, other, flags))
NAMING(mkdir, MAKE, (const char *one, mode_t mode), below(one), (one, mode))
NAMING(stat, STATE, (const char *one, struct stat *found), below(one), (one, found))
NAMING(stat64, STATE, (const char *one, struct stat64 *found), below(one), (one, found))
NAMING(lstat, STATE, (const char *one, struct stat *found), below(one), (one, found))
NAMING(lstat64, STATE, (const char *one, struct stat64 *found), below(one), (one, found))
NAMING(fstatat, STATE, (int a, const char *one, struct stat *found, int flags), below(one), (a, one, found, flags))
NAMING(fstatat64, STATE, (int a, const char *one, struct stat64 *found, int flags), below(one), (a, one, found, flags))
NAMING(fstat, STATE, (int fd, struct stat *found), of_ours(fd), (fd, found))
NAMING(fstat64, STATE, (int fd, struct stat64 *found), of_ours(fd), (fd, found))

DIR *opendir(const char *path) {
    REAL(opendir);
    int mine = below(path);
    if (mine && fails(LIST)) return NULL;
    DIR *found = real(path);
    if (found && dirfd(found) < (int)sizeof lists) lists[dirfd(found)] = mine;
    return found;
}

struct dirent *readdir(DIR *folder) {
    REAL(readdir);
    return length && lists[dirfd(folder)] && fails(LIST) ? NULL : real(folder);
}

struct dirent64 *readdir64(DIR *folder) {
    REAL(readdir64);
    return length && lists[dirfd(folder)] && fails(LIST) ? NULL : real(folder);
}

int closedir(DIR *folder) {
    REAL(closedir);
    int fd = dirfd(folder);
    if (fd >= 0 && fd < (int)sizeof lists) lists[fd] = 0;
    return real(folder);
}
