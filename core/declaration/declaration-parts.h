/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/declaration/declaration.h"
#include "core/systems/system.h"

G_BEGIN_DECLS

/* What the files of this folder have in common, and nobody else needs. */

/* Members of what is entered. */
#define RC_DECLARATION_MEMBER_SYSTEM "system"
#define RC_DECLARATION_MEMBER_VALUES "values"
#define RC_DECLARATION_MEMBER_ACT "act"
#define RC_DECLARATION_MEMBER_STANDARD "standard"
#define RC_DECLARATION_MEMBER_TRANSLATION "translation"
#define RC_DECLARATION_MEMBER_WITHDRAWN "withdrawn"

/* declaration-field.c: one line of text that can stand in a declaration. */
gboolean rc_declaration_is_line      (const char           *text);
/* declaration-entry-read.c: what was entered for the declaration of @system, on top of what stands in @self: it then differs from that. */
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
/* declaration-fill-law.c: by which procedure conformity is assessed and how long it is kept, as far as the law says. */
void     rc_declaration_fill_route   (RcDeclaration        *self,
                                      const RcSystem       *system);
void     rc_declaration_fill_retention (RcDeclaration      *self);
/* The last day of keeping it by the law, counted from @placed (nullable); (transfer full) (nullable). */
char    *rc_declaration_dup_retention_end (const char       *placed);

/* declaration.c: whether it says of a standard that it is harmonised: one that was received in its own words, an own one by what may be said. */
gboolean rc_declaration_claims_harmonised (const RcDeclaration *self,
                                      const RcDeclarationStandard *standard);

G_END_DECLS
