// As much HTTP/1.1 as a load client needs: keep-alive connections that send one request and read one answer at a time.
#pragma once

#include <stdbool.h>
#include <stddef.h>

// One connection. Buffers are kept between requests.
struct connection {
    int fd;
    bool busy;          // A request is under way.
    double intended;    // When its request should have been sent, in seconds.
    long number;        // Which request it is.
    char *out;
    size_t out_length, out_sent, out_room;
    char *in;
    size_t in_length, in_room;
};

// What there is of an answer.
struct answer {
    int status;             // 0 while the answer is not whole.
    const char *head;       // Status line and header fields.
    size_t head_length;
    const char *body;       // As sent; in chunks when `chunked`.
    size_t body_length;
    size_t length;          // All of it in the buffer.
    bool closes, chunked;
};

struct target {
    char host[128], port[16];
};

// Seconds on a clock that never jumps.
double now(void);
_Noreturn void die(const char *what);
void parse_url(const char *url, struct target *target);

// Connects, non-blocking and registered with the epoll descriptor. Ends the program where nobody listens.
void connection_open(struct connection *connection, const struct target *target, int epoll);
void connection_close(struct connection *connection, int epoll);

// Puts a request into the output buffer. `token`, `after` (the position that the answer must include) and `body` may be NULL.
void request_write(struct connection *connection, const struct target *target, const char *method, const char *path,
                   const char *token, const char *after, const char *body, size_t body_length);

// Sends what waits; false when the connection broke.
bool connection_send(struct connection *connection);
// Reads what is there; false when the connection ended or broke.
bool connection_receive(struct connection *connection);
// Looks at the input buffer; status -1 when it is no HTTP.
struct answer answer_parse(const struct connection *connection);
// Removes a whole answer from the input buffer.
void answer_consume(struct connection *connection, const struct answer *answer);

// A file's lines without their ends.
struct lines {
    char **text;
    size_t *length;
    long count;
};
struct lines read_lines(const char *path);

// xorshift64: the same numbers in every run.
unsigned long long random_next(unsigned long long *state);

// Times in seconds; prints `"p50_ms":…,"p90_ms":…,"p99_ms":…,"max_ms":…`.
struct times {
    double *values;
    size_t count, room;
};
void times_add(struct times *times, double seconds);
void times_print(struct times *times);
