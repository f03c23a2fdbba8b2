/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli.h"
#include "core/registers/finding.h"

G_BEGIN_DECLS

/* Tells one finding in full, or all in short. @day: (nullable): by which one is overdue; %NULL: today. */
gboolean rc_cli_tell_finding (RcCli            *cli,
                              RcCase           *case_file,
                              const RcFinding  *finding,      /* (nullable): all of them */
                              const char       *day,
                              GError          **error);

G_END_DECLS
