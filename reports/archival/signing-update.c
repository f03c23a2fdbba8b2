/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/archival/objects.h"
#include "reports/archival/signing-key.h"

#include "core/bounds.h"
#include "core/words.h"

#include <string.h>

/*
 * A signature is appended to the file as an update (ISO 32000-1, 7.5.6): the bytes that were frozen stay the first bytes of the signed file. The
 * update holds the signature, its field and whatever leads to the field, and a cross-reference stream as the file itself has one.
 */

/* Of the value of the signature: certificates that come along take most of it. */
#define ROOM 32768u

/* Digits of a number in the ranges. */
#define DIGITS 10

typedef struct
{
  RcQpdf     *pdf;
  GByteArray *out;
  GArray     *entries;      /* Entry */
  int         signature;    /* number of its object */
  gsize       ranges_at;    /* where the ranges stand */
  gsize       value_at;     /* where its value begins */
} Update;

typedef struct
{
  int   id;
  gsize offset;
} Entry;

static gboolean
refuse (GError     **error,
        const char  *words)
{
  g_set_error_literal (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_SIGNATURE, words);
  return FALSE;
}

static void
append (Update     *self,
        const char *words)
{
  g_byte_array_append (self->out, (const guint8 *) words, (guint) strlen (words));
}

static void
append_format (Update     *self,
               const char *format,
               ...) G_GNUC_PRINTF (2, 3);

static void
append_format (Update     *self,
               const char *format,
               ...)
{
  g_autofree char *words = NULL;
  va_list arguments;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  append (self, words);
}

static void
begin_object (Update *self,
              int     id)
{
  const Entry entry = { id, self->out->len };

  g_array_append_val (self->entries, entry);
  append_format (self, "%d 0 obj\n", id);
}

static void
append_object (Update  *self,
               qpdf_oh  object)
{
  begin_object (self, qpdf_oh_get_object_id (self->pdf, object));
  append_format (self, "%s\nendobj\n", qpdf_oh_unparse_resolved (self->pdf, object));
}

/* --- The field --- */

static gboolean
is_empty_field (RcQpdf  *pdf,
                qpdf_oh  field)
{
  return rc_objects_has_name (pdf, field, "/FT", "/Sig") && !qpdf_oh_has_key (pdf, field, "/V") && qpdf_oh_is_indirect (pdf, field);
}

/* The null object where all that there are hold something. */
static qpdf_oh
find_empty_field (RcQpdf  *pdf,
                  qpdf_oh  fields)
{
  for (int i = 0; qpdf_oh_is_array (pdf, fields) && i < qpdf_oh_get_array_n_items (pdf, fields); i++)
    {
      qpdf_oh field = qpdf_oh_get_array_item (pdf, fields, i);

      if (is_empty_field (pdf, field))
        return field;
    }
  return qpdf_oh_new_null (pdf);
}

static qpdf_oh
array_of (RcQpdf     *pdf,
          qpdf_oh     dictionary,
          const char *key)
{
  qpdf_oh array = qpdf_oh_get_key (pdf, dictionary, key), copy = qpdf_oh_new_array (pdf);

  for (int i = 0; qpdf_oh_is_array (pdf, array) && i < qpdf_oh_get_array_n_items (pdf, array); i++)
    rc_objects_append (pdf, copy, qpdf_oh_get_array_item (pdf, array, i));
  return copy;
}

static qpdf_oh
add_field (RcQpdf  *pdf,
           qpdf_oh  form)
{
  qpdf_oh page = qpdf_get_page_n (pdf, 0), fields = array_of (pdf, form, "/Fields"), annotations = array_of (pdf, page, "/Annots");
  g_autofree char *words = g_strdup_printf ("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature%d) /TU (Signature) /Rect [ 0 0 0 0 ] /F 132 >>",
                                            qpdf_oh_get_array_n_items (pdf, fields) + 1);
  qpdf_oh field = qpdf_oh_parse (pdf, words);

  qpdf_oh_replace_key (pdf, field, "/P", page);
  field = rc_objects_indirect (pdf, field);
  qpdf_oh_append_item (pdf, fields, field);
  qpdf_oh_append_item (pdf, annotations, field);
  rc_objects_put (pdf, form, "/Fields", fields);
  rc_objects_put (pdf, page, "/Annots", annotations);
  return field;
}

/* The catalog's form: an object of its own. */
static qpdf_oh
find_form (Update   *self,
           qpdf_oh   catalog,
           gboolean *out_is_new)
{
  qpdf_oh form = qpdf_oh_get_key (self->pdf, catalog, "/AcroForm");

  *out_is_new = !qpdf_oh_is_dictionary (self->pdf, form) || !qpdf_oh_is_indirect (self->pdf, form);
  if (!qpdf_oh_is_dictionary (self->pdf, form))
    form = qpdf_oh_new_dictionary (self->pdf);
  if (!qpdf_oh_is_indirect (self->pdf, form))
    {
      form = rc_objects_indirect (self->pdf, form);
      qpdf_oh_replace_key (self->pdf, catalog, "/AcroForm", form);
    }
  return form;
}

static void
append_field (Update *self)
{
  RcQpdf *pdf = self->pdf;
  qpdf_oh catalog = qpdf_get_root (pdf), signature = qpdf_make_indirect_object (pdf, qpdf_oh_parse (pdf, "<< /Type /Sig >>"));
  gboolean form_is_new;
  qpdf_oh form = find_form (self, catalog, &form_is_new), field = find_empty_field (pdf, qpdf_oh_get_key (pdf, form, "/Fields"));

  self->signature = qpdf_oh_get_object_id (pdf, signature);
  if (form_is_new)
    append_object (self, catalog);
  if (qpdf_oh_is_null (pdf, field))
    {
      field = add_field (pdf, form);
      append_object (self, qpdf_get_page_n (pdf, 0));
    }
  qpdf_oh_replace_key (pdf, field, "/V", signature);
  rc_objects_put (pdf, form, "/SigFlags", qpdf_oh_new_integer (pdf, 3));
  append_object (self, field);
  append_object (self, form);
}

/* --- The signature --- */

/* In hex: no text looks like a part of the file to who searches it. */
static void
append_text (Update     *self,
             const char *key,
             const char *text)
{
  qpdf_oh string;

  if (text == NULL || text[0] == '\0')
    return;
  string = qpdf_oh_new_unicode_string (self->pdf, text);
  append_format (self, "%s %s\n", key, qpdf_oh_unparse_binary (self->pdf, string));
  qpdf_oh_release (self->pdf, string);
}

static char *
format_time (gint64 at_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "D:%Y%m%d%H%M%SZ") : NULL;
}

static void
append_signature (Update     *self,
                  const char *name,
                  const char *reason,
                  const char *place,
                  const char *time)
{
  g_autofree char *zeros = g_strnfill (2 * ROOM, '0');

  begin_object (self, self->signature);
  append (self, "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached\n");
  append_text (self, "/Name", name);
  append_text (self, "/Reason", reason);
  append_text (self, "/Location", place);
  append_format (self, "/M (%s)\n/ByteRange ", time);
  self->ranges_at = self->out->len;
  append_format (self, "[0 %*s %*s %*s]\n/Contents ", DIGITS, "", DIGITS, "", DIGITS, "");
  self->value_at = self->out->len;
  append_format (self, "<%s>\n>>\nendobj\n", zeros);
}

/* --- The end of the file --- */

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  return ((const Entry *) a)->id - ((const Entry *) b)->id;
}

/* One byte for its kind, four for its place, two for its generation. */
static void
append_entry (GByteArray  *rows,
              const Entry *entry)
{
  guint32 offset = GUINT32_TO_BE ((guint32) entry->offset);
  guint8 row[] = { 1, 0, 0, 0, 0, 0, 0 };

  memcpy (row + 1, &offset, sizeof offset);
  g_byte_array_append (rows, row, sizeof row);
}

static char *
unparse_key (Update     *self,
             const char *key)
{
  qpdf_oh value = qpdf_oh_get_key (self->pdf, qpdf_get_trailer (self->pdf), key);

  return g_strdup (qpdf_oh_unparse (self->pdf, value));
}

static void
append_references (Update *self,
                   gsize   before)
{
  int id = qpdf_oh_get_object_id (self->pdf, qpdf_make_indirect_object (self->pdf, qpdf_oh_new_null (self->pdf)));
  gsize start = self->out->len;
  g_autofree char *root = unparse_key (self, "/Root"), *information = unparse_key (self, "/Info"), *identity = unparse_key (self, "/ID");
  g_autoptr (GByteArray) rows = g_byte_array_new ();
  g_autoptr (GString) index = g_string_new (NULL);

  begin_object (self, id);
  g_array_sort (self->entries, compare_entries);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      g_string_append_printf (index, " %d 1", entry->id);
      append_entry (rows, entry);
    }
  append_format (self, "<< /Type /XRef /Size %d /Prev %" G_GSIZE_FORMAT " /Root %s /Info %s /ID %s /W [ 1 4 2 ] /Index [%s ] /Length %u >>\nstream\n",
                 id + 1, before, root, information, identity, index->str, rows->len);
  g_byte_array_append (self->out, rows->data, rows->len);
  append_format (self, "\nendstream\nendobj\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", start);
}

/* Where the file says that its cross-references are. */
static gboolean
find_references (GBytes *pdf,
                 gsize  *out_at)
{
  gsize length;
  const char *bytes = g_bytes_get_data (pdf, &length);
  const char *end = bytes + length, *word = length > 64 ? memmem (end - 64, 64, "startxref\n", strlen ("startxref\n")) : NULL;
  g_autofree char *words = word != NULL ? g_strndup (word + strlen ("startxref\n"), (gsize) (end - word) - strlen ("startxref\n")) : NULL;
  char *after = NULL;

  if (words == NULL)
    return FALSE;
  *out_at = (gsize) g_ascii_strtoull (words, &after, 10);
  return *out_at < length && strcmp (after, "\n%%EOF\n") == 0;
}

/* --- All of it --- */

/* No byte moves: the ranges take the place of their blanks. */
static void
put_ranges (Update *self)
{
  gsize after = self->value_at + 2 + 2 * ROOM;
  g_autofree char *ranges = g_strdup_printf ("[0 %-*" G_GSIZE_FORMAT " %-*" G_GSIZE_FORMAT " %-*" G_GSIZE_FORMAT "]", DIGITS, self->value_at,
                                             DIGITS, after, DIGITS, (gsize) self->out->len - after);

  memcpy (self->out->data + self->ranges_at, ranges, strlen (ranges));
}

static gboolean
put_value (Update              *self,
           const RcSigningKey  *key,
           gint64               at_us,
           GError             **error)
{
  gsize after = self->value_at + 2 + 2 * ROOM;
  g_autoptr (GByteArray) covered = g_byte_array_new ();
  g_autoptr (GBytes) value = NULL;
  g_autofree char *hex = NULL;

  g_byte_array_append (covered, self->out->data, (guint) self->value_at);
  g_byte_array_append (covered, self->out->data + after, (guint) (self->out->len - after));
  value = rc_signing_key_sign (key, covered->data, covered->len, at_us, error);
  if (value == NULL)
    return FALSE;
  if (g_bytes_get_size (value) > ROOM)
    return refuse (error, _("The certificates in the key file are too many to stand in a signature."));
  hex = rc_bytes_dup_hex (g_bytes_get_data (value, NULL), g_bytes_get_size (value));
  memcpy (self->out->data + self->value_at + 1, hex, strlen (hex));
  return TRUE;
}

static gboolean
is_of_our_making (RcQpdf *pdf,
                  GBytes *bytes,
                  gsize  *out_references)
{
  gboolean has_stream = rc_objects_has_name (pdf, qpdf_get_trailer (pdf), "/Type", "/XRef");

  return has_stream && !qpdf_is_encrypted (pdf) && qpdf_get_num_pages (pdf) > 0 && find_references (bytes, out_references);
}

GBytes *
rc_signing_sign_pdf (GBytes              *pdf,
                     const RcSigningKey  *key,
                     const char          *reason,
                     const char          *place,
                     gint64               at_us,
                     GError             **error)
{
  g_autoptr (RcQpdf) read = g_bytes_get_size (pdf) <= RC_LIMIT_SIGNED_PDF_BYTES ? rc_objects_open (pdf, NULL) : NULL;
  g_autofree char *time = format_time (at_us);
  Update self = { .pdf = read };
  gsize references;
  gboolean done;

  if (read == NULL || time == NULL || !is_of_our_making (read, pdf, &references))
    {
      refuse (error, _("The file is not a PDF of this program, and is not signed here."));
      return NULL;
    }
  self.out = g_byte_array_new ();
  self.entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_byte_array_append (self.out, g_bytes_get_data (pdf, NULL), (guint) g_bytes_get_size (pdf));
  append_field (&self);
  append_signature (&self, rc_certificate_get_subject (rc_signing_key_get_certificate (key)), reason, place, time);
  append_references (&self, references);
  put_ranges (&self);
  done = rc_objects_check (read, error) && put_value (&self, key, at_us, error);
  g_array_unref (self.entries);
  if (!done)
    g_clear_pointer (&self.out, g_byte_array_unref);
  return self.out != NULL ? g_byte_array_free_to_bytes (self.out) : NULL;
}
