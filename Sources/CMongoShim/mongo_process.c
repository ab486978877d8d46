#define _GNU_SOURCE
#include "mongo_process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

void kin_name_thread(const char *name) { prctl(PR_SET_NAME, name); }

// Where the child writes why it could not become the program; the kernel closes it when it could.
enum { REPORT = 3 };

static void close_from(unsigned int first) {
#ifdef SYS_close_range
    if (syscall(SYS_close_range, first, ~0U, 0) == 0) {
        return;
    }
#endif
    struct rlimit limit;
    unsigned int end = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 65536 ? limit.rlim_cur : 65536;
    for (unsigned int file = first; file < end; file++) {
        close((int)file);
    }
}

static void default_signals(void) {
    for (int number = 1; number < NSIG; number++) {
        signal(number, SIG_DFL);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

// A database opens a file per collection and index; the soft limit of a shell is often 1024.
static void raise_file_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

// Between fork and exec only async-signal-safe calls are allowed: another thread may hold any lock.
static void become(const char *path, char *const arguments[], int output, int report, pid_t parent) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) {
        _exit(127);  // The parent died before the kernel knew that we follow it.
    }
    default_signals();
    raise_file_limit();
    int nothing = open("/dev/null", O_RDONLY);
    // The two files are moved out of the way first: either may be one of the numbers that are set next.
    int out = fcntl(output, F_DUPFD, 10);
    int tell = fcntl(report, F_DUPFD, 10);
    dup2(nothing, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    dup2(tell, REPORT);
    fcntl(REPORT, F_SETFD, FD_CLOEXEC);
    close_from(REPORT + 1);
    execv(path, arguments);
    int error = errno;
    ssize_t ignored = write(REPORT, &error, sizeof error);
    (void)ignored;
    _exit(127);
}

int32_t kin_spawn(const char *path, char *const arguments[], int output) {
    int report[2];
    if (pipe2(report, O_CLOEXEC) != 0) {
        return -errno;
    }
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0) {
        become(path, arguments, output, report[1], parent);
    }
    int failure = pid < 0 ? errno : 0;
    close(report[1]);
    if (pid > 0) {
        int error = 0;
        ssize_t size;
        do {
            size = read(report[0], &error, sizeof error);
        } while (size < 0 && errno == EINTR);
        if (size == sizeof error) {
            failure = error;
            waitpid(pid, NULL, 0);
        }
    }
    close(report[0]);
    return failure ? -failure : pid;
}

static bool ended(int32_t pid, int options) {
    siginfo_t info = {0};
    int result;
    do {
        result = waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT | options);
    } while (result < 0 && errno == EINTR);
    return result < 0 || info.si_pid == pid;
}

bool kin_has_ended(int32_t pid) { return ended(pid, WNOHANG); }

void kin_await_end(int32_t pid) { ended(pid, 0); }

int32_t kin_reap(int32_t pid) {
    int status = 0;
    pid_t result;
    do {
        result = waitpid(pid, &status, 0);
    } while (result < 0 && errno == EINTR);
    if (result < 0) {
        return 0;
    }
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}
