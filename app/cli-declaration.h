/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli.h"
#include "core/declaration/declaration-lint.h"

G_BEGIN_DECLS

/* FIELD=VALUE of “--set”; the texts are borrowed by @out_settings (element-type RcDeclarationSetting) from @texts, which is changed. */
gboolean rc_cli_parse_settings (char        **texts,           /* (nullable) */
                                GArray       *out_settings,
                                GError      **error);
/* A member with all points, each an object. */
void     rc_cli_write_lints    (RcJsonWriter *writer,
                                const char   *name,
                                GPtrArray    *lints);
/* Those with this outcome, a line or two each. */
void     rc_cli_print_lints    (GPtrArray    *lints,
                                RcLintOutcome outcome);

G_END_DECLS
