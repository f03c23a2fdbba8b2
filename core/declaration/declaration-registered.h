/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/declaration/declaration.h"
#include "core/registers/paper.h"

G_BEGIN_DECLS

/* The class of evidence that declarations of conformity are registered as. */
#define RC_DECLARATION_EVIDENCE "E19"

/**
 * RcDeclarationRegistered:
 * @source: its exhibit
 * @sha256: of its bytes, in hex
 * @declaration: (nullable): what it says; %NULL: it is for people to read
 * @refusal: (nullable): it is XML that is refused, and why; the rest of a sentence on the file, safe to show
 *
 * A document of the register that is a declaration of conformity by what people say of it.
 */
typedef struct
{
  gint64         source;
  char          *sha256;
  RcDeclaration *declaration;
  char          *refusal;
} RcDeclarationRegistered;

void       rc_declaration_registered_free (RcDeclarationRegistered *self);
/* The sound ones among @papers (element-type RcPaper), in their order; (element-type RcDeclarationRegistered) (transfer full). */
GPtrArray *rc_declaration_registered_list (RcCase                  *case_file,
                                           RcRecordReader          *reader,
                                           GPtrArray               *papers,
                                           GError                 **error);

G_END_DECLS
