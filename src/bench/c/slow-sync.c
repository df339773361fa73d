/*
 * A disk whose syncs take longer: SYNC_MICROS are slept before each fsync and fdatasync. For what is bound by the disk on
 * most machines and by the processor on the one at hand; bare file system and servers are slowed alike.
 *
 *   cc -shared -fPIC -o target/slow-sync.so src/bench/c/slow-sync.c
 *   LD_PRELOAD=$PWD/target/slow-sync.so SYNC_MICROS=2000 mvn -Pbench -DskipTests -Dbench.rows=durable verify
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static int slowly(const char *name, int fd) {
    const char *micros = getenv("SYNC_MICROS");
    if (micros != NULL) {
        usleep((useconds_t) atoi(micros));
    }
    int (*sync)(int) = (int (*)(int)) dlsym(RTLD_NEXT, name);
    return sync(fd);
}

int fsync(int fd) {
    return slowly("fsync", fd);
}

int fdatasync(int fd) {
    return slowly("fdatasync", fd);
}
