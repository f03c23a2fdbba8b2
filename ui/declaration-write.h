/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/declaration-sheet.h"
#include "ui/folio.h"

G_BEGIN_DECLS

/* What becomes of the form of a declaration: a draft to be looked at, a folder of files, or the reasons why it is not frozen. */

/* (transfer full) */
RcFolioSource *rc_declaration_write_preview (const RcDeclarationSheet *sheet);
/* In the languages of the sheet. What came of it is said in the session. */
void           rc_declaration_write         (RcSession                *session,
                                             const RcDeclarationSheet *sheet,
                                             const char               *folder,
                                             gboolean                  for_signature);
/* @obstacles: (element-type utf8) */
void           rc_declaration_write_refuse  (GtkWindow                *parent,
                                             GPtrArray                *obstacles);

G_END_DECLS
