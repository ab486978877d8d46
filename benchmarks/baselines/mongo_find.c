// The read baseline: random finds by _id through libmongoc's client pool, as many as its threads can do.
//
// usage: mongo_find URI DATABASE COLLECTION IDS_FILE SECONDS [THREADS]
// output: rate <finds per second>
//
// The file has one _id a line; whole numbers are looked up as int64, anything else as text. A second of warming up comes
// first. Every document is read to its last byte; a missing one ends the run, because then the ids and the collection do
// not belong together.

#include <mongoc/mongoc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static mongoc_client_pool_t *pool;
static const char *database_name, *collection_name;
static char **ids;
static long id_count;
static atomic_bool measuring, stop;
static atomic_long finds;

static void die(const char *what) {
    fprintf(stderr, "mongo_find: %s\n", what);
    exit(1);
}

static void read_ids(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) die("the file of ids cannot be read");
    char line[512];
    long room = 0;
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\r\n")] = 0;
        if (!line[0]) continue;
        if (id_count == room) ids = realloc(ids, sizeof *ids * (size_t)(room = room ? room * 2 : 1024));
        ids[id_count++] = strdup(line);
    }
    fclose(file);
    if (!id_count) die("the file of ids is empty");
}

static void append_id(bson_t *filter, const char *text) {
    char *end;
    long long number = strtoll(text, &end, 10);
    if (*end == 0)
        BSON_APPEND_INT64(filter, "_id", number);
    else
        BSON_APPEND_UTF8(filter, "_id", text);
}

static void *work(void *argument) {
    unsigned long long state = 0x9E3779B97F4A7C15ull * (unsigned long long)(1 + (size_t)argument);
    mongoc_client_t *client = mongoc_client_pool_pop(pool);
    mongoc_collection_t *collection = mongoc_client_get_collection(client, database_name, collection_name);
    bson_t *options = BCON_NEW("limit", BCON_INT64(1), "singleBatch", BCON_BOOL(true));
    long done = 0;
    while (!atomic_load_explicit(&stop, memory_order_relaxed)) {
        state ^= state << 13, state ^= state >> 7, state ^= state << 17;
        bson_t filter = BSON_INITIALIZER;
        append_id(&filter, ids[state % (unsigned long long)id_count]);
        mongoc_cursor_t *cursor = mongoc_collection_find_with_opts(collection, &filter, options, NULL);
        const bson_t *document;
        if (!mongoc_cursor_next(cursor, &document) || !bson_validate(document, BSON_VALIDATE_NONE, NULL)) {
            bson_error_t error;
            die(mongoc_cursor_error(cursor, &error) ? error.message : "a document is missing");
        }
        mongoc_cursor_destroy(cursor);
        bson_destroy(&filter);
        if (atomic_load_explicit(&measuring, memory_order_relaxed)) done++;
    }
    atomic_fetch_add(&finds, done);
    bson_destroy(options);
    mongoc_collection_destroy(collection);
    mongoc_client_pool_push(pool, client);
    return NULL;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void wait_for(double seconds) {
    struct timespec pause = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
    nanosleep(&pause, NULL);
}

int main(int argc, char **argv) {
    if (argc < 6) {
        fprintf(stderr, "usage: mongo_find URI DATABASE COLLECTION IDS_FILE SECONDS [THREADS]\n");
        return 2;
    }
    database_name = argv[2];
    collection_name = argv[3];
    read_ids(argv[4]);
    double seconds = atof(argv[5]);
    int threads = argc > 6 ? atoi(argv[6]) : 16;

    mongoc_init();
    mongoc_uri_t *uri = mongoc_uri_new(argv[1]);
    if (!uri) die("the URI is not one");
    mongoc_uri_set_option_as_int32(uri, MONGOC_URI_MAXPOOLSIZE, threads);
    pool = mongoc_client_pool_new(uri);

    pthread_t *workers = calloc((size_t)threads, sizeof *workers);
    for (int i = 0; i < threads; i++) pthread_create(&workers[i], NULL, work, (void *)(size_t)i);
    wait_for(1);
    double start = now();
    atomic_store(&measuring, true);
    wait_for(seconds);
    atomic_store(&stop, true);
    double end = now();
    for (int i = 0; i < threads; i++) pthread_join(workers[i], NULL);
    printf("rate %.1f\n", (double)atomic_load(&finds) / (end - start));

    mongoc_client_pool_destroy(pool);
    mongoc_uri_destroy(uri);
    mongoc_cleanup();
    return 0;
}
