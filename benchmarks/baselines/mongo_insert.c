// The rebuild baseline: how fast the same documents can be inserted in bulk by a program that does nothing else.
//
// usage: mongo_insert URI DATABASE COLLECTION TARGET_DATABASE
// output: rate <documents per second>
//
// All documents are read into memory first, which is not timed. Then the collection `documents` of the target
// database is filled by one thread in unordered batches of 1,000, without indexes, and dropped again at the end.
// mongod writes to its files what is left to write before the time begins and after it has ended, so that it is no part
// of this measure nor of the one that follows.

#include <mongoc/mongoc.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BATCH = 1000 };

static void die(const char *what) {
    fprintf(stderr, "mongo_insert: %s\n", what);
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

// Has mongod write everything to its files.
static void settle(mongoc_client_t *client) {
    bson_t *command = BCON_NEW("fsync", BCON_INT32(1));
    bson_error_t error;
    if (!mongoc_client_command_simple(client, "admin", command, NULL, NULL, &error)) die(error.message);
    bson_destroy(command);
}

int main(int argc, char **argv) {
    if (argc < 5) {
        fprintf(stderr, "usage: mongo_insert URI DATABASE COLLECTION TARGET_DATABASE\n");
        return 2;
    }
    mongoc_init();
    mongoc_client_t *client = mongoc_client_new(argv[1]);
    if (!client) die("the URI is not one");
    mongoc_collection_t *from = mongoc_client_get_collection(client, argv[2], argv[3]);
    mongoc_collection_t *to = mongoc_client_get_collection(client, argv[4], "documents");
    bson_error_t error;

    bson_t **documents = NULL;
    size_t count = 0, room = 0;
    bson_t everything = BSON_INITIALIZER;
    mongoc_cursor_t *cursor = mongoc_collection_find_with_opts(from, &everything, NULL, NULL);
    const bson_t *document;
    while (mongoc_cursor_next(cursor, &document)) {
        if (count == room) documents = realloc(documents, sizeof *documents * (room = room ? room * 2 : 1024));
        documents[count++] = bson_copy(document);
    }
    if (mongoc_cursor_error(cursor, &error)) die(error.message);
    mongoc_cursor_destroy(cursor);
    if (!count) die("there are no documents to insert");

    mongoc_collection_drop(to, NULL);
    bson_t *unordered = BCON_NEW("ordered", BCON_BOOL(false));
    settle(client);
    double start = now();
    for (size_t first = 0; first < count; first += BATCH) {
        size_t size = count - first < BATCH ? count - first : BATCH;
        if (!mongoc_collection_insert_many(to, (const bson_t **)(documents + first), size, unordered, NULL, &error))
            die(error.message);
    }
    double seconds = now() - start;
    printf("rate %.1f\n", (double)count / seconds);

    mongoc_collection_drop(to, NULL);
    settle(client);
    for (size_t i = 0; i < count; i++) bson_destroy(documents[i]);
    free(documents);
    bson_destroy(unordered);
    mongoc_collection_destroy(from);
    mongoc_collection_destroy(to);
    mongoc_client_destroy(client);
    mongoc_cleanup();
    return 0;
}
