/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli.h"

G_BEGIN_DECLS

/* Time stamps over the custody log, (element-type RcCaseStamp): a member "stamps" of the object that is being written, lines for people, and the worst. */
void rc_cli_write_stamps     (RcJsonWriter *writer,
                              GPtrArray    *stamps);
void rc_cli_print_stamps     (GPtrArray    *stamps);
int  rc_cli_stamps_exit_code (GPtrArray    *stamps);

G_END_DECLS
