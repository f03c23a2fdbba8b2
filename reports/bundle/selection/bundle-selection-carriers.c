/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/selection/bundle-selection-parts.h"

#include <string.h>

#include "core/bounds.h"

/* A list, signature or head that goes out whole has at most so many bytes and records; of a longer one go the lines about what is disclosed. */
#define RC_LIMIT_BUNDLE_CARRIER_BYTES   (256u << 10)
#define RC_LIMIT_BUNDLE_CARRIER_RECORDS 1024u
/* Of one seal, over one record, the nearest first. */
#define RC_LIMIT_BUNDLE_CARRIERS        16u

static gboolean
covers_source (const RcJudgement *judgement,
               const RcSeal      *seal,
               gint64             source)
{
  for (guint i = 0; i < judgement->covers->len; i++)
    {
      const RcSealCover *cover = &g_array_index (judgement->covers, RcSealCover, i);

      if (cover->seal == seal->id && cover->source == source)
        return TRUE;
    }
  return FALSE;
}

static int
compare_carriers (gconstpointer a,
                  gconstpointer b)
{
  const RcSealCarrier *left = a;
  const RcSealCarrier *right = b;

  if (left->up_to_source != right->up_to_source)
    return left->up_to_source < right->up_to_source ? -1 : 1;
  if (left->up_to_record != right->up_to_record)
    return left->up_to_record < right->up_to_record ? -1 : 1;
  return left->source < right->source ? -1 : left->source > right->source;
}

/* Those carriers of @seal that speak of the record, the nearest first; where another seal stands over it, of these the nearest that it covers. */
static GArray *
list_carriers (const RcBundleSelection *self,
               const RcCoveragePath    *path,
               guint                    link,
               guint64                  record)
{
  const RcSeal *seal = g_array_index (path->links, RcCoverageLink, link).seal;
  const RcSeal *over = link + 1 < path->links->len ? g_array_index (path->links, RcCoverageLink, link + 1).seal : NULL;
  g_autoptr (GArray) reaching = g_array_new (FALSE, FALSE, sizeof (RcSealCarrier));
  g_autoptr (GArray) carriers = g_array_new (FALSE, FALSE, sizeof (RcSealCarrier));

  for (guint i = 0; i < seal->carriers->len; i++)
    {
      const RcSealCarrier *carrier = &g_array_index (seal->carriers, RcSealCarrier, i);

      if (link > 0 || rc_seal_carrier_reaches (seal, carrier, path->through, record))
        g_array_append_vals (reaching, carrier, 1);
    }
  g_array_sort (reaching, compare_carriers);

  for (guint i = 0; i < reaching->len && carriers->len < RC_LIMIT_BUNDLE_CARRIERS; i++)
    {
      const RcSealCarrier *carrier = &g_array_index (reaching, RcSealCarrier, i);

      if (over != NULL && !covers_source (self->judgement, over, carrier->source))
        continue;
      g_array_append_vals (carriers, carrier, 1);
      if (over != NULL || carrier->up_to_source != 0)
        break;
    }
  return g_steal_pointer (&carriers);
}

/* Whether a line of a list is about something that is disclosed: it has the digest of such a source. */
static gboolean
is_about_disclosed (const RcBundleSelection *self,
                    GBytes                  *line)
{
  GHashTableIter parts;
  gpointer value;
  gsize length;
  const char *text = g_bytes_get_data (line, &length);

  g_hash_table_iter_init (&parts, self->parts);
  while (g_hash_table_iter_next (&parts, NULL, &value))
    {
      const RcSource *source = ((RcBundlePart *) value)->source;
      g_autofree char *lower = rc_digest_dup_hex (&source->sha256);
      g_autofree char *upper = g_ascii_strup (lower, -1);

      if (memmem (text, length, lower, strlen (lower)) != NULL || memmem (text, length, upper, strlen (upper)) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Of a list that is too long, or that names others, the lines about what is disclosed. */
static gboolean
add_lines (RcBundleSelection  *self,
           const RcSource     *source,
           GError            **error)
{
  for (guint64 record = 1; record <= source->records; record++)
    {
      g_autoptr (GBytes) line = rc_record_reader_read (self->reader, source->id, record, NULL, error);
      gboolean is_other = FALSE;

      if (line == NULL)
        return FALSE;
      if (!is_about_disclosed (self, line))
        continue;
      if (!rc_bundle_others_find (self->others, g_bytes_get_data (line, NULL), g_bytes_get_size (line), &is_other, error))
        return FALSE;
      if (!is_other)
        rc_bundle_selection_add (self, source, record, RC_BUNDLE_WHY_PROTECTION);
    }
  return TRUE;
}

static gboolean
names_others (RcBundleSelection  *self,
              const RcSource     *source,
              gboolean           *out_others,
              GError            **error)
{
  *out_others = FALSE;
  for (guint64 record = 1; record <= source->records && !*out_others; record++)
    {
      g_autoptr (GBytes) bytes = rc_record_reader_read (self->reader, source->id, record, NULL, error);

      if (bytes == NULL ||
          !rc_bundle_others_find (self->others, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), out_others, error))
        return FALSE;
    }
  return TRUE;
}

/* A list, signature or head. One that holds events is a log: its records go out one by one, or not at all. */
static gboolean
add_carrier (RcBundleSelection  *self,
             gint64              id,
             GError            **error)
{
  const RcSource *source = g_hash_table_lookup (self->sources, &id);
  gboolean is_small, is_other = FALSE;

  if (source == NULL || source->records == 0 || !g_hash_table_add (self->carriers, (gpointer) &source->id) || source->event_rows > 0)
    return TRUE;

  is_small = source->size <= RC_LIMIT_BUNDLE_CARRIER_BYTES && source->records <= RC_LIMIT_BUNDLE_CARRIER_RECORDS;
  if (is_small && !names_others (self, source, &is_other, error))
    return FALSE;
  if (is_small && !is_other)
    {
      for (guint64 record = 1; record <= source->records; record++)
        rc_bundle_selection_add (self, source, record, RC_BUNDLE_WHY_PROTECTION);
      return TRUE;
    }

  rc_bundle_selection_keep (self, id, 0, is_other ? RC_BUNDLE_KEPT_OTHERS : RC_BUNDLE_KEPT_SIZE);
  return TRUE;
}

static gboolean
add_for_record (RcBundleSelection  *self,
                const RcSource     *source,
                guint64             record,
                GError            **error)
{
  g_autoptr (GPtrArray) paths = rc_coverage_list_paths (self->coverage, source, record);

  for (guint i = 0; i < paths->len; i++)
    {
      const RcCoveragePath *path = g_ptr_array_index (paths, i);

      for (guint link = 0; link < path->links->len; link++)
        {
          const RcSeal *seal = g_array_index (path->links, RcCoverageLink, link).seal;
          g_autoptr (GArray) carriers = list_carriers (self, path, link, record);

          g_hash_table_add (self->seals, (gpointer) &seal->id);
          for (guint k = 0; k < carriers->len; k++)
            if (!add_carrier (self, g_array_index (carriers, RcSealCarrier, k).source, error))
              return FALSE;
        }
    }
  return TRUE;
}

typedef struct
{
  const RcSource *source;
  guint64         record;
} Place;

static GArray *
list_places (const RcBundleSelection *self)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));
  GHashTableIter parts, records;
  gpointer value, key;

  g_hash_table_iter_init (&parts, self->parts);
  while (g_hash_table_iter_next (&parts, NULL, &value))
    {
      g_hash_table_iter_init (&records, ((RcBundlePart *) value)->why);
      while (g_hash_table_iter_next (&records, &key, NULL))
        {
          const Place place = { ((RcBundlePart *) value)->source, *(const guint64 *) key };

          g_array_append_val (places, place);
        }
    }
  return places;
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Place *left = a;
  const Place *right = b;

  if (left->source->id != right->source->id)
    return left->source->id < right->source->id ? -1 : 1;
  return left->record < right->record ? -1 : left->record > right->record;
}

/* Once all other sources are known: what is disclosed of long lists depends on them. */
static gboolean
add_long_lists (RcBundleSelection  *self,
                GError            **error)
{
  for (guint i = 0; i < self->kept->len; i++)
    {
      const RcBundleKept *kept = &g_array_index (self->kept, RcBundleKept, i);
      const RcSource *source = g_hash_table_lookup (self->sources, &kept->source);

      if (kept->record == 0 && source->framing == RC_FRAMING_LINES && source->size <= RC_LIMIT_SEAL_FILE_BYTES &&
          !add_lines (self, source, error))
        return FALSE;
    }
  return TRUE;
}

/* The paths to a record tell all that stand over it, up to the last: what vouches for a carrier is on the way. */
gboolean
rc_bundle_selection_add_carriers (RcBundleSelection  *self,
                                  GError            **error)
{
  g_autoptr (GArray) places = list_places (self);

  g_array_sort (places, compare_places);
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);

      if (!add_for_record (self, place->source, place->record, error))
        return FALSE;
    }
  return add_long_lists (self, error);
}
