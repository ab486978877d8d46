#define _GNU_SOURCE
#include "http.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void die(const char *what) {
    fprintf(stderr, "%s: %s\n", program_invocation_short_name, what);
    exit(1);
}

void parse_url(const char *url, struct target *target) {
    if (sscanf(url, "http://%127[^:/]:%15[0-9]", target->host, target->port) != 2) die("URLs look like http://127.0.0.1:8080");
}

void connection_open(struct connection *connection, const struct target *target, int epoll) {
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *address;
    if (getaddrinfo(target->host, target->port, &hints, &address)) die("the server's address is not known");
    int fd = socket(address->ai_family, SOCK_STREAM, 0), on = 1;
    // On one machine connecting takes microseconds, so it may block.
    if (fd < 0 || connect(fd, address->ai_addr, address->ai_addrlen)) die("the server does not answer");
    freeaddrinfo(address);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connection->fd = fd;
    connection->busy = false;
    connection->out_length = connection->out_sent = connection->in_length = 0;
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = connection};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event)) die("epoll refuses a connection");
}

void connection_close(struct connection *connection, int epoll) {
    epoll_ctl(epoll, EPOLL_CTL_DEL, connection->fd, NULL);
    close(connection->fd);
    connection->fd = -1;
}

static void grow(char **bytes, size_t *room, size_t needed) {
    if (*room >= needed) return;
    *room = needed * 2 > 16384 ? needed * 2 : 16384;
    *bytes = realloc(*bytes, *room);
    if (!*bytes) die("no memory");
}

void request_write(struct connection *connection, const struct target *target, const char *method, const char *path,
                   const char *token, const char *after, const char *body, size_t body_length) {
    grow(&connection->out, &connection->out_room, strlen(path) + body_length + 1024);
    char *end = connection->out;
    end += sprintf(end, "%s %s HTTP/1.1\r\nHost: %s:%s\r\n", method, path, target->host, target->port);
    if (token) end += sprintf(end, "Authorization: Bearer %.400s\r\n", token);
    if (after) end += sprintf(end, "Kinoteka-After: %.100s\r\n", after);
    if (body) end += sprintf(end, "Content-Type: application/json\r\nContent-Length: %zu\r\n", body_length);
    end += sprintf(end, "\r\n");
    if (body) memcpy(end, body, body_length);
    connection->out_length = (size_t)(end - connection->out) + (body ? body_length : 0);
    connection->out_sent = 0;
}

bool connection_send(struct connection *connection) {
    while (connection->out_sent < connection->out_length) {
        ssize_t sent = send(connection->fd, connection->out + connection->out_sent,
                            connection->out_length - connection->out_sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) return errno == EAGAIN;
        connection->out_sent += (size_t)sent;
    }
    return true;
}

bool connection_receive(struct connection *connection) {
    while (true) {
        grow(&connection->in, &connection->in_room, connection->in_length + 4096);
        size_t space = connection->in_room - connection->in_length;
        ssize_t got = recv(connection->fd, connection->in + connection->in_length, space, MSG_DONTWAIT);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errno == EAGAIN;
        if (got == 0) return false;
        connection->in_length += (size_t)got;
        // Edge-triggered: what comes after a short read makes a new edge.
        if ((size_t)got < space) return true;
    }
}

// The value of a header field, NULL when there is none.
static const char *field(const char *head, const char *end, const char *name) {
    size_t length = strlen(name);
    const char *line = head;
    while (line + length < end) {
        if (line[length] == ':' && !strncasecmp(line, name, length)) {
            line += length + 1;
            while (*line == ' ') line++;
            return line;
        }
        line = memmem(line, (size_t)(end - line), "\r\n", 2);
        if (!line) break;
        line += 2;
    }
    return NULL;
}

// The length of a chunked body with its frame, 0 while it is not whole.
static size_t chunked_length(const char *body, size_t available) {
    size_t at = 0;
    while (true) {
        const char *line = memmem(body + at, available - at, "\r\n", 2);
        if (!line) return 0;
        size_t size = strtoul(body + at, NULL, 16);
        at = (size_t)(line - body) + 2 + size + 2;
        if (at > available) return 0;
        if (size == 0) return at;
    }
}

struct answer answer_parse(const struct connection *connection) {
    struct answer answer = {.head = connection->in};
    const char *end = connection->in_length ? memmem(connection->in, connection->in_length, "\r\n\r\n", 4) : NULL;
    if (!end) return answer;
    int status;
    if (sscanf(connection->in, "HTTP/1.%*d %d", &status) != 1) return (struct answer){.status = -1};
    answer.head_length = (size_t)(end - connection->in) + 4;
    answer.body = end + 4;
    size_t available = connection->in_length - answer.head_length;
    const char *length = field(connection->in, end + 2, "content-length");
    const char *encoding = field(connection->in, end + 2, "transfer-encoding");
    const char *connecting = field(connection->in, end + 2, "connection");
    answer.closes = connecting && !strncasecmp(connecting, "close", 5);
    answer.chunked = encoding && !strncasecmp(encoding, "chunked", 7);
    if (answer.chunked) {
        answer.body_length = chunked_length(answer.body, available);
        if (!answer.body_length) return (struct answer){0};
    } else if (length) {
        answer.body_length = strtoul(length, NULL, 10);
        if (answer.body_length > available) return (struct answer){0};
    }
    answer.length = answer.head_length + answer.body_length;
    answer.status = status;
    return answer;
}

void answer_consume(struct connection *connection, const struct answer *answer) {
    connection->in_length -= answer->length;
    memmove(connection->in, connection->in + answer->length, connection->in_length);
}

struct lines read_lines(const char *path) {
    struct lines lines = {0};
    FILE *file = fopen(path, "r");
    if (!file) die("a file of requests cannot be read");
    char *line = NULL;
    size_t room = 0;
    long lines_room = 0;
    ssize_t length;
    while ((length = getline(&line, &room, file)) >= 0) {
        while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r')) length--;
        if (length == 0) continue;
        line[length] = 0;
        if (lines.count == lines_room) {
            lines_room = lines_room ? lines_room * 2 : 1024;
            lines.text = realloc(lines.text, sizeof *lines.text * (size_t)lines_room);
            lines.length = realloc(lines.length, sizeof *lines.length * (size_t)lines_room);
            if (!lines.text || !lines.length) die("no memory");
        }
        lines.text[lines.count] = strdup(line);
        lines.length[lines.count++] = (size_t)length;
    }
    free(line);
    fclose(file);
    if (!lines.count) die("a file of requests is empty");
    return lines;
}

unsigned long long random_next(unsigned long long *state) {
    *state ^= *state << 13, *state ^= *state >> 7, *state ^= *state << 17;
    return *state;
}

void times_add(struct times *times, double seconds) {
    if (times->count == times->room) {
        times->room = times->room ? times->room * 2 : 65536;
        times->values = realloc(times->values, sizeof *times->values * times->room);
        if (!times->values) die("no memory");
    }
    times->values[times->count++] = seconds;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// The smallest time that at least this share of all does not exceed.
static double percentile(const struct times *times, double share) {
    if (!times->count) return 0;
    double rank = share * (double)times->count;
    size_t index = (size_t)rank;
    if ((double)index < rank) index++;
    return times->values[index ? index - 1 : 0] * 1e3;
}

void times_print(struct times *times) {
    qsort(times->values, times->count, sizeof *times->values, by_value);
    printf("\"p50_ms\":%.3f,\"p90_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f", percentile(times, 0.5), percentile(times, 0.9),
           percentile(times, 0.99), percentile(times, 1));
}
