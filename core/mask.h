/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "digest.h"
#include "entity.h"
#include "event.h"

G_BEGIN_DECLS

/*
 * What stands in place of a personal value wherever the whole record is not revealed: four dots, and eight hexadecimal digits of a hash
 * that is keyed with 32 random bytes of the case. Who holds a document but not the case can test no guess with it.
 *
 * The field belongs to what is hashed: a value looks the same in the same field of every record and source of a case, and otherwise
 * in another field, so that a person concerned is not told to be the person who acted. Answers (output, proposal, final, original)
 * count as one field, since they are compared with each other. The same person under two spellings has two pseudonyms.
 *
 * Thirty-two bits are a help for the eye, and no proof that two persons are one: among a thousand persons two share a pseudonym
 * in one case of ten thousand, among a hundred thousand in two of three cases. Whoever must be sure looks the person up, or reveals the
 * records. The program itself never compares pseudonyms.
 *
 * The key is the setting "case.pseudonym-key". It is drawn when the case is made, and by the first opening for writing of a case that was
 * made before there were keys; a case without one that is only read shows the dots alone. It is no part of the evidence state: it answers
 * nothing, and two cases with the same evidence are in the same state. Documents of a case are the same bytes again because its key
 * stays; those of two cases with the same evidence differ in their pseudonyms only. It is never printed. A handover bundle of
 * the whole case has it, so that the same documents can be written again from there; one of chosen decisions never has. A test that
 * compares documents of two cases gives both the same key (RcCaseDescription.pseudonym_key).
 */

#define RC_MASK_DOTS "••••"
#define RC_MASK_KEY_SETTING "case.pseudonym-key"

/* Draws the case's key where it has none, within the caller's transaction. @wanted: (nullable): a key of RC_DIGEST_BYTES instead. */
gboolean rc_mask_make_key     (RcCase        *case_file,
                               const guint8  *wanted,
                               gboolean      *out_made,
                               GError       **error);
char    *rc_mask_value        (RcCase        *case_file,
                               RcField        field,
                               const char    *value);
/* The one way in which a field is shown. */
char    *rc_mask_field        (RcCase        *case_file,
                               RcField        field,
                               const char    *value,
                               gboolean      *out_masked);    /* (optional) */
/* What is shown of the name of a thing: a person's pseudonym as one who acts. (transfer full) */
char    *rc_mask_entity       (RcCase         *case_file,
                               const RcEntity *entity);
/* A fingerprint of @text that only this case can make; FALSE where the case has no key. */
gboolean rc_mask_fingerprint  (RcCase        *case_file,
                               const char    *purpose,
                               const char    *text,
                               RcDigest      *out_digest);

G_END_DECLS
