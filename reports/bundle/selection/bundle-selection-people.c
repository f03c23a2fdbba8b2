/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/selection/bundle-selection-parts.h"

#include <string.h>

#include "core/json.h"

/* Acts that each lineage rests on, whoever it is about. What else is told of an act may be about anybody. */
static const char *const needed_acts[] = {
  "new", "migrate", "sign", "import", "remove", "controller", "trust add", "trust remove", "trust revoke", "trust import", "verify", NULL
};

/**
 * rc_bundle_selection_needs_act:
 * @act: of an entry of the custody log, with its @detail
 * @out_needed: (out): whether the entry goes out in full; else by its hashes alone, the head of the log too: what people enter is told in its entry
 */
gboolean
rc_bundle_selection_needs_act (RcBundleSelection  *self,
                               const char         *act,
                               const char         *detail,
                               gboolean           *out_needed,
                               GError            **error)
{
  *out_needed = g_strv_contains (needed_acts, act);
  return !*out_needed || rc_bundle_selection_may_say (self, detail, out_needed, error);
}

static gboolean
is_said (const RcBundleSelection *self,
         gint64                   entry)
{
  for (guint i = 0; i < self->lineages->len; i++)
    {
      const RcLineage *lineage = g_ptr_array_index (self->lineages, i);

      for (guint s = 0; s < lineage->slots->len; s++)
        {
          const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, s);

          for (guint a = 0; a < slot->answers->len; a++)
            {
              const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, a);

              for (guint k = 0; k < answer->sayings->len; k++)
                if (((const RcLineageSaying *) g_ptr_array_index (answer->sayings, k))->entry == entry)
                  return TRUE;
            }
        }
    }
  return FALSE;
}

/* A finding that was promoted from exceptions about what is disclosed, and from no others. */
static gboolean
is_about_disclosed (const RcBundleSelection *self,
                    const RcEntry           *entry)
{
  const RcJson *json = rc_entry_peek_json (entry);
  guint32 marks = rc_json_member (json, 0, "exceptions");

  if (marks == RC_JSON_NO_NODE || json->nodes[marks].type != RC_JSON_ARRAY || json->nodes[marks].count == 0)
    return FALSE;
  for (guint32 i = marks + 1; i < json->nodes[marks].next; i = json->nodes[i].next)
    {
      gint64 source, record;

      if (json->nodes[i].type != RC_JSON_OBJECT ||
          !rc_json_get_integer (json, rc_json_member (json, i, "source"), &source) ||
          !rc_json_get_integer (json, rc_json_member (json, i, "record"), &record) ||
          !rc_bundle_selection_has_record (self, source, (guint64) record))
        return FALSE;
    }
  return TRUE;
}

/**
 * rc_bundle_selection_needs_entry:
 * @entry: what somebody entered
 * @out_needed: (out): whether its body goes out: an answer of a chosen lineage rests on it, or it is a finding on a disclosed record, and it names nobody else
 */
gboolean
rc_bundle_selection_needs_entry (RcBundleSelection  *self,
                                 const RcEntry      *entry,
                                 gboolean           *out_needed,
                                 GError            **error)
{
  *out_needed = FALSE;
  if (entry->is_private)
    return TRUE;

  *out_needed = is_said (self, entry->id) ||
                (strcmp (entry->kind, RC_ENTRY_DOCUMENT) == 0 && entry->about != 0 && is_said (self, entry->about)) ||
                (strcmp (entry->kind, RC_ENTRY_FINDING) == 0 && is_about_disclosed (self, entry));
  return !*out_needed || rc_bundle_selection_may_say (self, entry->body, out_needed, error);
}
