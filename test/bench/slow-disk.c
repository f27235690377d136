/* A disk that takes a millisecond to say that what was written is on it: LD_PRELOAD, for PostgreSQL. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

static int slowly(const char *name, int file) {
  const struct timespec millisecond = {0, 1000000};
  int (*sync)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  nanosleep(&millisecond, 0);
  return sync(file);
}

int fdatasync(int file) { return slowly("fdatasync", file); }
int fsync(int file) { return slowly("fsync", file); }
