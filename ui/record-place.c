/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/record-place.h"

#include "ui/act-words.h"
#include "ui/parts.h"
#include "ui/record-view.h"

struct _RcRecordPlace
{
  GtkWidget     parent_instance;
  GtkWidget    *box;
  GCancellable *reading;      /* (nullable) */
};

G_DEFINE_FINAL_TYPE (RcRecordPlace, rc_record_place, GTK_TYPE_WIDGET)

/* --- Reading --- */

typedef struct
{
  gint64   source;
  guint64  record;
  guint64  offset;
  guint64  length;
  char    *locator;
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->locator);
  g_free (place);
}

static gpointer
read_record (RcCase          *case_file,
             RcRecordReader  *reader,
             gpointer         data,
             GCancellable    *cancellable,
             GError         **error)
{
  const Place *place = data;

  return rc_cited_record_load (case_file, reader, place->source, place->record, place->offset, place->length, place->locator, error);
}

typedef struct
{
  RcRecordPlace *widget;
  RcSession     *session;
  GCancellable  *cancellable;
} Reading;

static void
record_read (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (RcRecordPlace) self = reading->widget;
  g_autoptr (RcSession) session = reading->session;
  g_autoptr (GCancellable) cancellable = reading->cancellable;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCitedRecord) cited = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);
  g_autofree char *words = NULL;

  /* Another record was asked for meanwhile, or the page is gone. */
  if (self->reading != cancellable)
    return;

  g_clear_object (&self->reading);
  rc_parts_clear (self->box);
  if (cited != NULL)
    {
      gtk_box_append (GTK_BOX (self->box), rc_record_view_new (session, g_steal_pointer (&cited)));
      return;
    }
  words = rc_act_words_of_error (error);
  gtk_box_append (GTK_BOX (self->box), rc_parts_text (words, "rc-failed"));
}

static void
give_up (RcRecordPlace *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

void
rc_record_place_show (RcRecordPlace *self,
                      RcSession     *session,
                      gint64         source,
                      guint64        record,
                      guint64        offset,
                      guint64        length,
                      const char    *locator)
{
  RcCaseQueue *reader = rc_session_peek_reader (session);
  Reading *reading;
  Place *place;

  g_return_if_fail (RC_IS_RECORD_PLACE (self));

  rc_record_place_clear (self);
  if (reader == NULL)
    return;

  self->reading = g_cancellable_new ();
  reading = g_new0 (Reading, 1);
  *reading = (Reading) { g_object_ref (self), g_object_ref (session), g_object_ref (self->reading) };
  place = g_new0 (Place, 1);
  *place = (Place) { source, record, offset, length, g_strdup (locator) };
  rc_case_queue_run_async (reader, read_record, place, place_free, (GDestroyNotify) rc_cited_record_free, self->reading, record_read, reading);
}

void
rc_record_place_clear (RcRecordPlace *self)
{
  g_return_if_fail (RC_IS_RECORD_PLACE (self));

  give_up (self);
  rc_parts_clear (self->box);
}

gboolean
rc_record_place_is_settled (RcRecordPlace *self)
{
  return self->reading == NULL;
}

/* --- The widget --- */

static void
rc_record_place_dispose (GObject *object)
{
  RcRecordPlace *self = RC_RECORD_PLACE (object);

  give_up (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (rc_record_place_parent_class)->dispose (object);
}

static void
rc_record_place_class_init (RcRecordPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rc_record_place_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rc_record_place_init (RcRecordPlace *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
rc_record_place_new (void)
{
  return g_object_new (RC_TYPE_RECORD_PLACE, NULL);
}
