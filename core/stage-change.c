/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "snapshot.h"

#include <string.h>

#include "display-text.h"
#include "words.h"

#define MAX_SHOWN_BYTES 120u

/* When a version came into a stage or went out of it, as far as the snapshots around tell. */

void
rc_stage_change_free (RcStageChange *self)
{
  if (self == NULL)
    return;

  g_free (self->version);
  g_free (self->from);
  g_free (self->to);
  g_clear_pointer (&self->earlier, rc_claim_free);
  g_clear_pointer (&self->later, rc_claim_free);
  g_free (self);
}

void
rc_stage_state_free (RcStageState *self)
{
  if (self == NULL)
    return;

  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

/* --- Between two snapshots --- */

static const RcClaim *
find_stage (const RcSnapshot *snapshot,
            const char       *value)
{
  for (guint i = 0; i < snapshot->stages->len; i++)
    {
      const RcClaim *claim = g_ptr_array_index (snapshot->stages, i);

      if (claim->value != NULL && strcmp (claim->value, value) == 0)
        return claim;
    }
  return NULL;
}

/* (element-type RcClaim) (transfer container): the stages of @a that @b does not have. */
static GPtrArray *
list_others (const RcSnapshot *a,
             const RcSnapshot *b)
{
  GPtrArray *others = g_ptr_array_new ();

  for (guint i = 0; i < a->stages->len; i++)
    {
      RcClaim *claim = g_ptr_array_index (a->stages, i);

      if (claim->value != NULL && find_stage (b, claim->value) == NULL)
        g_ptr_array_add (others, claim);
    }
  return others;
}

/* The entry's own time of its last change lies not before the change: it narrows the end, and makes it sure. */
static void
add_change (GPtrArray        *changes,
            const RcSnapshot *earlier,
            const RcSnapshot *later,
            const RcClaim    *from,
            const RcClaim    *to)
{
  RcStageChange *change = g_new0 (RcStageChange, 1);
  gint64 own_us = to != NULL ? to->recorded_us : RC_TIME_NONE;

  change->version = g_strdup (later->entity->name);
  change->from = from != NULL ? g_strdup (from->value) : NULL;
  change->to = to != NULL ? g_strdup (to->value) : NULL;
  change->earlier = from != NULL ? rc_claim_copy (from) : NULL;
  change->later = to != NULL ? rc_claim_copy (to) : NULL;
  change->after_us = earlier->from_us;
  change->after_how = earlier->how;
  change->is_after_sure = strcmp (earlier->how, RC_AS_OF_FILE) != 0;
  change->before_us = later->to_us;
  change->before_how = later->how;
  change->is_before_sure = strcmp (later->how, RC_AS_OF_INSIDE) != 0;
  if (own_us != RC_TIME_NONE && own_us >= change->after_us && own_us <= change->before_us)
    {
      change->before_us = own_us;
      change->before_how = NULL;
      change->is_before_sure = TRUE;
    }
  g_ptr_array_add (changes, change);
}

static void
compare_snapshots (GPtrArray        *changes,
                   const RcSnapshot *earlier,
                   const RcSnapshot *later)
{
  g_autoptr (GPtrArray) gone = list_others (earlier, later);
  g_autoptr (GPtrArray) come = list_others (later, earlier);

  if (gone->len == 1 && come->len == 1)
    {
      add_change (changes, earlier, later, g_ptr_array_index (gone, 0), g_ptr_array_index (come, 0));
      return;
    }
  for (guint i = 0; i < gone->len; i++)
    add_change (changes, earlier, later, g_ptr_array_index (gone, i), NULL);
  for (guint i = 0; i < come->len; i++)
    add_change (changes, earlier, later, NULL, g_ptr_array_index (come, i));
}

GPtrArray *
rc_stage_change_list (RcCase      *case_file,
                      const char  *version,
                      GError     **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_stage_change_free);
  g_autoptr (GPtrArray) registries = rc_snapshot_list (case_file, version, error);

  if (registries == NULL)
    return NULL;

  for (guint i = 0; i < registries->len; i++)
    {
      GPtrArray *snapshots = g_ptr_array_index (registries, i);

      for (guint j = 1; j < snapshots->len; j++)
        compare_snapshots (changes, g_ptr_array_index (snapshots, j - 1), g_ptr_array_index (snapshots, j));
    }
  return g_steal_pointer (&changes);
}

static const char *
word_how (const char *how)
{
  if (how == NULL)
    return _("when the entry says it was changed last");
  if (strcmp (how, RC_AS_OF_AUDITOR) == 0)
    return _("as the auditor says of the snapshot");
  if (strcmp (how, RC_AS_OF_INSIDE) == 0)
    return _("the newest time in the snapshot");
  return _("the time of the snapshot’s file");
}

char *
rc_stage_change_dup_words (const RcStageChange *self)
{
  g_autofree char *version = rc_display_text (self->version, -1, MAX_SHOWN_BYTES);
  g_autofree char *from = rc_display_text (self->from != NULL ? self->from : _("no stage"), -1, MAX_SHOWN_BYTES);
  g_autofree char *to = rc_display_text (self->to != NULL ? self->to : _("no stage"), -1, MAX_SHOWN_BYTES);
  g_autofree char *after = rc_time_format_utc (self->after_us);
  g_autofree char *before = rc_time_format_utc (self->before_us);

  return g_strdup_printf (_("%1$s: %2$s → %3$s between %4$s (%5$s) and %6$s (%7$s)"), version, from, to, after,
                          word_how (self->after_how), before, word_how (self->before_how));
}

/* --- At an instant --- */

static char *
join_stages (const RcSnapshot *snapshot)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < snapshot->stages->len; i++)
    {
      const RcClaim *claim = g_ptr_array_index (snapshot->stages, i);

      if (claim->value != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", claim->value);
    }
  return g_string_free (text, FALSE);
}

/* The time that a copied file carries may be later than what it holds. */
static gboolean
is_later (const RcSnapshot  *snapshot,
          const RcTimestamp *instant)
{
  return strcmp (snapshot->how, RC_AS_OF_FILE) != 0 && instant->to_us <= snapshot->from_us;
}

static gboolean
is_unchanged_since (const RcClaim     *claim,
                    const RcTimestamp *instant)
{
  return claim->recorded_us != RC_TIME_NONE && claim->recorded_us <= instant->from_us;
}

/* Whether every stage that the snapshot names was last changed before the instant: then it held then, up to the snapshot. */
static gboolean
is_unchanged (const RcSnapshot  *snapshot,
              const RcTimestamp *instant)
{
  if (!is_later (snapshot, instant) || snapshot->stages->len == 0)
    return FALSE;

  for (guint i = 0; i < snapshot->stages->len; i++)
    {
      if (!is_unchanged_since (g_ptr_array_index (snapshot->stages, i), instant))
        return FALSE;
    }
  return TRUE;
}

gboolean
rc_stage_was_surely (GPtrArray         *snapshots,
                     const char        *stage,
                     const RcTimestamp *instant)
{
  for (guint i = 0; i < snapshots->len; i++)
    {
      const RcSnapshot *snapshot = g_ptr_array_index (snapshots, i);
      const RcClaim *claim = find_stage (snapshot, stage);

      if (claim != NULL && is_later (snapshot, instant) && is_unchanged_since (claim, instant))
        return TRUE;
    }
  return FALSE;
}

RcStageState *
rc_stage_state_at (GPtrArray         *snapshots,
                   const RcTimestamp *instant)
{
  g_autoptr (RcStageState) state = g_new0 (RcStageState, 1);
  const RcSnapshot *before = NULL;
  const RcSnapshot *after = NULL;

  for (guint i = 0; i < snapshots->len; i++)
    {
      const RcSnapshot *snapshot = g_ptr_array_index (snapshots, i);

      if (snapshot->to_us <= instant->from_us)
        before = snapshot;
      else if (after == NULL && snapshot->from_us >= instant->to_us)
        after = snapshot;
    }
  if (before == NULL && after == NULL)
    return NULL;

  state->before = before != NULL ? join_stages (before) : NULL;
  state->before_us = before != NULL ? before->to_us : RC_TIME_NONE;
  state->after = after != NULL ? join_stages (after) : NULL;
  state->after_us = after != NULL ? after->from_us : RC_TIME_NONE;
  if (after != NULL && is_unchanged (after, instant))
    state->certainty = RC_STAGE_UNCHANGED;
  else if (after == NULL)
    state->certainty = RC_STAGE_ONCE;
  else if (before == NULL)
    state->certainty = RC_STAGE_LATER;
  else
    state->certainty = strcmp (state->before, state->after) == 0 ? RC_STAGE_SAME : RC_STAGE_CHANGED;
  return g_steal_pointer (&state);
}

const char *
rc_stage_certainty_to_name (RcStageCertainty certainty)
{
  static const char * const names[] = { "unchanged", "same", "changed", "once", "later" };

  g_return_val_if_fail ((guint) certainty < G_N_ELEMENTS (names), NULL);

  return names[certainty];
}

char *
rc_stage_state_dup_words (const RcStageState *self)
{
  g_autofree char *before = rc_display_text (self->before != NULL ? self->before : "", -1, MAX_SHOWN_BYTES);
  g_autofree char *after = rc_display_text (self->after != NULL ? self->after : "", -1, MAX_SHOWN_BYTES);
  g_autofree char *before_time = self->before_us != RC_TIME_NONE ? rc_time_format_utc (self->before_us) : g_strdup ("");
  g_autofree char *after_time = self->after_us != RC_TIME_NONE ? rc_time_format_utc (self->after_us) : g_strdup ("");

  switch (self->certainty)
    {
    case RC_STAGE_UNCHANGED:
      return g_strdup_printf (_("%1$s: the snapshot of %2$s says that the entry was not changed since before"), after, after_time);
    case RC_STAGE_SAME:
      return g_strdup_printf (_("%1$s in the snapshots of %2$s and %3$s; a change and back between them would not show"), before,
                              before_time, after_time);
    case RC_STAGE_CHANGED:
      return g_strdup_printf (_("%1$s in the snapshot of %2$s, %3$s in that of %4$s: it changed some time between"), before, before_time,
                              after, after_time);
    case RC_STAGE_ONCE:
      return g_strdup_printf (_("%1$s in the last snapshot, of %2$s; what became of it later is not shown"), before, before_time);
    case RC_STAGE_LATER:
    default:
      return g_strdup_printf (_("%1$s in the first snapshot, of %2$s; what it was before is not shown"), after, after_time);
    }
}
