/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/seal-work.h"
#include "core/seals/xml-references.h"

G_BEGIN_DECLS

/* Sets the seal's verdicts, reason and notes for who made one XML signature, as rc_key_search() does. @established: (nullable). */
void rc_xml_signers_judge (RcSealWork              *work,
                           RcSeal                  *seal,
                           const RcSource          *covered,
                           const RcSource          *carrier,
                           const RcXmlDocument     *document,
                           const RcXmlSignature    *signature,
                           const RcEstablishedTime *established);
/* The canonical form of @node with all that is in it; (transfer full) (nullable). */
GBytes *rc_xml_signers_canonical (const RcXmlDocument *document,
                           const xmlNode           *node,
                           const RcXmlForm         *form,
                           const char              *prefixes);

G_END_DECLS
