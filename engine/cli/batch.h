// SPDX-License-Identifier: MIT
// Many clients: attune rank --clients.
#ifndef ATTUNE_CLI_BATCH_H
#define ATTUNE_CLI_BATCH_H

#include "cli/cli.h"

enum { MOST_SHARDS = 100000 };

int batch_command(cli *c); // its exit status

#endif
