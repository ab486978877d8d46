// Prints the _id of every document of a collection: what mongo_find picks from.
//
// usage: mongo_ids URI DATABASE COLLECTION
// output: one _id a line

#include <inttypes.h>
#include <mongoc/mongoc.h>
#include <stdio.h>

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "usage: mongo_ids URI DATABASE COLLECTION\n");
        return 2;
    }
    mongoc_init();
    mongoc_client_t *client = mongoc_client_new(argv[1]);
    if (!client) {
        fprintf(stderr, "mongo_ids: the URI is not one\n");
        return 1;
    }
    mongoc_collection_t *collection = mongoc_client_get_collection(client, argv[2], argv[3]);
    bson_t everything = BSON_INITIALIZER, *options = BCON_NEW("projection", "{", "_id", BCON_INT32(1), "}");
    mongoc_cursor_t *cursor = mongoc_collection_find_with_opts(collection, &everything, options, NULL);
    const bson_t *document;
    bson_iter_t id;
    while (mongoc_cursor_next(cursor, &document)) {
        if (!bson_iter_init_find(&id, document, "_id")) continue;
        if (BSON_ITER_HOLDS_UTF8(&id))
            puts(bson_iter_utf8(&id, NULL));
        else
            printf("%" PRId64 "\n", bson_iter_as_int64(&id));
    }
    bson_error_t error;
    if (mongoc_cursor_error(cursor, &error)) {
        fprintf(stderr, "mongo_ids: %s\n", error.message);
        return 1;
    }
    mongoc_cursor_destroy(cursor);
    bson_destroy(options);
    mongoc_collection_destroy(collection);
    mongoc_client_destroy(client);
    mongoc_cleanup();
    return 0;
}
