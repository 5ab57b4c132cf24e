/* Cuts the power of an ext4: whatever its journal has not committed by now is gone.
 * Usage: shutdown MOUNTPOINT SEED [FILE ...]
 *
 * Before, random ranges of the files are written back, as the kernel may do it at any time. Then it says
 * that it is ready, and cuts on the next line that it gets. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define EXT4_IOC_SHUTDOWN _IOR('X', 125, uint32_t)
#define NOLOGFLUSH 2

static void write_back(const char *path) {
  struct stat stat;
  int file = open(path, O_RDONLY);
  if (file < 0)
    return; /* It may be gone since it was listed. */
  if (fstat(file, &stat) == 0 && stat.st_size > 0)
    for (int range = 0; range < 8; range++) {
      off_t from = random() % stat.st_size & ~4095L;
      sync_file_range(file, from, (random() % 64 + 1) * 4096,
                      SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE |
                          SYNC_FILE_RANGE_WAIT_AFTER);
    }
  close(file);
}

int main(int count, char **arguments) {
  uint32_t flags = NOLOGFLUSH;
  int directory = count > 2 ? open(arguments[1], O_RDONLY | O_DIRECTORY) : -1;
  if (directory >= 0) {
    srandom(strtoul(arguments[2], NULL, 10));
    for (int file = 3; file < count; file++)
      write_back(arguments[file]);
    puts("ready");
    fflush(stdout);
    if (getchar() != EOF &&
        ioctl(directory, EXT4_IOC_SHUTDOWN, &flags) == 0)
      return 0;
  }
  perror("shutdown");
  return 1;
}
