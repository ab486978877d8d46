#include "mongo_client.h"

#include <mongoc/mongoc.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// Swift reads the domains by these numbers.
#define SAME_DOMAIN(name) \
    _Static_assert((int)KIN_DOMAIN_##name == (int)MONGOC_ERROR_##name, "libmongoc's error domains have changed")
SAME_DOMAIN(CLIENT);
SAME_DOMAIN(STREAM);
SAME_DOMAIN(PROTOCOL);
SAME_DOMAIN(CURSOR);
SAME_DOMAIN(SERVER_SELECTION);
SAME_DOMAIN(WRITE_CONCERN);
SAME_DOMAIN(SERVER);

// kin_pool and kin_client are libmongoc's own objects under a name that C code cannot mix up.
static mongoc_client_pool_t *as_pool(kin_pool *pool) { return (mongoc_client_pool_t *)pool; }
static mongoc_client_t *as_client(kin_client *client) { return (mongoc_client_t *)client; }

static void initialize(void) {
    // libmongoc logs to stderr by itself; whatever matters comes back as an error of the operation.
    mongoc_log_set_handler(NULL, NULL);
    mongoc_init();
}

static void initialize_once(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, initialize);
}

static void set_error(kin_error *out, const bson_error_t *error) {
    out->domain = error->domain;
    out->code = error->code;
    strncpy(out->message, error->message, sizeof out->message - 1);
    out->message[sizeof out->message - 1] = '\0';
}

static void set_shim_error(kin_error *out, uint32_t code, const char *message) {
    bson_error_t error = {.domain = KIN_DOMAIN_SHIM, .code = code};
    strncpy(error.message, message, sizeof error.message - 1);
    set_error(out, &error);
}

static bool view(bson_t *document, const uint8_t *bytes, size_t length, kin_error *error) {
    if (bson_init_static(document, bytes, length)) {
        return true;
    }
    set_shim_error(error, KIN_MALFORMED_BSON, "The document's length does not match its bytes.");
    return false;
}

void kin_buffer_free(kin_buffer buffer) { bson_free(buffer.bytes); }

static void set_default(mongoc_uri_t *uri, const char *option, int32_t value) {
    if (value > 0 && !mongoc_uri_has_option(uri, option)) {
        mongoc_uri_set_option_as_int32(uri, option, value);
    }
}

static mongoc_uri_t *make_uri(const char *text, const kin_pool_options *options, kin_error *error) {
    initialize_once();
    bson_error_t failure = {0};
    mongoc_uri_t *uri = mongoc_uri_new_with_error(text, &failure);
    if (!uri) {
        set_error(error, &failure);
        return NULL;
    }
    if (options->app_name && !mongoc_uri_get_appname(uri)) {
        mongoc_uri_set_appname(uri, options->app_name);
    }
    set_default(uri, MONGOC_URI_SERVERSELECTIONTIMEOUTMS, options->server_selection_timeout);
    set_default(uri, MONGOC_URI_CONNECTTIMEOUTMS, options->connect_timeout);
    set_default(uri, MONGOC_URI_SOCKETTIMEOUTMS, options->socket_timeout);
    set_default(uri, MONGOC_URI_HEARTBEATFREQUENCYMS, options->heartbeat_interval);
    return uri;
}

kin_pool *kin_pool_new(const char *text, const kin_pool_options *options, char *database, size_t database_size,
                       kin_error *error) {
    mongoc_uri_t *uri = make_uri(text, options, error);
    if (!uri) {
        return NULL;
    }
    const char *name = mongoc_uri_get_database(uri);
    strncpy(database, name ? name : "", database_size - 1);
    database[database_size - 1] = '\0';

    bson_error_t failure = {0};
    mongoc_client_pool_t *pool = mongoc_client_pool_new_with_error(uri, &failure);
    mongoc_uri_destroy(uri);
    if (!pool) {
        set_error(error, &failure);
        return NULL;
    }
    mongoc_client_pool_set_error_api(pool, MONGOC_ERROR_API_VERSION_2);
    mongoc_client_pool_max_size(pool, (uint32_t)options->max_clients);
    return (kin_pool *)pool;
}

void kin_pool_free(kin_pool *pool) { mongoc_client_pool_destroy(as_pool(pool)); }

kin_client *kin_pool_pop(kin_pool *pool) { return (kin_client *)mongoc_client_pool_pop(as_pool(pool)); }

void kin_pool_push(kin_pool *pool, kin_client *client) { mongoc_client_pool_push(as_pool(pool), as_client(client)); }

kin_client *kin_client_new(const char *text, const kin_pool_options *options, kin_error *error) {
    mongoc_uri_t *uri = make_uri(text, options, error);
    if (!uri) {
        return NULL;
    }
    bson_error_t failure = {0};
    mongoc_client_t *client = mongoc_client_new_from_uri_with_error(uri, &failure);
    mongoc_uri_destroy(uri);
    if (!client) {
        set_error(error, &failure);
        return NULL;
    }
    mongoc_client_set_error_api(client, MONGOC_ERROR_API_VERSION_2);
    return (kin_client *)client;
}

void kin_client_free(kin_client *client) { mongoc_client_destroy(as_client(client)); }

bool kin_client_command(kin_client *client, const char *database, const uint8_t *command, size_t command_length,
                        kin_command_mode mode, kin_buffer *reply, kin_error *error) {
    *reply = (kin_buffer){0};
    bson_t document;
    if (!view(&document, command, command_length, error)) {
        return false;
    }
    bson_t answer;
    bson_error_t failure = {0};
    bool done = false;
    mongoc_client_t *mongo = as_client(client);
    switch (mode) {
    case KIN_COMMAND_READ:
        done = mongoc_client_read_command_with_opts(mongo, database, &document, NULL, NULL, &answer, &failure);
        break;
    case KIN_COMMAND_WRITE:
        done = mongoc_client_write_command_with_opts(mongo, database, &document, NULL, &answer, &failure);
        break;
    case KIN_COMMAND_READ_WRITE:
        done = mongoc_client_read_write_command_with_opts(mongo, database, &document, NULL, NULL, &answer, &failure);
        break;
    case KIN_COMMAND_RAW:
        done = mongoc_client_command_simple(mongo, database, &document, NULL, &answer, &failure);
        break;
    }
    uint32_t length = 0;
    reply->bytes = bson_destroy_with_steal(&answer, true, &length);
    reply->length = length;
    if (!done) {
        set_error(error, &failure);
    }
    return done;
}

static bool append(kin_buffer *buffer, size_t *capacity, const bson_t *document) {
    size_t needed = buffer->length + document->len;
    if (needed > *capacity) {
        size_t grown = *capacity ? *capacity * 2 : 16 * 1024;
        if (grown < needed) {
            grown = needed;
        }
        // bson_realloc ends the process when there is no memory; realloc lets us say so instead.
        uint8_t *bytes = realloc(buffer->bytes, grown);
        if (!bytes) {
            return false;
        }
        buffer->bytes = bytes;
        *capacity = grown;
    }
    memcpy(buffer->bytes + buffer->length, bson_get_data(document), document->len);
    buffer->length = needed;
    return true;
}

static bool drain(mongoc_cursor_t *cursor, size_t max_bytes, kin_buffer *result, kin_error *error) {
    *result = (kin_buffer){0};
    size_t capacity = 0;
    bool done = true;
    const bson_t *document;
    while (done && mongoc_cursor_next(cursor, &document)) {
        if (result->length + document->len > max_bytes) {
            set_shim_error(error, KIN_RESULT_TOO_LARGE, "The result is larger than the bound that was set for it.");
            done = false;
        } else if (!append(result, &capacity, document)) {
            set_shim_error(error, KIN_OUT_OF_MEMORY, "There is no memory for the result.");
            done = false;
        }
    }
    bson_error_t failure = {0};
    if (done && mongoc_cursor_error(cursor, &failure)) {
        set_error(error, &failure);
        done = false;
    }
    if (!done) {
        kin_buffer_free(*result);
        *result = (kin_buffer){0};
    }
    return done;
}

bool kin_client_find(kin_client *client, const char *database, const char *name, const uint8_t *filter,
                     size_t filter_length, const uint8_t *options, size_t options_length, size_t max_bytes,
                     kin_buffer *result, kin_error *error) {
    bson_t query, settings;
    if (!view(&query, filter, filter_length, error) || !view(&settings, options, options_length, error)) {
        return false;
    }
    mongoc_collection_t *collection = mongoc_client_get_collection(as_client(client), database, name);
    mongoc_cursor_t *cursor = mongoc_collection_find_with_opts(collection, &query, &settings, NULL);
    bool done = drain(cursor, max_bytes, result, error);
    mongoc_cursor_destroy(cursor);
    mongoc_collection_destroy(collection);
    return done;
}

bool kin_client_aggregate(kin_client *client, const char *database, const char *name, const uint8_t *pipeline,
                          size_t pipeline_length, const uint8_t *options, size_t options_length, size_t max_bytes,
                          kin_buffer *result, kin_error *error) {
    bson_t stages, settings;
    if (!view(&stages, pipeline, pipeline_length, error) || !view(&settings, options, options_length, error)) {
        return false;
    }
    mongoc_collection_t *collection = mongoc_client_get_collection(as_client(client), database, name);
    mongoc_cursor_t *cursor = mongoc_collection_aggregate(collection, MONGOC_QUERY_NONE, &stages, &settings, NULL);
    bool done = drain(cursor, max_bytes, result, error);
    mongoc_cursor_destroy(cursor);
    mongoc_collection_destroy(collection);
    return done;
}
