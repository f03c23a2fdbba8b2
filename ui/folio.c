/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/folio.h"

#include <string.h>

#include "core/words.h"
#include "reports/report.h"
#include "ui/act-words.h"

/* --- Sources --- */

RcFolioSource *
rc_folio_source_new (const RcFolioSource *model)
{
  RcFolioSource *self = g_atomic_rc_box_new (RcFolioSource);

  *self = *model;
  self->kind = g_strdup (model->kind);
  self->title = g_strdup (model->title);
  self->handle = g_strdup (model->handle);
  self->reference = g_strdup (model->reference);
  self->languages = g_strdupv (model->languages);
  return self;
}

RcFolioSource *
rc_folio_source_ref (RcFolioSource *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
source_clear (gpointer data)
{
  RcFolioSource *self = data;

  g_free (self->kind);
  g_free (self->title);
  g_free (self->handle);
  g_free (self->reference);
  g_strfreev (self->languages);
  if (self->data_free != NULL)
    self->data_free (self->data);
}

void
rc_folio_source_unref (RcFolioSource *self)
{
  g_atomic_rc_box_release_full (self, source_clear);
}

void
rc_folio_free (RcFolio *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->pages, rc_pages_free);
  g_clear_pointer (&self->document, rc_document_free);
  g_clear_pointer (&self->source, rc_folio_source_unref);
  g_free (self->kind);
  g_free (self->language);
  g_free (self->reference);
  g_free (self->handle);
  g_free (self);
}

/**
 * rc_folio_dup_file_name:
 *
 * Returns: (transfer full): a name for the file, from what is harmless in the name of the decision
 */
char *
rc_folio_dup_file_name (const RcFolio *self)
{
  g_autofree char *handle = g_strdup (self->handle);
  const char *beginning = self->source != NULL ? self->source->title : rc_report_title (self->kind);

  for (char *p = handle; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-_.", *p) == NULL)
      *p = '-';
  return g_strdup_printf ("%s %.60s.pdf", beginning, handle);
}

const char *
rc_folio_default_language (void)
{
  const char * const *known = rc_words_list_languages ();
  const char * const *wanted = g_get_language_names ();

  for (guint i = 0; wanted[i] != NULL; i++)
    for (guint k = 0; known[k] != NULL; k++)
      if (strcmp (wanted[i], known[k]) == 0)
        return known[k];
  return "en";
}

/* --- Making --- */

typedef struct
{
  gint64         event;
  char          *kind;
  char          *language;
  char          *path;       /* (nullable): to be written */
  RcFolioSource *source;     /* (nullable) */
} Wish;

static Wish *
wish_new (gint64      event,
          const char *kind,
          const char *language,
          const char *path)
{
  Wish *self = g_new0 (Wish, 1);

  self->event = event;
  self->kind = g_strdup (kind);
  self->language = g_strdup (language);
  self->path = g_strdup (path);
  return self;
}

static Wish *
wish_new_of (RcFolioSource *source,
             const char    *language,
             const char    *path)
{
  Wish *self = wish_new (0, source->kind, language, path);

  self->source = rc_folio_source_ref (source);
  return self;
}

static void
wish_free (gpointer data)
{
  Wish *self = data;

  g_free (self->kind);
  g_free (self->language);
  g_free (self->path);
  g_clear_pointer (&self->source, rc_folio_source_unref);
  g_free (self);
}

/* How people call it: the business reference where the record has one. */
static char *
dup_handle (const RcEvent *event)
{
  const char *decision = rc_event_peek_field (event, RC_FIELD_DECISION);

  return decision != NULL ? g_strdup (decision) : rc_event_dup_reference (event);
}

/* What the document is about. */
static gboolean
find_subject (RcCase          *case_file,
              RcRecordReader  *reader,
              RcFolio         *paper,
              RcEvent        **out_event,
              GError         **error)
{
  g_autoptr (RcEvent) event = NULL;

  *out_event = NULL;
  if (paper->event == 0 || !rc_report_is_of_event (paper->kind))
    {
      paper->handle = rc_case_dup_setting (case_file, "case.title");
      if (paper->handle == NULL)
        paper->handle = g_strdup ("");
      return TRUE;
    }

  event = rc_event_load (case_file, paper->event, error);
  if (event == NULL || !rc_event_read_fields (event, case_file, reader, error))
    return FALSE;
  paper->reference = rc_event_dup_reference (event);
  paper->handle = dup_handle (event);
  *out_event = g_steal_pointer (&event);
  return TRUE;
}

static RcDocument *
build_numbered (RcCase      *case_file,
                const Wish  *wish,
                GError     **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, wish->event);

  return rc_report_build_numbered (case_file, wish->kind, number, wish->language, error);
}

static RcFolio *
make_document (RcCase          *case_file,
               RcRecordReader  *reader,
               const Wish      *wish,
               GError         **error)
{
  g_autoptr (RcFolio) paper = g_new0 (RcFolio, 1);
  RcEvent *event;

  paper->event = wish->event;
  paper->kind = g_strdup (wish->kind);
  paper->language = g_strdup (wish->language);
  if (wish->source != NULL)
    {
      paper->source = rc_folio_source_ref (wish->source);
      paper->handle = g_strdup (wish->source->handle);
      paper->reference = g_strdup (wish->source->reference);
      paper->document = wish->source->build (case_file, wish->source->data, wish->language, error);
      return paper->document != NULL ? g_steal_pointer (&paper) : NULL;
    }
  if (!find_subject (case_file, reader, paper, &event, error))
    return NULL;
  paper->document = wish->event != 0 && rc_report_takes_number (wish->kind)
                      ? build_numbered (case_file, wish, error) : rc_report_build (case_file, wish->kind, event, wish->language, error);
  return paper->document != NULL ? g_steal_pointer (&paper) : NULL;
}

static gpointer
make (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autoptr (RcFolio) paper = make_document (case_file, reader, data, error);

  if (paper == NULL)
    return NULL;
  paper->pages = rc_pages_new (paper->document, error);
  return paper->pages != NULL ? g_steal_pointer (&paper) : NULL;
}

void
rc_folio_make_async (RcSession           *session,
                     gint64               event,
                     const char          *kind,
                     const char          *language,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  rc_case_queue_run_async (rc_session_peek_reader (session), make, wish_new (event, kind, language, NULL), wish_free,
                           (GDestroyNotify) rc_folio_free, cancellable, callback, user_data);
}

void
rc_folio_make_of_async (RcSession           *session,
                        RcFolioSource       *source,
                        const char          *language,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  rc_case_queue_run_async (rc_session_peek_reader (session), make, wish_new_of (source, language, NULL), wish_free,
                           (GDestroyNotify) rc_folio_free, cancellable, callback, user_data);
}

/* --- The custody log --- */

typedef struct
{
  char     *kind;
  char     *reference;
  char     *language;
  char     *digest;
  gboolean  is_printed;
} Note;

static void
note_free (gpointer data)
{
  Note *self = data;

  g_free (self->kind);
  g_free (self->reference);
  g_free (self->language);
  g_free (self->digest);
  g_free (self);
}

static Note *
note_new (const RcFolio *paper,
          GBytes        *bytes)
{
  Note *self = g_new0 (Note, 1);
  RcDigest digest;
  gsize length;
  gconstpointer start = g_bytes_get_data (bytes, &length);

  rc_digest_compute (start, length, &digest);
  self->kind = g_strdup (paper->kind);
  self->reference = g_strdup (paper->reference);
  self->language = g_strdup (paper->language);
  self->digest = rc_digest_dup_hex (&digest);
  return self;
}

static gpointer
enter (RcCase          *case_file,
       RcRecordReader  *reader,
       gpointer         data,
       GCancellable    *cancellable,
       GError         **error)
{
  const Note *note = data;
  const RcReportEntry entry = {
    .kind = note->kind,
    .reference = note->reference,
    .language = note->language,
    .digest = note->digest,
    .is_printed = note->is_printed,
  };

  return rc_report_note (case_file, &entry, error) ? case_file : NULL;
}

/* --- Saving --- */

static gpointer
write_file (RcCase          *case_file,
            RcRecordReader  *reader,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  const Wish *wish = data;
  g_autoptr (RcFolio) paper = make_document (case_file, reader, wish, error);
  g_autoptr (GMappedFile) written = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (paper == NULL || !rc_document_write (paper->document, wish->path, TRUE, error))
    return NULL;
  written = g_mapped_file_new (wish->path, FALSE, error);
  if (written == NULL)
    return NULL;
  bytes = g_mapped_file_get_bytes (written);
  return note_new (paper, bytes);
}

typedef struct
{
  RcSession *session;
  char      *path;
} Saving;

static void
saved (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  g_autofree Saving *saving = user_data;
  g_autoptr (RcSession) session = saving->session;
  g_autofree char *path = saving->path;
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GError) error = NULL;
  Note *note = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  if (note == NULL)
    {
      g_autofree char *message = rc_act_words_of_error (error);

      rc_session_say (session, TRUE, _("The document was not written: %s"), message);
      return;
    }

  if (!rc_session_is_writable (session))
    {
      note_free (note);
      rc_session_say (session, FALSE, _("%s was written. It is not in the custody log, since the case is open for reading only."), shown);
      return;
    }
  rc_session_say (session, FALSE, _("%s was written, and is entered in the custody log."), shown);
  rc_session_act (session, enter, note, note_free);
}

static void
save (RcSession *session,
      Wish      *wish)         /* (transfer full) */
{
  Saving *saving = g_new0 (Saving, 1);

  saving->session = g_object_ref (session);
  saving->path = g_strdup (wish->path);
  rc_case_queue_run_async (rc_session_peek_reader (session), write_file, wish, wish_free, note_free, NULL, saved, saving);
}

void
rc_folio_save (RcSession  *session,
               gint64      event,
               const char *kind,
               const char *language,
               const char *path)
{
  save (session, wish_new (event, kind, language, path));
}

void
rc_folio_save_of (RcSession     *session,
                  RcFolioSource *source,
                  const char    *language,
                  const char    *path)
{
  save (session, wish_new_of (source, language, path));
}

void
rc_folio_note_print (RcSession *session,
                     RcFolio   *paper)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = NULL;
  Note *note;

  if (!rc_session_is_writable (session))
    {
      rc_session_say (session, FALSE, "%s", _("The print is not in the custody log, since the case is open for reading only."));
      return;
    }
  pdf = rc_pages_to_pdf (paper->pages, &error);
  if (pdf == NULL)
    {
      rc_session_say (session, TRUE, "%s", error->message);
      return;
    }
  note = note_new (paper, pdf);
  note->is_printed = TRUE;
  rc_session_act (session, enter, note, note_free);
}
