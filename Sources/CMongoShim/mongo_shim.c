#include "mongo_shim.h"
