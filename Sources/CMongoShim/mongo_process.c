#define _GNU_SOURCE
#include "mongo_process.h"

#include <sys/prctl.h>

void kin_name_thread(const char *name) { prctl(PR_SET_NAME, name); }
