/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/declaration/declaration-document.h"

G_BEGIN_DECLS

/* One file that was made: kept as rc_issued_freeze() takes it. */
typedef struct
{
  RcDeclaration *declaration;
  GPtrArray     *files;       /* (element-type RcIssuedFile) */
  GPtrArray     *bytes;       /* (element-type GBytes), beside them */
  gint64         issued;      /* its number */
} RcDeclarationFolder;

void                 rc_declaration_folder_free  (RcDeclarationFolder  *self);
/**
 * rc_declaration_folder_make:
 * @system: the name
 * @languages: (array zero-terminated=1): the first is the original
 * @state: DRAFT, or FOR_SIGNATURE, which freezes it; refused while a lint fails or something needed is missing
 *
 * Draws up the declaration: "declaration-de.pdf" …, "declaration.xml", and "SHA256SUMS", the digest list that a detached signature covers.
 */
RcDeclarationFolder *rc_declaration_folder_make  (RcCase               *case_file,
                                                  const char           *system,
                                                  const char * const   *languages,
                                                  RcIssuedState         state,
                                                  GError              **error);
/* Each file beside its name, synced, renamed; @folder is made where it is not there. Nothing is replaced unless @replace. */
gboolean             rc_declaration_folder_write (const RcDeclarationFolder *self,
                                                  const char           *folder,
                                                  gboolean              replace,
                                                  GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDeclarationFolder, rc_declaration_folder_free)

G_END_DECLS
