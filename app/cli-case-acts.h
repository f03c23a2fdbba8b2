/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli.h"

G_BEGIN_DECLS

/*
 * `recount-cli case CASE ACT`: what is done with a case as a whole. Each act is a verb of its own, named "case ACT": it reads its options by
 * rc_cli_parse (cli, "case ACT", …), which leaves CASE, ACT and what follows as arguments.
 */

const RcCliVerb *rc_cli_find_case_act (const char *name);      /* "case set"; (nullable) */

int rc_cli_case_set    (RcCli *cli, int argc, char **argv);
int rc_cli_case_show   (RcCli *cli, int argc, char **argv);
int rc_cli_case_backup (RcCli *cli, int argc, char **argv);
int rc_cli_case_protect (RcCli *cli, int argc, char **argv);
int rc_cli_case_compact (RcCli *cli, int argc, char **argv);
int rc_cli_case_dispose (RcCli *cli, int argc, char **argv);
int rc_cli_case_merge (RcCli *cli, int argc, char **argv);
int rc_cli_case_stamp (RcCli *cli, int argc, char **argv);

G_END_DECLS
