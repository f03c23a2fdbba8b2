/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/declaration/declaration-lint.h"

G_BEGIN_DECLS

/**
 * RcDeclarationReceived:
 * @from: "xml", "pdf", "keyed"
 * @sha256: (nullable): of the twin
 * @notes: (element-type utf8): how it came, in words of the reader
 * @lints: (nullable) (element-type RcLint): until it is checked
 * @formal: (nullable) (element-type RcLint)
 *
 * A declaration of conformity that came from somebody else: from its twin in XML, from a PDF that carries it, or keyed in beside the page. Pages are
 * never read; what can be held against them by digests is, and the rest is left to a person.
 */
typedef struct
{
  const char    *from;
  char          *sha256;
  RcDeclaration *declaration;
  GPtrArray     *notes;
  GPtrArray     *lints;
  GPtrArray     *formal;
} RcDeclarationReceived;

void                   rc_declaration_received_free  (RcDeclarationReceived *self);
/* @path: (nullable): nothing but what was keyed in. @settings: values that were keyed in, which win. (transfer full) (nullable) */
RcDeclarationReceived *rc_declaration_receive        (const char            *path,
                                                      const RcDeclarationSetting *settings,
                                                      guint                  n_settings,
                                                      GError               **error);
/* A file as it is read for that, so that what is made of it later is made of the same bytes; (transfer full) (nullable). */
GBytes                *rc_declaration_received_read  (const char            *path,
                                                      GError               **error);
/* @bytes: (nullable) (tainted): as rc_declaration_received_read() answers them, or JSON as rc_declaration_from_keyed() takes it. */
RcDeclarationReceived *rc_declaration_receive_bytes  (GBytes                *bytes,
                                                      const RcDeclarationSetting *settings,
                                                      guint                  n_settings,
                                                      GError               **error);
/* Looks for mistakes; @case_file: (nullable): it is held against what the case has. */
gboolean               rc_declaration_received_check (RcDeclarationReceived *self,
                                                      RcCase                *case_file,
                                                      gboolean               is_signed,
                                                      GError               **error);
guint                  rc_declaration_received_count (const RcDeclarationReceived *self,
                                                      RcLintOutcome          outcome);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDeclarationReceived, rc_declaration_received_free)

G_END_DECLS
