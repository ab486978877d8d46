// The search baselines: a $text search with the words of a query, and an aggregation that counts genres.
//
// usage: mongo_text URI DATABASE COLLECTION text QUERIES_FILE [LIMIT]
//        mongo_text URI DATABASE COLLECTION facets GENRE_NAMES_FILE
//        mongo_text URI DATABASE COLLECTION copy TARGET_DATABASE
// output: p50 <ms> p99 <ms> max <ms> queries <number>      (text, facets)
//         seconds <number>                                   (copy)
//
// `text` asks for films that have every word (each word as a phrase), best score first, 20 of them unless told.
// `facets` counts the films of every genre among those that have one genre. `copy` makes the collection
// `documents` of the target database from it, with the text index that `text` needs and an index on genres for `facets`;
// a collection can have one text index only, so it is not made on the collection itself.

#include <mongoc/mongoc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static mongoc_collection_t *collection;

static void die(const char *what) {
    fprintf(stderr, "mongo_text: %s\n", what);
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void drain(mongoc_cursor_t *cursor) {
    const bson_t *document;
    bson_error_t error;
    while (mongoc_cursor_next(cursor, &document)) {
    }
    if (mongoc_cursor_error(cursor, &error)) die(error.message);
    mongoc_cursor_destroy(cursor);
}

// `star wars` becomes `"star" "wars"`: without the quotes $text would take any of the words.
static void search(const char *query, int limit) {
    char quoted[2048] = "", copy[1024];
    snprintf(copy, sizeof copy, "%s", query);
    for (char *word = strtok(copy, " \""); word; word = strtok(NULL, " \""))
        snprintf(quoted + strlen(quoted), sizeof quoted - strlen(quoted), "\"%s\" ", word);
    bson_t *filter = BCON_NEW("$text", "{", "$search", BCON_UTF8(quoted), "}");
    bson_t *options = BCON_NEW("limit", BCON_INT64(limit), "sort", "{", "score", "{", "$meta", "textScore", "}", "}",
                               "projection", "{", "_id", BCON_INT32(1), "score", "{", "$meta", "textScore", "}", "}");
    drain(mongoc_collection_find_with_opts(collection, filter, options, NULL));
    bson_destroy(filter);
    bson_destroy(options);
}

static void count_genres(const char *genre) {
    bson_t *pipeline = BCON_NEW("pipeline", "[",                                                      //
                                "{", "$match", "{", "genres.name", BCON_UTF8(genre), "}", "}",        //
                                "{", "$unwind", "$genres", "}",                                       //
                                "{", "$group", "{", "_id", "$genres.name", "n", "{", "$sum", BCON_INT32(1), "}", "}", "}",
                                "]");
    drain(mongoc_collection_aggregate(collection, MONGOC_QUERY_NONE, pipeline, NULL, NULL));
    bson_destroy(pipeline);
}

static void command(mongoc_client_t *client, const char *database, bson_t *command) {
    bson_t reply;
    bson_error_t error;
    if (!mongoc_client_write_command_with_opts(client, database, command, NULL, &reply, &error)) die(error.message);
    bson_destroy(&reply);
    bson_destroy(command);
}

static void copy(mongoc_client_t *client, const char *database) {
    double start = now();
    bson_t *pipeline = BCON_NEW("pipeline", "[", "{", "$out", "{", "db", BCON_UTF8(database), "coll", "documents", "}", "}", "]");
    drain(mongoc_collection_aggregate(collection, MONGOC_QUERY_NONE, pipeline, NULL, NULL));
    bson_destroy(pipeline);
    command(client, database,
            BCON_NEW("createIndexes", "documents", "indexes", "[",  //
                     "{", "name", "text", "default_language", "none", "language_override", "no_such_field",
                     "key", "{", "title", "text", "alternative_titles", "text", "cast.name", "text", "crew.name", "text", "}", "}",
                     "{", "name", "genres", "key", "{", "genres.name", BCON_INT32(1), "}", "}", "]"));
    printf("seconds %.2f\n", (now() - start) / 1e3);
}

static void measure(bool text, const char *path, int limit) {
    FILE *file = fopen(path, "r");
    if (!file) die("the file of queries cannot be read");
    char line[1024];
    double *times = NULL;
    size_t count = 0, room = 0;
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\r\n")] = 0;
        if (!line[0]) continue;
        if (count == room) times = realloc(times, sizeof *times * (room = room ? room * 2 : 256));
        double start = now();
        if (text)
            search(line, limit);
        else
            count_genres(line);
        times[count++] = now() - start;
    }
    fclose(file);
    if (!count) die("the file of queries is empty");
    qsort(times, count, sizeof *times, by_value);
    printf("p50 %.3f p99 %.3f max %.3f queries %zu\n", times[count / 2], times[(count * 99) / 100], times[count - 1], count);
    free(times);
}

int main(int argc, char **argv) {
    if (argc < 6) {
        fprintf(stderr, "usage: mongo_text URI DATABASE COLLECTION text|facets FILE [LIMIT]\n"
                        "       mongo_text URI DATABASE COLLECTION copy TARGET_DATABASE\n");
        return 2;
    }
    mongoc_init();
    mongoc_client_t *client = mongoc_client_new(argv[1]);
    if (!client) die("the URI is not one");
    collection = mongoc_client_get_collection(client, argv[2], argv[3]);
    if (!strcmp(argv[4], "copy"))
        copy(client, argv[5]);
    else
        measure(!strcmp(argv[4], "text"), argv[5], argc > 6 ? atoi(argv[6]) : 20);
    mongoc_collection_destroy(collection);
    mongoc_client_destroy(client);
    mongoc_cleanup();
    return 0;
}
