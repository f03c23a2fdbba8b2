/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/mapping-run.h"

#include <string.h>

#include "core/words.h"
#include "ui/act-words.h"
#include "ui/mapping-work.h"
#include "ui/parts.h"

struct _RcMappingRun
{
  GObject         parent_instance;
  RcMappingView  *view;        /* (nullable): gone */
  RcLogSample    *sample;      /* (nullable): not read yet */
  char           *text;        /* (nullable): of the mapping as it is now */
  gboolean        is_working;
  gboolean        wants_draft;
  gboolean        wants_preview;
  gboolean        has_events;
};

G_DEFINE_FINAL_TYPE (RcMappingRun, rc_mapping_run, G_TYPE_OBJECT)

static guint changed_signal;

gboolean
rc_mapping_run_is_working (RcMappingRun *self)
{
  return self->is_working;
}

const RcLogSample *
rc_mapping_run_peek_sample (RcMappingRun *self)
{
  return self->sample;
}

const char *
rc_mapping_run_peek_text (RcMappingRun *self)
{
  return self->is_working ? NULL : self->text;
}

gboolean
rc_mapping_run_has_events (RcMappingRun *self)
{
  return self->has_events;
}

static void
tell_trouble (RcMappingRun *self,
              const char   *format,
              const GError *error)
{
  g_autofree char *message = rc_act_words_of_error (error);
  g_autoptr (GString) words = g_string_new (format);

  g_string_replace (words, "%s", message, 1);
  rc_mapping_view_set_trouble (self->view, words->str);
}

static gboolean
has_events (const GPtrArray *previews)
{
  for (guint i = 0; i < previews->len; i++)
    if (((const RcMappingPreview *) g_ptr_array_index (previews, i))->events->len > 0)
      return TRUE;
  return FALSE;
}

/* --- Working on it: one thing at a time, the newest wish --- */

static void go_on (RcMappingRun *self);

static void
previewed (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RcMappingRun) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) previews = rc_mapping_work_preview_finish (result, &error);

  self->is_working = FALSE;
  if (self->view == NULL)
    return;
  if (previews == NULL)
    {
      g_clear_pointer (&self->text, g_free);
      rc_mapping_view_show_nothing (self->view);
      tell_trouble (self, _("The log cannot be read like this: %s"), error);
      go_on (self);
      return;
    }

  self->has_events = has_events (previews);
  rc_mapping_view_set_trouble (self->view, self->has_events ? NULL : _("None of the first records becomes an event like this."));
  rc_mapping_view_show (self->view, previews);
  go_on (self);
}

/* @draft: (transfer full) (nullable): the sample cannot be read as it was said */
static void
take_draft (RcMappingRun   *self,
            RcMappingDraft *draft)
{
  if (draft == NULL)
    {
      gsize length;
      const char *bytes = g_bytes_get_data (self->sample->bytes, &length);

      g_clear_pointer (&self->text, g_free);
      rc_mapping_view_show_raw (self->view, bytes, length);
    }
  rc_mapping_form_set_draft (rc_mapping_view_peek_form (self->view), draft);
  self->wants_preview = draft != NULL;
}

static void
proposed (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (RcMappingRun) self = user_data;
  g_autoptr (GError) error = NULL;
  RcMappingDraft *draft = rc_mapping_work_propose_finish (result, &error);

  self->is_working = FALSE;
  if (self->view == NULL)
    {
      rc_mapping_draft_free (draft);
      return;
    }
  rc_mapping_view_set_trouble (self->view, NULL);
  if (draft == NULL)
    tell_trouble (self, _("The log cannot be read like this: %s"), error);
  take_draft (self, draft);
  go_on (self);
}

static void
go_on (RcMappingRun *self)
{
  RcMappingForm *form = rc_mapping_view_peek_form (self->view);
  RcMappingHead *head = rc_mapping_form_peek_head (form);
  const RcMappingDraft *draft = rc_mapping_form_peek_draft (form);

  if (self->is_working || self->sample == NULL)
    return;
  if (self->wants_draft && g_strcmp0 (rc_mapping_head_peek_line (head), "") == 0)
    {
      self->wants_draft = FALSE;
      rc_mapping_view_set_trouble (self->view, _("Say what a line looks like: which parts it has, and in which order."));
      take_draft (self, NULL);
    }
  else if (self->wants_draft)
    {
      self->is_working = TRUE;
      self->wants_draft = FALSE;
      rc_mapping_work_propose_async (self->sample, rc_mapping_head_get_kind (head), rc_mapping_head_peek_line (head), proposed,
                                     g_object_ref (self));
    }
  else if (self->wants_preview && draft != NULL)
    {
      self->is_working = TRUE;
      self->wants_preview = FALSE;
      g_free (self->text);
      self->text = rc_mapping_draft_dup_text (draft);
      rc_mapping_work_preview_async (self->sample, self->text, previewed, g_object_ref (self));
    }
  g_signal_emit (self, changed_signal, 0);
}

static void
draft_changed (RcMappingRun *self)
{
  if (self->view == NULL)
    return;
  self->wants_preview = TRUE;
  go_on (self);
}

static void
draft_wanted (RcMappingRun *self)
{
  if (self->view == NULL)
    return;
  self->wants_draft = TRUE;
  go_on (self);
}

/* --- The sample --- */

/* The name of the file without its folders and its ending. */
static char *
dup_title (const char *name)
{
  const char *slash = strrchr (name, '/');
  const char *begin = slash != NULL ? slash + 1 : name;
  const char *dot = strrchr (begin, '.');
  g_autofree char *base = g_strndup (begin, dot != NULL && dot > begin ? (gsize) (dot - begin) : strlen (begin));

  return rc_parts_dup_name (base);
}

/* @sample: (transfer full) (nullable) */
static void
take_sample (RcMappingRun *self,
             RcLogSample  *sample,
             const GError *error)
{
  g_autofree char *title = sample != NULL ? dup_title (sample->name) : NULL;

  self->is_working = FALSE;
  self->sample = sample;
  if (self->view == NULL)
    return;
  if (sample == NULL)
    {
      tell_trouble (self, _("It could not be read: %s"), error);
      return;
    }
  rc_mapping_head_set_title (rc_mapping_form_peek_head (rc_mapping_view_peek_form (self->view)), title);
  draft_wanted (self);
}

static void
file_read (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RcMappingRun) self = user_data;
  g_autoptr (GError) error = NULL;
  RcLogSample *sample = rc_mapping_work_read_finish (result, &error);

  take_sample (self, sample, error);
}

static void
source_read (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (RcMappingRun) self = user_data;
  g_autoptr (GError) error = NULL;
  RcLogSample *sample = rc_mapping_work_show_source_finish (RC_SESSION (object), result, &error);

  take_sample (self, sample, error);
}

void
rc_mapping_run_read_file (RcMappingRun *self,
                          const char   *path)
{
  self->is_working = TRUE;
  rc_mapping_work_read_async (path, file_read, g_object_ref (self));
}

void
rc_mapping_run_show_source (RcMappingRun *self,
                            RcSession    *session,
                            gint64        source,
                            const char   *reason)
{
  self->is_working = TRUE;
  rc_mapping_work_show_source_async (session, source, reason, source_read, g_object_ref (self));
}

/* --- The object --- */

RcMappingRun *
rc_mapping_run_new (RcMappingView *view)
{
  RcMappingRun *self = g_object_new (RC_TYPE_MAPPING_RUN, NULL);

  self->view = view;
  g_signal_connect_object (rc_mapping_view_peek_form (view), "changed", G_CALLBACK (draft_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rc_mapping_view_peek_form (view), "ask-again", G_CALLBACK (draft_wanted), self, G_CONNECT_SWAPPED);
  return self;
}

void
rc_mapping_run_stop (RcMappingRun *self)
{
  self->view = NULL;
}

static void
rc_mapping_run_finalize (GObject *object)
{
  RcMappingRun *self = RC_MAPPING_RUN (object);

  g_clear_pointer (&self->sample, rc_log_sample_unref);
  g_free (self->text);
  G_OBJECT_CLASS (rc_mapping_run_parent_class)->finalize (object);
}

static void
rc_mapping_run_class_init (RcMappingRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rc_mapping_run_finalize;
  changed_signal = g_signal_new ("changed", RC_TYPE_MAPPING_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rc_mapping_run_init (RcMappingRun *self)
{
}
