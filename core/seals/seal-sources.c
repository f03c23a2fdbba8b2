/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/seal-sources.h"

#include "core/seals/digest-list-file.h"
#include "core/seals/head-statement.h"
#include "core/seals/mechanism.h"
#include "core/words.h"

static gboolean
is_complete (const RcSample *sample)
{
  return sample->size >= 0 && (guint64) sample->size == sample->head_length && sample->head_length > 0;
}

static int
recognise_digest_list (const RcImporter *self,
                       const RcSample   *sample)
{
  g_autoptr (RcDigestListFile) list = NULL;
  g_autofree char *base = g_path_get_basename (sample->name);

  if (!is_complete (sample))
    return 0;

  list = rc_digest_list_file_parse (sample->head, sample->head_length, base);
  return list != NULL && list->entries->len > 0 ? RC_MECHANISM_SURE : 0;
}

static int
recognise_head (const RcImporter *self,
                const RcSample   *sample)
{
  g_autoptr (GPtrArray) statements = NULL;

  if (!is_complete (sample))
    return 0;

  statements = rc_head_statement_parse (sample->head, sample->head_length);
  return statements != NULL && statements->len > 0 ? RC_MECHANISM_SURE : 0;
}

static const RcImporter importers[] = {
  {
    .id = "digest-list",
    .title = N_("List of digests (sha256sum and its sisters, manifests)"),
    .evidences = N_("That listed files are what they were when the list was made, if the list itself is vouched for; judged by verify."),
    .framing = RC_FRAMING_LINES,
    .recognise = recognise_digest_list,
  },
  {
    .id = "chain-head",
    .title = N_("Stated head of a hash chain"),
    .evidences = N_("Up to which record a log stood at a time, if the statement itself is vouched for; judged by verify."),
    .framing = RC_FRAMING_LINES,
    .recognise = recognise_head,
  },
};

/**
 * rc_seal_sources_register:
 *
 * Registers what recognises protecting sources; call once, after the importers of events.
 */
void
rc_seal_sources_register (void)
{
  rc_mechanisms_register ();
  for (gsize i = 0; i < G_N_ELEMENTS (importers); i++)
    rc_importer_register (&importers[i]);
}
