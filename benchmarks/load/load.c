// A load client for HTTP/1.1: one thread, epoll, keep-alive.
//
// usage: load URL --seconds S [--connections 64] [--warmup S] [--rate R] [--token TOKEN]
//             (--paths FILE | --post PATH --bodies FILE)
// output: {"requests":…,"errors":…,"seconds":…,"rate":…,"p50_ms":…,"p90_ms":…,"p99_ms":…,"max_ms":…}
//
// --paths   GETs of the file's lines, picked at random (the same picks in every run)
// --post    POSTs of the file's lines (JSON, one a line) in their order, each once; running out of them is an error
// --rate    open loop: R requests a second are due, whether earlier ones were answered or not
//
// Closed loop (without --rate): every connection sends its next request when it has its answer, and the rate is what comes
// of it. Open loop: a request that is due while all connections are busy waits, and its time counts from when it was DUE.
// A server that stops for a second so shows up in the percentiles as what its users would see.
//
// Anything but a status 2xx or 304 is an error, and so is a connection that ends within a request, or an answer that
// has not come 10 seconds after the end. `rate` counts good answers only.

#include <errno.h>
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "http.h"

static const double patience = 10;

static struct target target;
static const char *token, *post_path;
static struct lines lines;
static double rate, seconds = 5, warmup = 1;
static int epoll;
static unsigned long long random_state = 0x9E3779B97F4A7C15ull;

static double start, measure_from, stop_at;
static long issued, in_flight;
static long good, errors;
static struct times times;

static bool is_open_loop(void) { return rate > 0; }

// When request `number` of an open loop is due.
static double due(long number) { return start + (double)number / rate; }

// Whether one more request is to be sent now.
static bool may_issue(double at) {
    if (is_open_loop()) return due(issued) < stop_at && due(issued) <= at;
    return at < stop_at;
}

static void report_error(const char *what, const struct answer *answer) {
    if (errors++ < 5)
        fprintf(stderr, "load: %s %d %.*s\n", what, answer ? answer->status : 0, answer ? (int)answer->body_length : 0,
                answer ? answer->body : "");
}

static void issue(struct connection *connection, double at) {
    const char *path = post_path, *body = NULL;
    size_t body_length = 0;
    if (post_path) {
        if (issued >= lines.count) die("there are fewer bodies than requests; make more or run shorter");
        body = lines.text[issued];
        body_length = lines.length[issued];
    } else {
        path = lines.text[random_next(&random_state) % (unsigned long long)lines.count];
    }
    connection->intended = is_open_loop() ? due(issued) : at;
    connection->busy = true;
    issued++;
    in_flight++;
    request_write(connection, &target, post_path ? "POST" : "GET", path, token, NULL, body, body_length);
}

// `answer` is NULL when the connection ended first.
static void finish(struct connection *connection, const struct answer *answer, double at) {
    connection->busy = false;
    in_flight--;
    if (connection->intended < measure_from || (!is_open_loop() && at > stop_at)) return;
    bool is_good = answer && ((answer->status >= 200 && answer->status < 300) || answer->status == 304);
    if (is_good)
        good++;
    else
        report_error(answer ? "refused with" : "the connection ended", answer);
    times_add(&times, at - connection->intended);
}

static void reopen(struct connection *connection) {
    if (connection->busy) finish(connection, NULL, now());
    connection_close(connection, epoll);
    connection_open(connection, &target, epoll);
}

// Goes on with a connection as far as it can now.
static void go_on(struct connection *connection) {
    while (true) {
        if (!connection->busy) {
            double at = now();
            if (!may_issue(at)) return;
            issue(connection, at);
        }
        if (!connection_send(connection)) return reopen(connection);
        bool open = connection_receive(connection);
        struct answer answer = answer_parse(connection);
        if (answer.status < 0) die("the answer is no HTTP");
        if (answer.status == 0) {
            if (!open) reopen(connection);
            return;
        }
        finish(connection, &answer, now());
        answer_consume(connection, &answer);
        if (!open || answer.closes) reopen(connection);
    }
}

static void set_timer(int timer, double at) {
    struct itimerspec time = {.it_value = {(time_t)at, (long)((at - (double)(time_t)at) * 1e9)}};
    timerfd_settime(timer, TFD_TIMER_ABSTIME, &time, NULL);
}

static void run(struct connection *connections, int count) {
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    struct epoll_event timer_event = {.events = EPOLLIN, .data.ptr = NULL}, events[256];
    epoll_ctl(epoll, EPOLL_CTL_ADD, timer, &timer_event);
    int next = 0;
    while (true) {
        double at = now();
        bool all_issued = is_open_loop() ? due(issued) >= stop_at : at >= stop_at;
        if (all_issued && (in_flight == 0 || at > stop_at + patience)) break;

        // Requests that are due go to idle connections, in turn; a closed loop starts all of them here.
        for (int tried = 0; tried < count && may_issue(now()); tried++, next = (next + 1) % count)
            if (!connections[next].busy) go_on(&connections[next]);

        set_timer(timer, is_open_loop() && due(issued) > now() && !all_issued ? due(issued) : now() + 0.05);
        int ready = epoll_wait(epoll, events, 256, -1);
        if (ready < 0 && errno != EINTR) die("epoll fails");
        for (int i = 0; i < ready; i++) {
            struct connection *connection = events[i].data.ptr;
            if (connection)
                go_on(connection);
            else {
                uint64_t ticks;
                if (read(timer, &ticks, sizeof ticks) < 0) continue;
            }
        }
    }
    if (in_flight) {
        for (int i = 0; i < count; i++)
            if (connections[i].busy) finish(&connections[i], NULL, stop_at);
    }
    // Requests that were due and never got a connection.
    if (is_open_loop())
        for (; due(issued) < stop_at; issued++) report_error("never sent", NULL);
}

int main(int argc, char **argv) {
    static const struct option options[] = {
        {"seconds", 1, 0, 's'}, {"connections", 1, 0, 'c'}, {"warmup", 1, 0, 'w'}, {"rate", 1, 0, 'r'},
        {"token", 1, 0, 't'},   {"paths", 1, 0, 'p'},       {"post", 1, 0, 'P'},   {"bodies", 1, 0, 'b'}, {0}};
    int count = 64, option;
    const char *file = NULL;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) switch (option) {
            case 's': seconds = atof(optarg); break;
            case 'c': count = atoi(optarg); break;
            case 'w': warmup = atof(optarg); break;
            case 'r': rate = atof(optarg); break;
            case 't': token = optarg; break;
            case 'P': post_path = optarg; break;
            case 'p':
            case 'b': file = optarg; break;
            default: return 2;
        }
    if (optind != argc - 1 || !file || count < 1 || seconds <= 0) {
        fprintf(stderr, "usage: load URL --seconds S [--connections N] [--warmup S] [--rate R] [--token TOKEN]\n"
                        "            (--paths FILE | --post PATH --bodies FILE)\n");
        return 2;
    }
    parse_url(argv[optind], &target);
    lines = read_lines(file);
    epoll = epoll_create1(0);
    struct connection *connections = calloc((size_t)count, sizeof *connections);
    for (int i = 0; i < count; i++) connection_open(&connections[i], &target, epoll);

    start = now();
    measure_from = start + warmup;
    stop_at = measure_from + seconds;
    run(connections, count);

    printf("{\"requests\":%ld,\"errors\":%ld,\"seconds\":%.3f,\"rate\":%.1f,", good + errors, errors, seconds,
           (double)good / seconds);
    times_print(&times);
    printf("}\n");
    return 0;
}
