// The write baseline: what SQLite does with one row and one fsync per transaction, on one thread.
//
// usage: sqlite_fsync FILE SECONDS [ROW_BYTES]
// output: rate <rows per second>
//
// The table looks like an event log: a position that is never given twice, a stream, a version, a payload. A row is
// about the size of the event that a film registration leaves behind.

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *database;

static void check(int code) {
    if (code == SQLITE_OK || code == SQLITE_DONE) return;
    fprintf(stderr, "sqlite_fsync: %s\n", sqlite3_errmsg(database));
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

// Text that does not repeat, so that no layer below can make it smaller.
static void fill(char *bytes, int count) {
    static unsigned long long state = 88172645463325252ull;
    for (int i = 0; i < count; i++) {
        state ^= state << 13, state ^= state >> 7, state ^= state << 17;
        bytes[i] = (char)('a' + state % 26);
    }
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: sqlite_fsync FILE SECONDS [ROW_BYTES]\n");
        return 2;
    }
    double seconds = atof(argv[2]);
    int row_bytes = argc > 3 ? atoi(argv[3]) : 700;
    char *payload = malloc((size_t)row_bytes);

    check(sqlite3_open(argv[1], &database));
    check(sqlite3_exec(database,
                       "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                       "CREATE TABLE event(position INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL,"
                       " version INTEGER NOT NULL, payload BLOB NOT NULL)",
                       NULL, NULL, NULL));
    sqlite3_stmt *insert;
    check(sqlite3_prepare_v2(database, "INSERT INTO event(stream, version, payload) VALUES (?, 1, ?)", -1, &insert, NULL));

    long rows = 0;
    double start = now(), end = start;
    while (end - start < seconds) {
        char stream[32];
        int length = snprintf(stream, sizeof stream, "movie-%ld", rows + 1);
        fill(payload, row_bytes);
        check(sqlite3_bind_text(insert, 1, stream, length, SQLITE_TRANSIENT));
        check(sqlite3_bind_blob(insert, 2, payload, row_bytes, SQLITE_STATIC));
        check(sqlite3_step(insert));  // Outside of a transaction: committed, with its fsync, when this returns.
        check(sqlite3_reset(insert));
        rows++;
        end = now();
    }
    check(sqlite3_finalize(insert));
    check(sqlite3_close(database));
    free(payload);
    printf("rate %.1f\n", (double)rows / (end - start));
    return 0;
}
