/* Writes down what a program does to the files below one directory, in the order in which it was
 * done: to be loaded with LD_PRELOAD.
 *
 * CRASH_DATA names the directory, CRASH_LOG the log. Every entry is a header of 32 bytes, two paths
 * and data (see recording.rs, which reads it). Real calls are made by number, so nothing has to be
 * looked up before the first of them. What a program does by number itself, or through a shared
 * mapping, is not seen; the reader compares what it ends up with to the directory, and says so.
 *
 * A write and its entry are one step under a lock. A sync is two entries: what was written before
 * the first is durable at the second. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

struct header {
  uint8_t kind;
  uint8_t nothing[3];
  uint32_t path, other, data; /* lengths */
  uint64_t a, b;
};

enum { FILES = 1 << 16, GONE = 1 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_file = -1;
static char root[PATH_MAX];
static size_t root_length;
static dev_t device;
static uint64_t files[FILES]; /* the inodes that are ours, by hash */
static uint64_t syncs;

__attribute__((constructor)) static void begin(void) {
  const char *data = getenv("CRASH_DATA"), *log = getenv("CRASH_LOG");
  struct stat stat;
  if (!data || !log || lstat(data, &stat) != 0)
    return;
  device = stat.st_dev;
  root_length = strlen(data);
  memcpy(root, data, root_length + 1);
  log_file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

static void note(char kind, uint64_t a, uint64_t b, const char *path, const char *other,
                 const struct iovec *data, int count, size_t length) {
  int before = errno;
  struct header header = {.kind = kind, .a = a, .b = b, .data = length};
  struct iovec parts[16] = {{&header, sizeof header}};
  int used = 1;
  if (path) {
    header.path = strlen(path);
    parts[used++] = (struct iovec){(void *)path, header.path};
  }
  if (other) {
    header.other = strlen(other);
    parts[used++] = (struct iovec){(void *)other, header.other};
  }
  size_t rest = length;
  char *joined = NULL;
  if (used + count > 16) {
    /* More pieces than there is room for: as one. */
    char *end = joined = malloc(length);
    for (int i = 0; i < count && rest; i++) {
      size_t size = data[i].iov_len < rest ? data[i].iov_len : rest;
      end = mempcpy(end, data[i].iov_base, size);
      rest -= size;
    }
    parts[used++] = (struct iovec){joined, length};
  } else {
    for (int i = 0; i < count && rest; i++) {
      size_t size = data[i].iov_len < rest ? data[i].iov_len : rest;
      parts[used++] = (struct iovec){data[i].iov_base, size};
      rest -= size;
    }
  }
  size_t whole = sizeof header + header.path + header.other + length;
  if (syscall(SYS_writev, log_file, parts, used) != (long)whole)
    abort(); /* A log with a hole would lie. */
  free(joined);
  errno = before;
}

static uint64_t *place(uint64_t inode) {
  size_t at = inode * 0x9E3779B97F4A7C15u >> 48;
  while (files[at] && files[at] != inode)
    at = (at + 1) % FILES;
  return &files[at];
}

/* The inode of a file of ours, or 0. */
static uint64_t ours(int file, struct stat *stat) {
  if (log_file < 0 || syscall(SYS_fstat, file, stat) != 0 || stat->st_dev != device)
    return 0;
  return *place(stat->st_ino);
}

/* The path below our directory, or NULL. */
static const char *below(int directory, const char *path, char *whole) {
  if (log_file < 0 || !path)
    return NULL;
  if (path[0] == '/') {
    if (strlen(path) >= PATH_MAX)
      return NULL;
    strcpy(whole, path);
  } else {
    char link[64], base[PATH_MAX];
    if (directory == AT_FDCWD)
      strcpy(link, "/proc/self/cwd");
    else
      snprintf(link, sizeof link, "/proc/self/fd/%d", directory);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, base, sizeof base - 1);
    if (length < 0 || length + 1 + strlen(path) >= PATH_MAX)
      return NULL;
    base[length] = 0;
    sprintf(whole, "%s/%s", base, path);
  }
  if (strncmp(whole, root, root_length) != 0)
    return NULL;
  const char *rest = whole + root_length;
  return *rest == '/' ? rest + 1 : *rest == 0 ? rest : NULL;
}

static int opened(int directory, const char *path, int flags, mode_t mode) {
  char whole[PATH_MAX];
  const char *name = below(directory, path, whole);
  struct stat stat;
  if (!name) {
    int file = syscall(SYS_openat, directory, path, flags, mode);
    /* The number may have been a file's of ours that is gone. */
    if (file >= 0 && ours(file, &stat))
      *place(stat.st_ino) = GONE;
    return file;
  }
  pthread_mutex_lock(&lock);
  int is_new = syscall(SYS_newfstatat, AT_FDCWD, whole, &stat, AT_SYMLINK_NOFOLLOW) != 0;
  int file = syscall(SYS_openat, directory, path, flags, mode);
  if (file >= 0 && syscall(SYS_fstat, file, &stat) == 0 &&
      (S_ISREG(stat.st_mode) || S_ISDIR(stat.st_mode))) {
    *place(stat.st_ino) = stat.st_ino;
    note(is_new ? 'C' : 'O', stat.st_ino, 0, name, NULL, NULL, 0, 0);
    if (!is_new && flags & O_TRUNC)
      note('T', stat.st_ino, 0, NULL, NULL, NULL, 0, 0);
  }
  pthread_mutex_unlock(&lock);
  return file;
}

#define OPEN(name, parameters, directory)                                                          \
  int name parameters {                                                                            \
    mode_t mode = 0;                                                                               \
    if (flags & (O_CREAT | O_TMPFILE)) {                                                           \
      va_list rest;                                                                                \
      va_start(rest, flags);                                                                       \
      mode = va_arg(rest, mode_t);                                                                 \
      va_end(rest);                                                                                \
    }                                                                                              \
    return opened(directory, path, flags, mode);                                                   \
  }
OPEN(open, (const char *path, int flags, ...), AT_FDCWD)
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD)
OPEN(openat, (int directory, const char *path, int flags, ...), directory)
OPEN(openat64, (int directory, const char *path, int flags, ...), directory)
int creat(const char *path, mode_t mode) {
  return opened(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

/* Writes at a place, or at the file's own where `at` is negative. */
static ssize_t written(int file, const struct iovec *data, int count, off_t at) {
  struct stat stat;
  uint64_t inode = ours(file, &stat);
  if (!inode)
    return at < 0 ? syscall(SYS_writev, file, data, count)
                  : syscall(SYS_pwritev, file, data, count, at, 0);
  pthread_mutex_lock(&lock);
  off_t place = at;
  int flags = syscall(SYS_fcntl, file, F_GETFL);
  if (at < 0 || flags & O_APPEND) {
    syscall(SYS_fstat, file, &stat);
    place = flags & O_APPEND ? stat.st_size : syscall(SYS_lseek, file, 0, SEEK_CUR);
  }
  ssize_t done = at < 0 ? syscall(SYS_writev, file, data, count)
                        : syscall(SYS_pwritev, file, data, count, at, 0);
  if (done > 0) {
    note('W', inode, place, NULL, NULL, data, count, done);
    if (flags & (O_DSYNC | O_SYNC)) {
      note('B', inode, ++syncs, NULL, NULL, NULL, 0, 0);
      note('S', inode, syncs, NULL, NULL, NULL, 0, 0);
    }
  }
  pthread_mutex_unlock(&lock);
  return done;
}
ssize_t write(int file, const void *data, size_t length) {
  struct stat stat;
  if (!ours(file, &stat))
    return syscall(SYS_write, file, data, length);
  struct iovec one = {(void *)data, length};
  return written(file, &one, 1, -1);
}
ssize_t writev(int file, const struct iovec *data, int count) {
  return written(file, data, count, -1);
}
ssize_t pwrite(int file, const void *data, size_t length, off_t at) {
  struct iovec one = {(void *)data, length};
  return written(file, &one, 1, at);
}
ssize_t pwrite64(int file, const void *data, size_t length, off_t at) {
  return pwrite(file, data, length, at);
}
ssize_t pwritev(int file, const struct iovec *data, int count, off_t at) {
  return written(file, data, count, at);
}
ssize_t pwritev64(int file, const struct iovec *data, int count, off_t at) {
  return written(file, data, count, at);
}
/* Whoever gets this reads and writes instead. */
ssize_t copy_file_range(int from, off_t *from_at, int to, off_t *to_at, size_t length,
                        unsigned flags) {
  struct stat stat;
  if (!ours(to, &stat))
    return syscall(SYS_copy_file_range, from, from_at, to, to_at, length, flags);
  errno = ENOSYS;
  return -1;
}
ssize_t sendfile(int to, int from, off_t *at, size_t length) {
  struct stat stat;
  if (!ours(to, &stat))
    return syscall(SYS_sendfile, to, from, at, length);
  errno = ENOSYS;
  return -1;
}
ssize_t sendfile64(int to, int from, off_t *at, size_t length) {
  return sendfile(to, from, at, length);
}

int ftruncate(int file, off_t length) {
  struct stat stat;
  uint64_t inode = ours(file, &stat);
  if (!inode)
    return syscall(SYS_ftruncate, file, length);
  pthread_mutex_lock(&lock);
  int done = syscall(SYS_ftruncate, file, length);
  if (done == 0)
    note('T', inode, length, NULL, NULL, NULL, 0, 0);
  pthread_mutex_unlock(&lock);
  return done;
}
int ftruncate64(int file, off_t length) { return ftruncate(file, length); }

int fallocate(int file, int mode, off_t at, off_t length) {
  struct stat stat;
  uint64_t inode = ours(file, &stat);
  if (!inode)
    return syscall(SYS_fallocate, file, mode, at, length);
  pthread_mutex_lock(&lock);
  int done = syscall(SYS_fallocate, file, mode, at, length);
  if (done == 0 && mode == 0 && at + length > stat.st_size)
    note('T', inode, at + length, NULL, NULL, NULL, 0, 0);
  pthread_mutex_unlock(&lock);
  return done;
}
int fallocate64(int file, int mode, off_t at, off_t length) {
  return fallocate(file, mode, at, length);
}
int posix_fallocate(int file, off_t at, off_t length) {
  return fallocate(file, 0, at, length) == 0 ? 0 : errno;
}
int posix_fallocate64(int file, off_t at, off_t length) {
  return posix_fallocate(file, at, length);
}

static int synced(int number, int file) {
  struct stat stat;
  uint64_t inode = ours(file, &stat);
  if (!inode)
    return syscall(number, file);
  pthread_mutex_lock(&lock);
  uint64_t sync = ++syncs;
  note('B', inode, sync, NULL, NULL, NULL, 0, 0);
  pthread_mutex_unlock(&lock);
  int done = syscall(number, file);
  pthread_mutex_lock(&lock);
  if (done == 0)
    note('S', inode, sync, NULL, NULL, NULL, 0, 0);
  pthread_mutex_unlock(&lock);
  return done;
}
int fsync(int file) { return synced(SYS_fsync, file); }
int fdatasync(int file) { return synced(SYS_fdatasync, file); }

static int renamed(int from_directory, const char *from, int to_directory, const char *to,
                   unsigned flags) {
  char whole[PATH_MAX], other_whole[PATH_MAX];
  const char *name = below(from_directory, from, whole);
  const char *other = below(to_directory, to, other_whole);
  if (!name && !other)
    return syscall(SYS_renameat2, from_directory, from, to_directory, to, flags);
  pthread_mutex_lock(&lock);
  int done = syscall(SYS_renameat2, from_directory, from, to_directory, to, flags);
  if (done == 0)
    note('R', 0, 0, name ? name : "", other ? other : "", NULL, 0, 0);
  pthread_mutex_unlock(&lock);
  return done;
}
int rename(const char *from, const char *to) { return renamed(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int from_directory, const char *from, int to_directory, const char *to) {
  return renamed(from_directory, from, to_directory, to, 0);
}
int renameat2(int from_directory, const char *from, int to_directory, const char *to,
              unsigned flags) {
  return renamed(from_directory, from, to_directory, to, flags);
}

int unlinkat(int directory, const char *path, int flags) {
  char whole[PATH_MAX];
  const char *name = below(directory, path, whole);
  if (!name)
    return syscall(SYS_unlinkat, directory, path, flags);
  pthread_mutex_lock(&lock);
  int done = syscall(SYS_unlinkat, directory, path, flags);
  if (done == 0)
    note('U', 0, 0, name, NULL, NULL, 0, 0);
  pthread_mutex_unlock(&lock);
  return done;
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) { return unlinkat(AT_FDCWD, path, 0) == 0 ? 0 : rmdir(path); }

int mkdirat(int directory, const char *path, mode_t mode) {
  char whole[PATH_MAX];
  const char *name = below(directory, path, whole);
  if (!name)
    return syscall(SYS_mkdirat, directory, path, mode);
  pthread_mutex_lock(&lock);
  int done = syscall(SYS_mkdirat, directory, path, mode);
  if (done == 0)
    note('D', 0, 0, name, NULL, NULL, 0, 0);
  pthread_mutex_unlock(&lock);
  return done;
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }
