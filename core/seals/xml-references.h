/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/source-digests.h"
#include "core/seals/xml-signature-file.h"

G_BEGIN_DECLS

/**
 * RcXmlReferences:
 * @files: of RcSource: what was received of what is signed; the carrier itself where content of it is
 * @verdicts: of RcVerdict: of each of them
 * @n_own: references into the document itself
 * @n_checked: references whose digest was compared, whatever came out
 * @own: the worst of the references into the document itself
 * @worst: of all references
 * @reason: (nullable): of @worst
 * @n_absent: files that were not received
 * @n_uncovered: parts of the document with a content of their own that no reference takes
 *
 * What came out of following the references of one XML signature.
 */
typedef struct
{
  GPtrArray  *files;
  GArray     *verdicts;
  guint       n_own;
  guint       n_checked;
  RcVerdict   own;
  RcVerdict   worst;
  const char *reason;
  guint       n_absent;
  guint       n_uncovered;
} RcXmlReferences;

/* Follows every reference, tells what does not fit, and nothing else. NULL: the case could not be read. */
RcXmlReferences *rc_xml_references_check (RcSealWork           *work,
                                          RcSourceDigests      *digests,
                                          const RcSource       *carrier,
                                          const RcXmlDocument  *document,
                                          const RcXmlSignature *signature,
                                          GError              **error);
void             rc_xml_references_free  (RcXmlReferences      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcXmlReferences, rc_xml_references_free)

G_END_DECLS
