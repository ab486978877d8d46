// What Swift needs of libmongoc: bytes in, bytes out.
//
// Debian builds libbson with bson_t aligned to 128 bytes, which Swift cannot hold. So every document crosses this
// border as (bytes, length), and every result as a buffer that the caller frees with kin_buffer_free.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Heap bytes that belong to the caller.
typedef struct {
    uint8_t *bytes;
    size_t length;
} kin_buffer;

// What libmongoc says about a failure; domain and code are libmongoc's, with server codes in domain 17.
typedef struct {
    uint32_t domain;
    uint32_t code;
    char message[504];
} kin_error;

typedef struct kin_pool kin_pool;
typedef struct kin_client kin_client;

// Options that are set only where the URI does not set them. Times in milliseconds.
typedef struct {
    const char *app_name;
    int32_t server_selection_timeout;
    int32_t connect_timeout;
    int32_t socket_timeout;
    int32_t heartbeat_interval;
    int32_t max_clients;
} kin_pool_options;

typedef enum {
    KIN_COMMAND_READ = 0,
    KIN_COMMAND_WRITE = 1,
    KIN_COMMAND_READ_WRITE = 2,
    // Sent as it is to a server of any state, without retry and read preference.
    KIN_COMMAND_RAW = 3,
} kin_command_mode;

void kin_buffer_free(kin_buffer buffer);

// A pool that has not connected yet, or NULL where the URI is wrong. `database` receives the URI's path, or "" .
kin_pool *kin_pool_new(const char *uri, const kin_pool_options *options, char *database, size_t database_size,
                       kin_error *error);
void kin_pool_free(kin_pool *pool);

kin_client *kin_pool_pop(kin_pool *pool);
void kin_pool_push(kin_pool *pool, kin_client *client);

// A client of its own, without a pool or a monitoring thread. It is freed with kin_client_free.
kin_client *kin_client_new(const char *uri, const kin_pool_options *options, kin_error *error);
void kin_client_free(kin_client *client);

// Runs one command. `reply` is filled in any case (possibly empty) and holds the server's answer to a failed one too.
bool kin_client_command(kin_client *client, const char *database, const uint8_t *command, size_t command_length,
                        kin_command_mode mode, kin_buffer *reply, kin_error *error);

// Runs a find and drains its cursor: `result` holds the documents one after another.
// More than `max_bytes` of them is an error (domain 0, code KIN_RESULT_TOO_LARGE).
bool kin_client_find(kin_client *client, const char *database, const char *collection, const uint8_t *filter,
                     size_t filter_length, const uint8_t *options, size_t options_length, size_t max_bytes,
                     kin_buffer *result, kin_error *error);

// The same for an aggregation; `pipeline` is a document {"pipeline": [stages]}.
bool kin_client_aggregate(kin_client *client, const char *database, const char *collection, const uint8_t *pipeline,
                          size_t pipeline_length, const uint8_t *options, size_t options_length, size_t max_bytes,
                          kin_buffer *result, kin_error *error);

// libmongoc's error domains and codes that Swift tells apart.
enum {
    KIN_DOMAIN_SHIM = 0,
    KIN_DOMAIN_CLIENT = 1,
    KIN_DOMAIN_STREAM = 2,
    KIN_DOMAIN_PROTOCOL = 3,
    KIN_DOMAIN_CURSOR = 4,
    KIN_DOMAIN_SERVER_SELECTION = 15,
    KIN_DOMAIN_WRITE_CONCERN = 16,
    KIN_DOMAIN_SERVER = 17,

    KIN_RESULT_TOO_LARGE = 1,
    KIN_OUT_OF_MEMORY = 2,
    KIN_MALFORMED_BSON = 3,
};
