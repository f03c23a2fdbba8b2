/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-selective.h"

#include <string.h>

#include "core/words.h"
#include "reports/bundle/reading/bundle-compare.h"

/*
 * What a selective bundle says of itself: how much is in it and how much is not. Of what is not here nothing can be counted; but what is here can, and whoever
 * reads the numbers takes the difference for what is withheld.
 */

#define WITHHELD "data/withheld.json"

typedef struct
{
  RcBundleSelective *selective;
  const RcJson      *withheld;
  guint64            n_good;
} Counts;

typedef struct
{
  guint64 lines;
  guint64 told;         /* of a custody log: with their content */
} LineCount;

static void
compare_number (Counts        *self,
                const char    *object,
                const RcJson  *json,
                guint32        object_node,
                const char    *member,
                guint64        found)
{
  g_autofree char *name = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *here = NULL;
  gint64 stated;

  if (rc_json_get_integer (json, rc_json_member (json, object_node, member), &stated) && stated >= 0 && (guint64) stated == found)
    {
      self->n_good++;
      return;
    }
  name = g_strdup_printf ("%s, %s", object, member);
  expected = rc_json_is (json, rc_json_member (json, object_node, member), RC_JSON_NUMBER) ? g_strdup_printf ("%" G_GINT64_FORMAT, stated)
                                                                                           : g_strdup (N_("no number"));
  here = g_strdup_printf ("%" G_GUINT64_FORMAT, found);
  self->selective->work->opening->n_differing++;
  rc_bundle_check_add (self->selective->work, name, RC_VERDICT_INVALID, "count", expected, here,
                       _("The bundle counts something else than what is in it: what it says is withheld is not all, or not right."));
}

/* "disclosed", "total" and "withheld" of one kind. */
static void
compare_disclosed (Counts      *self,
                   guint32      parent,
                   const char  *name,
                   guint64      disclosed)
{
  guint32 node = rc_json_member (self->withheld, parent, name);
  g_autofree char *object = g_strdup_printf (WITHHELD ", %s", name);
  gint64 total;

  compare_number (self, object, self->withheld, node, "disclosed", disclosed);
  if (rc_json_get_integer (self->withheld, rc_json_member (self->withheld, node, "total"), &total) && total >= 0 && (guint64) total >= disclosed)
    compare_number (self, object, self->withheld, node, "withheld", (guint64) total - disclosed);
  else
    compare_number (self, object, self->withheld, node, "total", disclosed);
}

/* --- Records, source by source --- */

static gboolean
is_published (const RcBundleSelectiveSource *source)
{
  return !source->is_removed;
}

static void
compare_source (Counts                         *self,
                const RcBundleSelectiveSource  *source,
                guint32                         item)
{
  static const char *const states[] = { N_("withheld"), N_("excerpt"), N_("whole") };
  const RcJson *json = self->withheld;
  guint32 records = rc_json_member (json, item, "records");
  g_autofree char *object = g_strdup_printf (WITHHELD ", source %" G_GINT64_FORMAT, source->source->id);
  g_autofree char *state = rc_json_dup_string (json, rc_json_member (json, item, "state"));
  guint64 total = source->source->records, here = source->records->len;
  gboolean is_known = state != NULL && (strcmp (state, states[0]) == 0 || strcmp (state, states[1]) == 0 || strcmp (state, states[2]) == 0);

  compare_number (self, object, json, records, "total", total);
  compare_number (self, object, json, records, "disclosed", here);
  compare_number (self, object, json, records, "withheld", total - here);
  if (is_known && (here == 0 || strcmp (state, states[0]) != 0) && (strcmp (state, states[2]) != 0 || here == total)
      && (here < total || total == 0 || strcmp (state, states[1]) != 0))
    return;
  self->selective->work->opening->n_differing++;
  rc_bundle_check_add (self->selective->work, object, RC_VERDICT_INVALID, "count", state, here == 0 ? states[0] : here < total ? states[1] : states[2],
                       _("The bundle says that another part of a source is in it than is."));
}

static guint32
find_source (const Counts *self,
             guint32       array,
             gint64        number)
{
  const RcJson *json = self->withheld;
  gint64 found;

  for (guint32 item = array + 1; item < json->nodes[array].next; item = json->nodes[item].next)
    if (rc_json_get_integer (json, rc_json_member (json, item, "source"), &found) && found == number)
      return item;
  return RC_JSON_NO_NODE;
}

static void
compare_sources (Counts  *self,
                 guint64 *out_records,
                 guint64 *out_sources)
{
  guint32 array = rc_json_member (self->withheld, 0, "sources");

  for (guint i = 0; i < self->selective->sources->len; i++)
    {
      const RcBundleSelectiveSource *source = self->selective->sources->pdata[i];
      guint32 item = rc_json_is (self->withheld, array, RC_JSON_ARRAY) ? find_source (self, array, source->source->id) : RC_JSON_NO_NODE;
      g_autofree char *object = g_strdup_printf (WITHHELD ", source %" G_GINT64_FORMAT, source->source->id);

      if (!is_published (source))
        continue;
      *out_records += rc_source_is_repeat (source->source) ? 0 : source->source->records;
      (*out_sources)++;
      if (item != RC_JSON_NO_NODE)
        {
          compare_source (self, source, item);
          continue;
        }
      self->selective->work->opening->n_differing++;
      rc_bundle_check_add (self->selective->work, object, RC_VERDICT_INVALID, "count", N_("how much of it is withheld"), N_("nothing"),
                           _("Of a source the bundle does not say how much of it is withheld."));
    }
  if (rc_json_is (self->withheld, array, RC_JSON_ARRAY) && self->withheld->nodes[array].count != *out_sources)
    {
      g_autofree char *expected = g_strdup_printf ("%u", self->withheld->nodes[array].count);
      g_autofree char *found = g_strdup_printf ("%" G_GUINT64_FORMAT, *out_sources);

      self->selective->work->opening->n_differing++;
      rc_bundle_check_add (self->selective->work, WITHHELD ", sources", RC_VERDICT_INVALID, "count", expected, found,
                           _("The bundle counts other sources as withheld than those that it tells of."));
    }
}

/* --- Lines, seals, exceptions --- */

static gboolean
count_line (RcBundleOpenWork  *work,
            const RcJson      *line,
            guint64            number,
            gpointer           user_data,
            GError           **error)
{
  LineCount *count = user_data;

  count->lines++;
  count->told += rc_json_is (line, rc_json_member (line, 0, "withheld"), RC_JSON_TRUE) ? 0 : 1;
  return TRUE;
}

static gboolean
compare_lines (Counts      *self,
               const char  *path,
               const char  *name,
               gboolean     are_acts,
               GError     **error)
{
  LineCount count = { 0 };

  if (!rc_bundle_check_lines (self->selective->work, path, count_line, &count, error))
    return FALSE;
  compare_disclosed (self, 0, name, are_acts ? count.told : count.lines);
  if (are_acts)
    compare_number (self, WITHHELD ", custody_details", self->withheld, rc_json_member (self->withheld, 0, name), "total", count.lines);
  return TRUE;
}

static void
compare_judged (Counts *self)
{
  g_autoptr (GBytes) bytes = NULL;
  g_auto (RcJson) json;

  rc_json_init (&json);
  if (!rc_bundle_check_read_json (self->selective->work, "data/verification.json", &json, &bytes))
    return;
  for (guint i = 0; i < 2; i++)
    {
      const char *name = i == 0 ? "seals" : "exceptions";
      guint32 array = rc_json_member (&json, 0, name);

      compare_disclosed (self, 0, name, rc_json_is (&json, array, RC_JSON_ARRAY) ? json.nodes[array].count : 0);
    }
}

static guint64
get_total (const Counts *self,
           const char   *name)
{
  gint64 total;

  return rc_json_get_integer (self->withheld, rc_json_member (self->withheld, rc_json_member (self->withheld, 0, name), "total"), &total) && total >= 0
    ? (guint64) total : 0;
}

/* --- What bundle.json counts --- */

static void
compare_info (Counts   *self,
              guint64   records,
              guint64   sources)
{
  const RcJson *info = &self->selective->work->info;
  guint32 counts = rc_json_member (info, 0, "counts");
  guint32 lineages = rc_json_member (info, 0, "lineages");
  guint64 disclosed = 0;

  for (guint i = 0; i < self->selective->sources->len; i++)
    disclosed += ((const RcBundleSelectiveSource *) self->selective->sources->pdata[i])->is_told ? 1 : 0;
  compare_number (self, "data/bundle.json", info, counts, "records", records);
  compare_number (self, "data/bundle.json", info, counts, "sources", sources);
  compare_number (self, "data/bundle.json", info, counts, "sources_disclosed", disclosed);
  compare_number (self, "data/bundle.json", info, counts, "lineages", rc_json_is (info, lineages, RC_JSON_ARRAY) ? info->nodes[lineages].count : 0);
  compare_number (self, "data/bundle.json", info, counts, "seals", get_total (self, "seals"));
  compare_number (self, "data/bundle.json", info, counts, "exceptions", get_total (self, "exceptions"));
}

/**
 * rc_bundle_selective_counts:
 *
 * Holds what the bundle counts against what is in it. Each number that differs is a check.
 *
 * Returns: %FALSE with @error where the system refused
 */
gboolean
rc_bundle_selective_counts (RcBundleSelective  *selective,
                            GError            **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_auto (RcJson) json;
  Counts self = { selective, &json, 0 };
  guint64 records = 0, sources = 0, all = 0;

  rc_json_init (&json);
  if (!rc_bundle_check_read_json (selective->work, WITHHELD, &json, &bytes))
    return TRUE;
  for (guint i = 0; i < selective->sources->len; i++)
    {
      const RcBundleSelectiveSource *source = selective->sources->pdata[i];

      all += is_published (source) ? source->source->records : 0;
    }
  compare_sources (&self, &records, &sources);
  compare_disclosed (&self, 0, "records", selective->n_records);
  compare_number (&self, WITHHELD ", records", &json, rc_json_member (&json, 0, "records"), "total", all);
  compare_judged (&self);
  compare_info (&self, records, sources);
  if (!compare_lines (&self, "data/claims.jsonl", "claims", FALSE, error) || !compare_lines (&self, "data/entries.jsonl", "entries", FALSE, error)
      || !compare_lines (&self, "data/custody.jsonl", "custody_details", TRUE, error))
    return FALSE;
  selective->work->opening->n_compared += self.n_good;
  if (self.n_good > 0)
    rc_bundle_check_good (selective->work, N_("counts"), self.n_good, _("So many numbers are what can be counted in the bundle."));
  return TRUE;
}
