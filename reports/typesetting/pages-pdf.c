/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/pages-private.h"

#include "core/words.h"

#include <string.h>

#include <cairo-pdf.h>

static cairo_status_t
collect_bytes (void                *closure,
               const unsigned char *data,
               unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* The root, without which cairo does not call the file tagged. */
static void
begin_document (RcPageFile *file,
                cairo_t    *cr)
{
  const RcElement element = { .tag = "Document" };

  cairo_tag_begin (cr, element.tag, NULL);
  rc_element_list_add (file->elements, &element);
}

/* An error of drawing silences everything that follows it and stays with @cr alone: it is asked after each page. */
static gboolean
write_pages (RcPages     *self,
             RcPageFile  *file,
             GError     **error)
{
  cairo_t *cr = cairo_create (file->surface);
  gboolean drawn = TRUE;

  begin_document (file, cr);
  for (guint i = 0; i < self->pages->len && drawn; i++)
    {
      file->number = i + 1;
      rc_pages_draw_one (self, i, cr, file);
      if (i + 1 == self->pages->len)
        cairo_tag_end (cr, "Document");
      cairo_show_page (cr);
      drawn = rc_pages_check (cairo_status (cr), i + 1, error);
    }
  cairo_destroy (cr);
  return drawn;
}

/* What cairo writes, and in @elements the elements of it. */
static GBytes *
draw_file (RcPages        *self,
           RcElementList  *elements,
           GError        **error)
{
  GByteArray *bytes = g_byte_array_new ();
  RcPageFile file = { .elements = elements };
  gboolean drawn;

  file.surface = cairo_pdf_surface_create_for_stream (collect_bytes, bytes, RC_PAGE_WIDTH, RC_PAGE_HEIGHT);
  cairo_pdf_surface_restrict_to_version (file.surface, CAIRO_PDF_VERSION_1_5);
  drawn = write_pages (self, &file, error);
  cairo_surface_finish (file.surface);
  drawn = drawn && rc_pages_check (cairo_surface_status (file.surface), self->pages->len, error);
  cairo_surface_destroy (file.surface);
  if (!drawn)
    g_clear_pointer (&bytes, g_byte_array_unref);
  return bytes != NULL ? g_byte_array_free_to_bytes (bytes) : NULL;
}

static char *
format_date (gint64 time_us)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (MAX (time_us, 0) / G_USEC_PER_SEC);

  return date != NULL ? g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("1970-01-01T00:00:00Z");
}

/* --- What the file carries --- */

static const char *
relation_name (RcAttachmentRelation relation)
{
  switch (relation)
    {
    case RC_ATTACHMENT_SOURCE:
      return "Source";
    case RC_ATTACHMENT_DATA:
      return "Data";
    case RC_ATTACHMENT_ALTERNATIVE:
      return "Alternative";
    case RC_ATTACHMENT_SUPPLEMENT:
    default:
      return "Supplement";
    }
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (((const RcArchivalAttachment *) a)->name, ((const RcArchivalAttachment *) b)->name);
}

/* The document's own record, and what it was given; by their names. @record: what stands in the file of that name. */
static GArray *
list_attachments (const RcDocument *document,
                  GBytes           *record)
{
  GArray *list = g_array_new (FALSE, TRUE, sizeof (RcArchivalAttachment));
  const RcArchivalAttachment own = { RC_PAGES_RECORD_NAME, "application/json", "Data", _("What this document says, as JSON"), record };

  g_array_append_val (list, own);
  for (guint i = 0; i < document->attachments->len; i++)
    {
      const RcAttachment *given = document->attachments->pdata[i];
      const RcArchivalAttachment attachment = { given->name, given->media_type, relation_name (given->relation), given->description,
                                                given->bytes };

      g_array_append_val (list, attachment);
    }
  g_array_sort (list, compare_names);
  return list;
}

static GBytes *
finish_file (RcPages          *self,
             GBytes           *drawn,
             RcElementList    *elements,
             RcArchivalTerms  *terms,
             gboolean          signature_field,
             GError          **error)
{
  char *json = rc_document_to_json (self->document);
  g_autoptr (GBytes) record = g_bytes_new_take (json, strlen (json));
  gboolean pushed = rc_words_push (self->document->head.language);
  g_autoptr (GArray) attachments = list_attachments (self->document, record);

  terms->signature_field = signature_field ? _("Signature") : NULL;
  if (pushed)
    rc_words_pop ();
  terms->attachments = (const RcArchivalAttachment *) attachments->data;
  terms->n_attachments = attachments->len;
  return rc_archival_finish (drawn, elements, terms, error);
}

/**
 * rc_pages_to_pdf_as:
 * @signature_field: whether it has an empty, invisible one
 *
 * Returns: (transfer full): an archival PDF, or %NULL where not all of it could be drawn, or it is not fit to be kept
 */
GBytes *
rc_pages_to_pdf_as (RcPages            *self,
                    RcArchivalProfile   profile,
                    gboolean            signature_field,
                    GError            **error)
{
  const RcDocumentHead *head = &self->document->head;
  g_autofree char *dated = format_date (head->dated_us);
  g_autoptr (RcElementList) elements = rc_element_list_new ();
  g_autoptr (GBytes) drawn = draw_file (self, elements, error);
  RcArchivalTerms terms = {
    .profile = profile,
    .title = head->title,
    .subject = head->subject,
    .author = head->letterhead != NULL ? head->letterhead[0] : NULL,
    .language = head->language,
    .n_pages = self->pages->len,
    .dated = dated,
  };

  return drawn != NULL ? finish_file (self, drawn, elements, &terms, signature_field, error) : NULL;
}

GBytes *
rc_pages_to_pdf (RcPages  *self,
                 GError  **error)
{
  return rc_pages_to_pdf_as (self, RC_ARCHIVAL_3A, FALSE, error);
}
