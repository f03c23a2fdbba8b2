/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/progress-relay.h"

#include "core/date-words.h"
#include "core/display-text.h"
#include "core/words.h"

#define MAX_NAME_BYTES 120

struct _RcProgressRelay
{
  gatomicrefcount      references;
  GMutex               mutex;         /* over what follows */
  RcProgressRelayFunc  func;          /* (nullable): NULL once stopped */
  gpointer             user_data;
  RcProgress           newest;        /* its name is @name */
  char                *name;
  double               fraction;        /* negative: it tells counts */
  gboolean             is_on_its_way;
};

/**
 * rc_progress_relay_new:
 * @func: called in the main thread with the newest counts
 *
 * Returns: (transfer full):
 */
RcProgressRelay *
rc_progress_relay_new (RcProgressRelayFunc func,
                       gpointer            user_data)
{
  RcProgressRelay *self = g_new0 (RcProgressRelay, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->mutex);
  self->func = func;
  self->user_data = user_data;
  self->fraction = -1;
  return self;
}

RcProgressRelay *
rc_progress_relay_ref (RcProgressRelay *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
rc_progress_relay_unref (RcProgressRelay *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_mutex_clear (&self->mutex);
  g_free (self->name);
  g_free (self);
}

void
rc_progress_relay_stop (RcProgressRelay *self)
{
  g_mutex_lock (&self->mutex);
  self->func = NULL;
  g_mutex_unlock (&self->mutex);
}

static char *
dup_sentence (const RcProgress *progress,
              const char       *name)
{
  g_autofree char *shown = rc_display_text (name != NULL ? name : "", -1, MAX_NAME_BYTES);
  g_autofree char *size = g_format_size (progress->bytes);
  g_autofree char *records = rc_count_words (progress->records);
  g_autofree char *events = rc_count_words (progress->events);
  g_autofree char *counts = NULL;

  /* Translators: %1$s is a size as "12.3 MB", %2$s and %3$s are numbers. */
  counts = g_strdup_printf (_("%1$s read, %2$s records, %3$s events"), size, records, events);
  return *shown != '\0' ? g_strdup_printf ("%s · %s", counts, shown) : g_steal_pointer (&counts);
}

static gboolean
deliver (gpointer data)
{
  RcProgressRelay *self = data;
  g_autofree char *sentence = NULL;
  RcProgressRelayFunc func;

  g_mutex_lock (&self->mutex);
  self->is_on_its_way = FALSE;
  func = self->func;
  if (func != NULL)
    sentence = self->fraction >= 0 ? g_strdup_printf (_("%.0f %%"), 100 * self->fraction) : dup_sentence (&self->newest, self->name);
  g_mutex_unlock (&self->mutex);

  if (func != NULL)
    func (sentence, self->user_data);
  return G_SOURCE_REMOVE;
}

/* With the mutex held; lets go of it. */
static void
send (RcProgressRelay *self)
{
  gboolean is_new = !self->is_on_its_way && self->func != NULL;

  self->is_on_its_way = self->is_on_its_way || is_new;
  g_mutex_unlock (&self->mutex);

  if (is_new)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, deliver, rc_progress_relay_ref (self), (GDestroyNotify) rc_progress_relay_unref);
}

void
rc_progress_relay_tell (const RcProgress *progress,
                        gpointer          relay)
{
  RcProgressRelay *self = relay;

  g_mutex_lock (&self->mutex);
  self->newest = *progress;
  self->newest.name = NULL;
  g_free (self->name);
  self->name = g_strdup (progress->name);
  self->fraction = -1;
  send (self);
}

void
rc_progress_relay_tell_part (double   fraction,
                             gpointer relay)
{
  RcProgressRelay *self = relay;

  g_mutex_lock (&self->mutex);
  self->fraction = CLAMP (fraction, 0, 1);
  send (self);
}
