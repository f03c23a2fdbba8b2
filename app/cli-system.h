/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/cli.h"

#include "core/event-query.h"
#include "core/systems/system-counts.h"
#include "core/systems/system-filter.h"

G_BEGIN_DECLS

/* How a system as people state it is told by the verbs "system" and "list". */

/* One line, or one JSON object, that names it. @inferences: (nullable): how many belong to it. */
void     rc_cli_tell_system   (RcCli                *cli,
                               RcCase               *case_file,
                               const RcSystem       *system,
                               const guint64        *inferences);
/* All that is stated of it, and by whom. */
void     rc_cli_show_system   (RcCli                *cli,
                               RcCase               *case_file,
                               const RcSystem       *system,
                               const RcSystemFilter *filter,
                               guint64               inferences);
/* What belongs to no system, or to several. */
void     rc_cli_tell_unbound  (RcCli                *cli,
                               const RcSystemCounts *counts);
/* Where @query names a system: the one that is described so, with all that belongs to it. One that only records name stays in @query, known by that
 * name alone. @out_filter: (out) (transfer full) (nullable): what @query then refers to. */
gboolean rc_cli_restrict_to_system (RcCase           *case_file,
                                    RcEventQuery     *query,
                                    RcSystemFilter  **out_filter,
                                    GError          **error);
/* Opens a case for reading and, where @name is not NULL, the system that is described so. */
gboolean rc_cli_open_system   (const char           *path,
                               const char           *name,
                               RcCase              **out_case,
                               RcRecordReader      **out_reader,
                               RcSystem            **out_system,
                               GError              **error);

G_END_DECLS
