/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/bagit-judge.h"

#include <string.h>

#include "core/seals/bagit-work.h"
#include "core/seals/cover.h"
#include "core/seals/listed-check.h"

RcBag *
rc_bag_new (const RcSource *place,
            char           *folder)
{
  RcBag *self = g_new0 (RcBag, 1);

  self->place = place;
  self->folder = folder;
  self->manifests = g_ptr_array_new_with_free_func (g_free);
  self->tag_manifests = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
rc_bag_free (RcBag *self)
{
  if (self == NULL)
    return;

  g_free (self->folder);
  g_ptr_array_unref (self->manifests);
  g_ptr_array_unref (self->tag_manifests);
  g_free (self);
}

static void
item_free (gpointer data)
{
  RcBagItem *self = data;

  g_free (self->path);
  g_ptr_array_unref (self->sources);
  g_free (self);
}

/* --- Whose word it is --- */

static RcVerdict
weigh (const RcSeal *over)
{
  return over != NULL ? rc_verdict_worst (over->signature, over->anchor) : RC_VERDICT_INVALID;
}

/* A signature over a manifest of tag files counts for the payload where all manifests of the payload are on it and fit. */
static gboolean
holds_manifests (const RcBagWork *self)
{
  for (guint i = 0; i < self->bag->manifests->len; i++)
    {
      const RcBagPart *part = g_ptr_array_index (self->bag->manifests, i);
      const RcBagItem *item = g_hash_table_lookup (self->items, part->source->name + strlen (self->bag->folder));

      if (item == NULL || item->verdict != RC_VERDICT_VALID || !item->is_strong)
        return FALSE;
    }
  return self->bag->manifests->len > 0;
}

static const RcSource *
find_best (const RcBagWork *self,
           const GPtrArray *parts,
           const RcSource  *best)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const RcBagPart *part = g_ptr_array_index (parts, i);
      const RcSeal *over = rc_seal_work_find_over (self->work, part->source->id);

      if (over != NULL && (best == NULL || weigh (over) > weigh (rc_seal_work_find_over (self->work, best->id))))
        best = part->source;
    }
  return best;
}

static void
take_signature (RcBagWork *self)
{
  const RcSource *of_tags = holds_manifests (self) ? find_best (self, self->bag->tag_manifests, NULL) : NULL;
  const RcSource *best = find_best (self, self->bag->manifests, of_tags);

  g_autofree char *reason = g_strdup (self->seal->reason);

  if (best != NULL)
    rc_listing_take_signature (self->work, best->id, self->seal);
  /* What was found wrong with the tag files already may be worse than what the signature is. */
  if (self->seal->integrity < rc_verdict_worst (self->seal->signature, self->seal->anchor))
    rc_seal_set_reason (self->seal, reason);
  self->tag_protection = best != NULL && best == of_tags ? rc_verdict_worst (self->seal->signature, self->seal->anchor)
                         : RC_VERDICT_UNANCHORED;
  if (best != NULL && best != of_tags)
    rc_seal_add_note (self->seal, "The signature stands over a manifest of the payload: it says nothing of the files beside it");
}

/* --- The items --- */

static char *
dup_folded (const char *path)
{
  g_autofree char *normal = g_utf8_normalize (path, -1, G_NORMALIZE_NFC);

  return normal != NULL ? g_utf8_casefold (normal, -1) : NULL;
}

/* Names that become one where capitals, or the ways to write an accent, make no difference: both are kept apart here. */
static void
find_twins (RcBagWork *self)
{
  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->order->len; i++)
    {
      RcBagItem *item = g_ptr_array_index (self->order, i);
      char *key = dup_folded (item->path);
      const RcBagItem *other = key != NULL ? g_hash_table_lookup (self->folded, key) : NULL;

      self->n_twins += other != NULL;
      if (key != NULL && (other == NULL || other->sources->len == 0))
        g_hash_table_replace (self->folded, key, item);
      else
        g_free (key);
    }
}

static void
miss_item (RcBagWork       *self,
           const RcBagItem *item)
{
  gboolean is_to_fetch = self->fetched != NULL && g_hash_table_contains (self->fetched, item->path);

  self->n_absent++;
  self->n_to_fetch += is_to_fetch;
  self->seal->completeness = rc_verdict_worst (self->seal->completeness, RC_VERDICT_INCOMPLETE);
  rc_bag_work_tell (self, RC_EXCEPTION_LISTED_ABSENT, self->bag->place, item->path, "nothing received",
                    is_to_fetch ? "The bag of “%s” names “%s”, which its receiver was to get elsewhere; it was not received, and nothing is fetched."
                    : "The bag of “%s” names “%s”, which was not received.", self->bag->place->name, item->path);
}

static void
hold_item (RcBagWork *self,
           RcBagItem *item)
{
  RcVerdict signature = item->is_tag ? self->tag_protection : rc_verdict_worst (self->seal->signature, self->seal->anchor);

  if (item->verdict == RC_VERDICT_VALID && !item->is_strong)
    item->verdict = RC_VERDICT_WEAK;
  rc_bag_work_worsen (self, item->verdict, item->verdict == RC_VERDICT_INVALID ? "digest" : item->verdict == RC_VERDICT_UNVERIFIABLE
                      ? "bytes-not-held" : item->verdict == RC_VERDICT_WEAK ? "algorithm" : NULL);
  self->seal->checked += item->verdict == RC_VERDICT_VALID || item->verdict == RC_VERDICT_WEAK;

  for (guint i = 0; i < item->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (item->sources, i);

      g_array_append_val (self->seal->sources, source->id);
      rc_cover_source (self->work->context, self->work->judgement, self->seal_id, source, rc_verdict_worst (item->verdict, signature));
      if (item->verdict == RC_VERDICT_VALID && signature == rc_verdict_worst (self->seal->signature, self->seal->anchor))
        rc_seal_work_stand_over (self->work, source->id, self->seal);
    }
}

/* Two names of one bag that only some file systems can tell apart, with one content: made where they could not, it holds the file once. */
static gboolean
judge_twin (RcBagWork        *self,
            const RcBagItem  *item,
            gboolean         *out_is_twin,
            GError          **error)
{
  g_autofree char *key = dup_folded (item->path);
  const RcBagItem *twin = key != NULL ? g_hash_table_lookup (self->folded, key) : NULL;
  g_autofree char *found = NULL;
  RcVerdict verdict = RC_VERDICT_INVALID;

  *out_is_twin = FALSE;
  if (twin == NULL || twin == item || twin->sources->len == 0)
    return TRUE;
  if (!rc_listed_check (self->work->context, &item->first, g_ptr_array_index (twin->sources, 0), &verdict, &found, error))
    return FALSE;

  *out_is_twin = verdict == RC_VERDICT_VALID || verdict == RC_VERDICT_WEAK;
  self->n_twins_alone += *out_is_twin;
  self->seal->checked += *out_is_twin;
  return TRUE;
}

static gboolean
judge_item (RcBagWork  *self,
            RcBagItem  *item,
            GError    **error)
{
  gboolean is_twin;

  self->seal->total++;
  if (item->sources->len > 0)
    {
      hold_item (self, item);
      return TRUE;
    }
  if (!judge_twin (self, item, &is_twin, error))
    return FALSE;
  if (!is_twin)
    miss_item (self, item);
  return TRUE;
}

/* --- The whole --- */

static void
judge_declaration (RcBagWork *self)
{
  const RcBag *bag = self->bag;
  const char *fault = bag->declaration.fault;

  if (fault == NULL && bag->manifests->len == 0)
    fault = "there is no manifest of its payload beside it";
  if (fault == NULL)
    return;

  rc_bag_work_worsen (self, RC_VERDICT_MALFORMED, "format");
  rc_bag_work_tell (self, RC_EXCEPTION_SEAL_MALFORMED, bag->place, "a bag by RFC 8493", fault,
                    "The folder of “%s” is no bag as it should be: %s.", bag->place->name, fault);
}

static void
add_notes (RcBagWork *self)
{
  const struct
  {
    guint       count;
    const char *text;
  } notes[] = {
    { self->n_absent, "files that a manifest names were not received" },
    { self->n_to_fetch, "of those the receiver was to get elsewhere (fetch.txt); nothing is ever fetched" },
    { self->n_unlisted, "files of the payload are not on all manifests that should name them" },
    { self->n_unlisted_tags, "files beside the payload are on no manifest: nothing says what they were" },
    { self->n_repeated, "entries repeat an earlier one" },
    { self->n_marked, "entries carry an asterisk, as programs of the md5sum kind write it" },
    { self->n_dotted, "entries begin with “./”" },
    { self->n_twins, "names differ from another one in capitals or in how an accent is written alone; both are kept apart" },
    { self->n_twins_alone, "of those were not received; the other name has the same content" },
    { self->n_system, "files are of the kind that an operating system leaves behind" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      if (notes[i].count > 0)
        rc_seal_add_note (self->seal, "%u %s", notes[i].count, notes[i].text);
    }
}

static void
begin (RcBagWork *self)
{
  const RcBag *bag = self->bag;
  gsize length = strlen (bag->folder);
  g_autofree char *name = length > 0 ? g_strndup (bag->folder, length - 1) : g_strdup (bag->place->name);

  self->seal = rc_seal_new ("bagit", name);
  self->seal->carrier = bag->place->id;
  self->seal->integrity = RC_VERDICT_VALID;
  self->seal->completeness = RC_VERDICT_VALID;
  self->seal->signature = RC_VERDICT_UNSIGNED;
  self->seal->anchor = RC_VERDICT_UNANCHORED;
  g_array_append_val (self->seal->sources, bag->place->id);
  self->seal_id = rc_judgement_add_seal (self->work->judgement, self->seal);
  self->items = g_hash_table_new (g_str_hash, g_str_equal);
  self->order = g_ptr_array_new_with_free_func (item_free);
}

/**
 * rc_bag_judge:
 *
 * Holds every file against every manifest that names it, and what lies there against the manifests. A bag carries no signature: one that
 * stands over its manifest of tag files counts for all of it (integrity.md section 5.18).
 *
 * Returns: %FALSE with @error where the case could not be read
 */
gboolean
rc_bag_judge (const RcBag  *self,
              RcSealWork   *work,
              GPtrArray    *by_name,
              GError      **error)
{
  RcBagWork bag = { .bag = self, .work = work, .tag_protection = RC_VERDICT_UNANCHORED };
  gboolean done;

  begin (&bag);
  done = rc_bag_work_read_fetch (&bag, error) && rc_bag_work_read (&bag, self->tag_manifests, TRUE, error);
  if (done)
    take_signature (&bag);
  done = done && rc_bag_work_read (&bag, self->manifests, FALSE, error);
  find_twins (&bag);
  for (guint i = 0; done && i < bag.order->len; i++)
    done = judge_item (&bag, g_ptr_array_index (bag.order, i), error);
  if (done)
    {
      rc_bag_work_look_around (&bag, by_name);
      judge_declaration (&bag);
      done = rc_bag_work_judge_oxum (&bag, error);
      add_notes (&bag);
    }
  g_hash_table_unref (bag.items);
  g_hash_table_unref (bag.folded);
  g_ptr_array_unref (bag.order);
  g_clear_pointer (&bag.fetched, g_hash_table_unref);
  return done;
}
