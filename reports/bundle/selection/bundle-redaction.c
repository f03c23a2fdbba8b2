/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/selection/bundle-redaction.h"

#include "core/seal-words.h"
#include "core/words.h"
#include "reports/bundle/selection/bundle-selection.h"

/* (nullable): the seal that judges the chosen decision's record by itself, and not its file. */
static const RcSeal *
find_scheme (const RcBundleWork *work)
{
  const RcLineage *lineage = work->lineages != NULL && work->lineages->len > 0 ? g_ptr_array_index (work->lineages, 0) : NULL;

  for (guint i = 0; lineage != NULL && i < work->judgement->covers->len; i++)
    {
      const RcSealCover *cover = &g_array_index (work->judgement->covers, RcSealCover, i);
      const RcSeal *seal = rc_judgement_find_seal (work->judgement, cover->seal);

      if (cover->source == lineage->event->source && cover->first_record <= lineage->event->record &&
          lineage->event->record <= cover->last_record && seal != NULL && g_strcmp0 (seal->kind, "digest-list") != 0)
        return seal;
    }
  return NULL;
}

/**
 * rc_bundle_redaction_check:
 *
 * No scheme that is read here lets a field of a record go honestly. A chain hashes the record with the field in it, and the links before and behind, which could
 * show that a hash made anew is not the old one, belong to other decisions and are withheld. Where a chain leaves a field out of its hash, it does not protect
 * it, and the rest is known only by the leaf over all bytes. Signed records (agent capsules, agent receipts, COSE statements, claims of a ledger) are signed
 * with the whole of what they say. So each is refused, and says why.
 */
gboolean
rc_bundle_redaction_check (const RcBundleWork  *work,
                           GError             **error)
{
  const char *pointer = work->terms != NULL && work->terms->redact != NULL ? work->terms->redact[0] : NULL;
  const RcSeal *scheme;

  if (pointer == NULL)
    return TRUE;
  if (work->selection == NULL)
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS,
                   _("A full bundle holds every source byte for byte: the field “%s” cannot be left out of it."), pointer);
      return FALSE;
    }
  if (pointer[0] != '/')
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS, _("“%s” is no JSON Pointer: one begins with “/”."), pointer);
      return FALSE;
    }

  scheme = find_scheme (work);
  if (scheme != NULL)
    g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS,
                 /* Translators: a JSON Pointer, and a kind of integrity protection, as "Chain of records". */
                 _("The field “%1$s” cannot be left out: what protects its record (%2$s) is over the record as a whole and has no way to put a digest in the "
                   "place of a field, so that nothing would show the rest to be unchanged."), pointer, rc_seal_words_kind (scheme));
  else
    g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS,
                 _("The field “%s” cannot be left out: its record is shown to be unchanged by its exact bytes alone, and its provider names no scheme by which a "
                   "part of it could go."), pointer);
  return FALSE;
}
