// How long it takes until readers see an accepted command: one thread, epoll, keep-alive.
//
// usage: visible URL --file COMMANDS --rate R --seconds S --token TOKEN [--after] [--warmup S] [--pause MS] [--limit S]
// output: {"requests":…,"errors":…,"seconds":…,"rate":…,
//          "accepted":{"p50_ms":…,…},"visible":{"p50_ms":…,…}}
//
// A line of COMMANDS is METHOD <tab> PATH <tab> BODY <tab> READ_PATH <tab> TEXT. The request is sent when it is due, at R a
// second. When it was accepted, READ_PATH is read again and again, every PAUSE milliseconds (2), until the answer is 200 and
// has TEXT in it (an empty TEXT: just 200); an empty READ_PATH is not looked for. `{id}` in READ_PATH and TEXT stands for the `id` in the command's answer.
//
// With `--after` a read asks for the position that the command's answer names (`Kinoteka-After`), as an application does that
// must see what it wrote: the server then waits, and one read is enough.
//
// `accepted` is the time from when the command was DUE to its answer; `visible` the time from its answer until the end of
// the first read that shows it. So the pause is a part of the time, and no figure is better than the truth.
// Not visible within LIMIT seconds (10): an error.

#define _GNU_SOURCE
#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "http.h"

enum { CONNECTIONS = 64 };

// A command that was accepted and is looked for.
struct watch {
    char *path, *text, *after;
    double accepted, next;
    bool reading;
    long number;
};

static struct target target;
static const char *token;
static bool asks_after;
static double pause_seconds = 0.002, limit = 10;
static int epoll;
static struct connection writers[CONNECTIONS], readers[CONNECTIONS];
static struct lines lines;
static struct watch *watches;   // In no order; a finished one is replaced by the last.
static long watch_count, watch_room;
static double rate, start, measure_from, stop_at;
static long issued, writing, seen, errors;
static struct times accepted, visible;

static double due(long number) { return start + (double)number / rate; }
static bool is_measured(long number) { return due(number) >= measure_from; }

static void report_error(const char *what, int status, const struct answer *answer) {
    if (errors++ < 5)
        fprintf(stderr, "visible: %s (status %d) %.*s\n", what, status, answer ? (int)answer->body_length : 0,
                answer ? answer->body : "");
}

// Field number `index` of a line, copied.
static char *part(const char *line, int index) {
    for (; index > 0; index--) {
        line = strchr(line, '\t');
        if (!line) die("a line needs five parts with tabs between them");
        line++;
    }
    return strndup(line, strcspn(line, "\t"));
}

static char *with_id(char *text, const char *id, size_t id_length) {
    char *place = strstr(text, "{id}");
    if (!place) return text;
    char *result = malloc(strlen(text) + id_length + 1);
    sprintf(result, "%.*s%.*s%s", (int)(place - text), text, (int)id_length, id, place + 4);
    free(text);
    return result;
}

// The position that an answer names, such as catalog:12, copied.
static char *find_position(const struct answer *answer) {
    const char *place = memmem(answer->body, answer->body_length, "\"position\":\"", 12);
    if (!place) die("the command's answer names no position");
    place += 12;
    const char *end = memchr(place, '"', (size_t)(answer->body + answer->body_length - place));
    return strndup(place, end ? (size_t)(end - place) : 0);
}

// The number after `"id":` in an answer.
static size_t find_id(const struct answer *answer, const char **id) {
    const char *end = answer->body + answer->body_length;
    *id = memmem(answer->body, answer->body_length, "\"id\":", 5);
    if (!*id) return 0;
    *id += 5;
    size_t length = 0;
    while (*id + length < end && (*id)[length] >= '0' && (*id)[length] <= '9') length++;
    return length;
}

static void watch(long number, const struct answer *answer, double at) {
    const char *id;
    size_t id_length = find_id(answer, &id);
    char *path = with_id(part(lines.text[number], 3), id, id_length);
    if (!path[0]) return free(path);
    if (watch_count == watch_room) watches = realloc(watches, sizeof *watches * (size_t)(watch_room = watch_room * 2 + 256));
    watches[watch_count++] = (struct watch){.path = path,
                                            .text = with_id(part(lines.text[number], 4), id, id_length),
                                            .after = asks_after ? find_position(answer) : NULL,
                                            .accepted = at,
                                            .next = at,
                                            .number = number};
}

static void unwatch(struct watch *one) {
    free(one->path);
    free(one->text);
    free(one->after);
    *one = watches[--watch_count];
}

static struct watch *find_watch(long number) {
    for (long i = 0; i < watch_count; i++)
        if (watches[i].number == number) return &watches[i];
    die("an answer that nobody waits for");
}

static void command_answered(struct connection *connection, const struct answer *answer, double at) {
    writing--;
    if (answer->status < 200 || answer->status > 299) return report_error("the command was refused", answer->status, answer);
    if (is_measured(connection->number)) times_add(&accepted, at - connection->intended);
    watch(connection->number, answer, at);
}

static void read_answered(struct connection *connection, const struct answer *answer, double at) {
    struct watch *one = find_watch(connection->number);
    one->reading = false;
    bool shown = answer->status == 200 &&
                 (!one->text[0] || memmem(answer->body, answer->body_length, one->text, strlen(one->text)));
    // A read that is wrong by itself will not get better.
    bool is_refused = answer->status >= 400 && answer->status < 500 && answer->status != 404;
    if (!shown && !is_refused && at - one->accepted < limit) {
        one->next = fmax(one->next + pause_seconds, at);
        return;
    }
    if (!shown)
        report_error("never became visible", answer->status, is_refused ? answer : NULL);
    else if (is_measured(one->number))
        times_add(&visible, at - one->accepted), seen++;
    unwatch(one);
}

static bool is_writer(const struct connection *connection) {
    return connection >= writers && connection < writers + CONNECTIONS;
}

// Goes on with a connection as far as it can now.
static void go_on(struct connection *connection) {
    if (!connection_send(connection)) die("the server closed a connection");
    bool open = connection_receive(connection);
    struct answer answer = answer_parse(connection);
    if (answer.status < 0) die("the answer is no HTTP");
    if (answer.status == 0) {
        if (open) return;
        die("the server closed a connection");
    }
    connection->busy = false;
    if (is_writer(connection))
        command_answered(connection, &answer, now());
    else
        read_answered(connection, &answer, now());
    answer_consume(connection, &answer);
    if (!open || answer.closes) {
        connection_close(connection, epoll);
        connection_open(connection, &target, epoll);
    }
}

static struct connection *idle(struct connection *connections) {
    for (int i = 0; i < CONNECTIONS; i++)
        if (!connections[i].busy) return &connections[i];
    return NULL;
}

static void send_commands(void) {
    struct connection *connection;
    while (due(issued) < stop_at && due(issued) <= now() && (connection = idle(writers))) {
        if (issued >= lines.count) die("there are fewer commands than the run needs");
        char *method = part(lines.text[issued], 0), *path = part(lines.text[issued], 1), *body = part(lines.text[issued], 2);
        connection->busy = true;
        connection->number = issued;
        connection->intended = due(issued++);
        writing++;
        request_write(connection, &target, method, path, token, NULL, body, strlen(body));
        free(method), free(path), free(body);
        go_on(connection);
    }
}

// Reads that are due. Returns when the next one is.
static double send_reads(void) {
    double next = now() + 1;
    for (long i = 0; i < watch_count; i++) {
        if (watches[i].reading) continue;
        struct connection *connection;
        if (watches[i].next <= now() && (connection = idle(readers))) {
            watches[i].reading = true;
            connection->busy = true;
            connection->number = watches[i].number;
            request_write(connection, &target, "GET", watches[i].path, NULL, watches[i].after, NULL, 0);
            if (!connection_send(connection)) die("the server closed a connection");
        } else if (watches[i].next < next) {
            next = watches[i].next;
        }
    }
    return next;
}

static void run(void) {
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    struct epoll_event timer_event = {.events = EPOLLIN, .data.ptr = NULL}, events[256];
    epoll_ctl(epoll, EPOLL_CTL_ADD, timer, &timer_event);
    while (due(issued) < stop_at || writing || watch_count) {
        if (now() > stop_at + limit + 10) die("the run does not come to its end");
        send_commands();
        double wake = send_reads();
        if (due(issued) < stop_at) wake = fmin(wake, due(issued));
        wake = fmax(wake, now() + 0.0001);
        struct itimerspec time = {.it_value = {(time_t)wake, (long)((wake - floor(wake)) * 1e9)}};
        timerfd_settime(timer, TFD_TIMER_ABSTIME, &time, NULL);
        int ready = epoll_wait(epoll, events, 256, -1);
        if (ready < 0 && errno != EINTR) die("epoll fails");
        for (int i = 0; i < ready; i++) {
            struct connection *connection = events[i].data.ptr;
            uint64_t ticks;
            if (!connection) {
                if (read(timer, &ticks, sizeof ticks) < 0) continue;
            } else if (connection->busy) {
                go_on(connection);
            } else if (!connection_receive(connection)) {
                // The server closes what was not used for 30 seconds, as in a run that the disk holds up.
                connection_close(connection, epoll);
                connection_open(connection, &target, epoll);
            }
        }
    }
}

int main(int argc, char **argv) {
    static const struct option options[] = {{"file", 1, 0, 'f'},  {"rate", 1, 0, 'r'},   {"seconds", 1, 0, 's'},
                                            {"token", 1, 0, 't'}, {"warmup", 1, 0, 'w'}, {"pause", 1, 0, 'p'},
                                            {"limit", 1, 0, 'l'}, {"after", 0, 0, 'a'},  {0}};
    double seconds = 20, warmup = 1;
    const char *file = NULL;
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) switch (option) {
            case 'f': file = optarg; break;
            case 'r': rate = atof(optarg); break;
            case 's': seconds = atof(optarg); break;
            case 't': token = optarg; break;
            case 'w': warmup = atof(optarg); break;
            case 'p': pause_seconds = atof(optarg) / 1e3; break;
            case 'a': asks_after = true; break;
            case 'l': limit = atof(optarg); break;
            default: return 2;
        }
    if (optind != argc - 1 || !file || rate <= 0) {
        fprintf(stderr, "usage: visible URL --file COMMANDS --rate R --seconds S --token TOKEN [--after] [--warmup S]"
                        " [--pause MS] [--limit S]\n");
        return 2;
    }
    parse_url(argv[optind], &target);
    lines = read_lines(file);
    epoll = epoll_create1(0);
    for (int i = 0; i < CONNECTIONS; i++) {
        connection_open(&writers[i], &target, epoll);
        connection_open(&readers[i], &target, epoll);
    }
    start = now();
    measure_from = start + warmup;
    stop_at = measure_from + seconds;
    run();
    printf("{\"requests\":%ld,\"errors\":%ld,\"seconds\":%.3f,\"rate\":%.1f,\"accepted\":{", seen + errors, errors, seconds,
           (double)seen / seconds);
    times_print(&accepted);
    printf("},\"visible\":{");
    times_print(&visible);
    printf("}}\n");
    return 0;
}
