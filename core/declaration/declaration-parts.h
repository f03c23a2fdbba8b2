/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/declaration/declaration.h"
#include "core/systems/system.h"

G_BEGIN_DECLS

/* What the files of this folder have in common, and nobody else needs. */

/* declaration-field.c: whether a value of it may have several lines. */
gboolean rc_declaration_field_has_lines (RcDeclarationField field);
/* declaration-entry.c: what was entered for the declaration of @system, on top of what stands in @self: it then differs from that. */
gboolean rc_declaration_take_entries (RcDeclaration        *self,
                                      RcCase               *case_file,
                                      const char           *system,
                                      GError              **error);
/* declaration-fill-versions.c: the deployments of the system that run on the day of issue, else at the end of what is on record. */
gboolean rc_declaration_fill_versions (RcDeclaration       *self,
                                      RcCase               *case_file,
                                      RcRecordReader       *reader,
                                      const RcSystem       *system,
                                      GError              **error);

/* declaration-fill-number.c */
gboolean rc_declaration_fill_number  (RcDeclaration        *self,
                                      RcCase               *case_file,
                                      const char           *system,
                                      GError              **error);
/* declaration-fill.c: the last day of keeping it by the law, counted from @placed (nullable); (transfer full) (nullable). */
char    *rc_declaration_dup_retention_end (const char       *placed);

/* declaration.c: whether it says of a standard that it is harmonised: one that was received in its own words, an own one by what may be said. */
gboolean rc_declaration_claims_harmonised (const RcDeclaration *self,
                                      const RcDeclarationStandard *standard);

G_END_DECLS
