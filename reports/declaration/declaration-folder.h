/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/declaration/declaration-lint.h"
#include "reports/declaration/declaration-document.h"

G_BEGIN_DECLS

/**
 * RcDeclarationOrder:
 * @system: the name
 * @languages: (array zero-terminated=1) (nullable): the first is the original, where the officer entered no other; none: the one that is stated of the
 *   system, else English
 * @state: DRAFT, or FOR_SIGNATURE
 * @is_signed: with a detached signature over the digest list, by the auditor's key, which must be unlocked
 * @by: (nullable): the auditor
 */
typedef struct
{
  const char         *system;
  const char * const *languages;
  RcIssuedState       state;
  gboolean            is_signed;
  const char         *by;
} RcDeclarationOrder;

/**
 * RcDeclarationFolder:
 * @declaration: what it says
 * @lints: (element-type RcLint): what speaks against it
 * @formal: (element-type RcLint)
 * @files: (element-type RcIssuedFile): kept as rc_issued_freeze() takes it
 * @bytes: (element-type GBytes), beside them
 * @issued: its number; 0: a draft, which is none
 *
 * The files of one declaration: "declaration-de.pdf" …, "annexes-de.pdf", "declaration.xml", and "SHA256SUMS", the digest list that a detached signature
 * ("SHA256SUMS.minisig") covers. The same state gives the same bytes.
 */
typedef struct
{
  RcDeclaration *declaration;
  GPtrArray     *lints;
  GPtrArray     *formal;
  GPtrArray     *files;
  GPtrArray     *bytes;
  gint64         issued;
} RcDeclarationFolder;

void                 rc_declaration_folder_free   (RcDeclarationFolder  *self);
/* What stands in the way of a signature; (element-type utf8), sentences of the reader; empty: nothing does. (transfer full) */
GPtrArray           *rc_declaration_folder_list_obstacles (const RcDeclarationFolder *self);
/* Draws all of it up. For signature it begins a document to be issued, and is refused while anything stands in the way; it is frozen by
 * rc_declaration_folder_freeze(), once the files are written. */
RcDeclarationFolder *rc_declaration_folder_make   (RcCase                    *case_file,
                                                   const RcDeclarationOrder  *order,
                                                   GError                   **error);
/* What it would say in the state in which the case is, and what speaks against that; no file is made. */
RcDeclarationFolder *rc_declaration_folder_examine (RcCase                   *case_file,
                                                   const RcDeclarationOrder  *order,
                                                   GError                   **error);
/* One document of a draft, to be looked at, in one of the 24 languages. (transfer full) (nullable) */
RcDocument          *rc_declaration_folder_preview (RcCase                   *case_file,
                                                   const RcDeclarationOrder  *order,
                                                   const char                *language,
                                                   GError                   **error);
/* Each file beside its name, synced, renamed; @folder is made where it is not there. Nothing is replaced unless @replace. */
gboolean             rc_declaration_folder_write  (const RcDeclarationFolder *self,
                                                   const char                *folder,
                                                   gboolean                   replace,
                                                   GError                   **error);
/* Of a draft nothing but an entry of the custody log, like any report; for signature the files are frozen, from the evidence state that they name. */
gboolean             rc_declaration_folder_freeze (const RcDeclarationFolder *self,
                                                   RcCase                    *case_file,
                                                   const RcDeclarationOrder  *order,
                                                   GError                   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDeclarationFolder, rc_declaration_folder_free)

G_END_DECLS
