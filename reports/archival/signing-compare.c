/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/archival/signing-compare.h"

#include "reports/archival/objects.h"
#include "reports/archival/signing-bytes.h"

#include "core/words.h"

#include <stdlib.h>
#include <string.h>

/* More are not told one by one. */
#define MAX_TOLD 20

typedef struct
{
  RcQpdf    *frozen;
  RcQpdf    *whole;
  GPtrArray *changes;
  int        catalog, form, information, metadata;   /* numbers of objects; 0: none */
  GHashTable *pages;            /* number of a page's object → its number, from 1 */
} Comparison;

/* @words: taken */
static void
tell (Comparison *self,
      char       *words)
{
  if (self->changes->len < MAX_TOLD && !g_ptr_array_find_with_equal_func (self->changes, words, g_str_equal, NULL))
    g_ptr_array_add (self->changes, words);
  else
    g_free (words);
}

/* --- One object --- */

static char *
unparse (RcQpdf  *pdf,
         qpdf_oh  object)
{
  return g_strdup (qpdf_oh_unparse_resolved (pdf, object));
}

static gboolean
have_same_bytes (RcQpdf  *a_file,
                 qpdf_oh  a,
                 RcQpdf  *b_file,
                 qpdf_oh  b)
{
  unsigned char *a_bytes = NULL, *b_bytes = NULL;
  size_t a_length = 0, b_length = 0;
  gboolean same;

  (void) qpdf_oh_get_stream_data (a_file, a, qpdf_dl_none, NULL, &a_bytes, &a_length);
  (void) qpdf_oh_get_stream_data (b_file, b, qpdf_dl_none, NULL, &b_bytes, &b_length);
  same = a_bytes != NULL && b_bytes != NULL && a_length == b_length && memcmp (a_bytes, b_bytes, a_length) == 0;
  free (a_bytes);
  free (b_bytes);
  return same;
}

static gboolean
are_same (RcQpdf  *a_file,
          qpdf_oh  a,
          RcQpdf  *b_file,
          qpdf_oh  b)
{
  g_autofree char *a_words = NULL, *b_words = NULL;
  qpdf_oh a_dictionary, b_dictionary;
  gboolean same;

  if (qpdf_oh_is_stream (a_file, a) != qpdf_oh_is_stream (b_file, b))
    return FALSE;
  if (!qpdf_oh_is_stream (a_file, a))
    {
      a_words = unparse (a_file, a);
      b_words = unparse (b_file, b);
      return strcmp (a_words, b_words) == 0;
    }
  a_dictionary = qpdf_oh_get_dict (a_file, a);
  b_dictionary = qpdf_oh_get_dict (b_file, b);
  same = are_same (a_file, a_dictionary, b_file, b_dictionary) && have_same_bytes (a_file, a, b_file, b);
  qpdf_oh_release (a_file, a_dictionary);
  qpdf_oh_release (b_file, b_dictionary);
  return same;
}

/* Whether they are the same but for the members that signing adds to. Both dictionaries are spoiled. */
static gboolean
are_same_without (Comparison         *self,
                  qpdf_oh             a,
                  qpdf_oh             b,
                  const char * const *keys)
{
  if (!qpdf_oh_is_dictionary (self->frozen, a) || !qpdf_oh_is_dictionary (self->whole, b))
    return FALSE;
  for (gsize i = 0; keys[i] != NULL; i++)
    {
      qpdf_oh_remove_key (self->frozen, a, keys[i]);
      qpdf_oh_remove_key (self->whole, b, keys[i]);
    }
  return are_same (self->frozen, a, self->whole, b);
}

/* --- Objects that signing touches --- */

static gboolean
has_no_size (RcQpdf  *pdf,
             qpdf_oh  widget)
{
  qpdf_oh box = rc_objects_key (pdf, widget, "/Rect");
  gboolean is_box = qpdf_oh_is_array (pdf, box) && qpdf_oh_get_array_n_items (pdf, box) == 4;
  double sides[4] = { 0 };

  for (int i = 0; i < 4 && is_box; i++)
    {
      qpdf_oh side = qpdf_oh_get_array_item (pdf, box, i);

      is_box = qpdf_oh_is_number (pdf, side);
      sides[i] = is_box ? qpdf_oh_get_numeric_value (pdf, side) : 0;
      qpdf_oh_release (pdf, side);
    }
  qpdf_oh_release (pdf, box);
  return is_box && sides[0] == sides[2] && sides[1] == sides[3];
}

/* A script or a jump, when the page is opened or a pointer passes, or parts that are not seen here. */
static gboolean
does_something (RcQpdf  *pdf,
                qpdf_oh  widget)
{
  static const char * const keys[] = { "/A", "/AA", "/Kids" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (qpdf_oh_has_key (pdf, widget, keys[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_sign_without_place (RcQpdf  *pdf,
                       qpdf_oh  annotation)
{
  return rc_objects_has_name (pdf, annotation, "/Subtype", "/Widget") && rc_objects_has_name (pdf, annotation, "/FT", "/Sig")
         && has_no_size (pdf, annotation) && !does_something (pdf, annotation);
}

/* Whether the entries of @before stand in @after still, in their places. @out_added: whether all that is new is signatures */
static gboolean
compare_lists (Comparison *self,
               qpdf_oh     before,
               qpdf_oh     after,
               gboolean   *out_added)
{
  int n_before = qpdf_oh_is_array (self->frozen, before) ? qpdf_oh_get_array_n_items (self->frozen, before) : 0;
  int n_after = qpdf_oh_is_array (self->whole, after) ? qpdf_oh_get_array_n_items (self->whole, after) : 0;
  gboolean all_kept = n_after >= n_before;

  *out_added = TRUE;
  for (int i = 0; i < n_after; i++)
    {
      qpdf_oh other = qpdf_oh_get_array_item (self->whole, after, i);
      qpdf_oh one = i < n_before ? qpdf_oh_get_array_item (self->frozen, before, i) : qpdf_oh_new_null (self->frozen);

      if (i >= n_before)
        *out_added = *out_added && is_sign_without_place (self->whole, other);
      else
        all_kept = all_kept && qpdf_oh_is_indirect (self->frozen, one)
                   && qpdf_oh_get_object_id (self->frozen, one) == qpdf_oh_get_object_id (self->whole, other);
      qpdf_oh_release (self->frozen, one);
      qpdf_oh_release (self->whole, other);
    }
  return all_kept;
}

/* What stood on the page stands there still, and what is new is a signature. */
static void
compare_annotations (Comparison *self,
                     qpdf_oh     a,
                     qpdf_oh     b,
                     int         page)
{
  qpdf_oh before = rc_objects_key (self->frozen, a, "/Annots"), after = rc_objects_key (self->whole, b, "/Annots");
  gboolean added;

  if (!compare_lists (self, before, after, &added))
    tell (self, g_strdup_printf (_("what can be clicked on page %d was altered"), page));
  if (!added)
    tell (self, g_strdup_printf (_("something was put on page %d"), page));
}

static void
compare_page (Comparison *self,
              qpdf_oh     a,
              qpdf_oh     b,
              int         page)
{
  static const char * const keys[] = { "/Annots", NULL };

  compare_annotations (self, a, b, page);
  if (!are_same_without (self, a, b, keys))
    tell (self, g_strdup_printf (_("page %d was replaced"), page));
}

static void
compare_catalog (Comparison *self,
                 qpdf_oh     a,
                 qpdf_oh     b)
{
  static const char * const keys[] = { "/AcroForm", "/DSS", "/Extensions", "/Perms", "/Version", NULL };

  if (!are_same_without (self, a, b, keys))
    tell (self, g_strdup (_("the document's own settings were altered")));
}

/* Programs that sign write the time there, and their name. */
static void
compare_information (Comparison *self,
                     qpdf_oh     a,
                     qpdf_oh     b)
{
  static const char * const keys[] = { "/ModDate", "/Producer", NULL };

  if (!are_same_without (self, a, b, keys))
    tell (self, g_strdup (_("what the file says of itself was altered")));
}

/* The form may be a new one, where there was none. Some readers show what stands in its fields, or the form instead of the pages, whatever stands on
 * the pages themselves. */
static void
compare_form (Comparison *self)
{
  static const char * const keys[] = { "/Fields", "/SigFlags", "/DR", "/DA", NULL };
  qpdf_oh a = rc_objects_key (self->frozen, qpdf_get_root (self->frozen), "/AcroForm");
  qpdf_oh b = rc_objects_key (self->whole, qpdf_get_root (self->whole), "/AcroForm");
  gboolean is_new = qpdf_oh_is_null (self->frozen, a), added = TRUE, kept;

  if (is_new && qpdf_oh_is_null (self->whole, b))
    return;
  kept = compare_lists (self, rc_objects_key (self->frozen, a, "/Fields"), rc_objects_key (self->whole, b, "/Fields"), &added);
  if (is_new)
    a = qpdf_oh_new_dictionary (self->frozen);
  if (!kept || !added || (!is_new && qpdf_oh_get_object_id (self->whole, b) != self->form) || !are_same_without (self, a, b, keys))
    tell (self, g_strdup (_("the form of the document was altered")));
}

static void
compare_field (Comparison *self,
               qpdf_oh     a,
               qpdf_oh     b)
{
  static const char * const keys[] = { "/V", "/AP", "/M", "/Lock", "/SV", NULL };

  if (!is_sign_without_place (self->whole, b) || !are_same_without (self, a, b, keys))
    tell (self, g_strdup (_("the field of the signature was altered")));
}

static void
compare_object (Comparison *self,
                int         id)
{
  qpdf_oh a = qpdf_get_object_by_id (self->frozen, id, 0), b = qpdf_get_object_by_id (self->whole, id, 0);
  int page = GPOINTER_TO_INT (g_hash_table_lookup (self->pages, GINT_TO_POINTER (id)));

  if (id != self->form && !are_same (self->frozen, a, self->whole, b))
    {
      if (page != 0)
        compare_page (self, a, b, page);
      else if (id == self->catalog)
        compare_catalog (self, a, b);
      else if (id == self->information)
        compare_information (self, a, b);
      else if (id == self->metadata)
        tell (self, g_strdup (_("what the file says of itself was altered")));
      else if (rc_objects_has_name (self->frozen, a, "/FT", "/Sig"))
        compare_field (self, a, b);
      else
        tell (self, g_strdup (_("something that the pages are made of was replaced")));
    }
  qpdf_oh_release (self->frozen, a);
  qpdf_oh_release (self->whole, b);
}

/* --- All of them --- */

static void
list_pages (Comparison *self)
{
  self->pages = g_hash_table_new (NULL, NULL);
  for (int i = 0; i < qpdf_get_num_pages (self->frozen); i++)
    {
      qpdf_oh page = qpdf_get_page_n (self->frozen, (size_t) i);

      g_hash_table_insert (self->pages, GINT_TO_POINTER (qpdf_oh_get_object_id (self->frozen, page)), GINT_TO_POINTER (i + 1));
      qpdf_oh_release (self->frozen, page);
    }
}

static void
compare_roots (Comparison *self)
{
  qpdf_oh trailer = qpdf_get_trailer (self->whole), before = qpdf_get_trailer (self->frozen), catalog = qpdf_get_root (self->frozen);

  self->catalog = rc_objects_id (self->frozen, before, "/Root");
  self->form = rc_objects_id (self->frozen, catalog, "/AcroForm");
  self->information = rc_objects_id (self->frozen, before, "/Info");
  self->metadata = rc_objects_id (self->frozen, catalog, "/Metadata");
  if (self->catalog == 0 || rc_objects_id (self->whole, trailer, "/Root") != self->catalog)
    tell (self, g_strdup (_("the document was replaced by another one")));
  if (rc_objects_id (self->whole, trailer, "/Info") != self->information)
    tell (self, g_strdup (_("what the file says of itself was altered")));
}

static void
compare (Comparison *self)
{
  int size = rc_objects_number (self->frozen, qpdf_get_trailer (self->frozen), "/Size");

  list_pages (self);
  compare_roots (self);
  compare_form (self);
  for (int id = 1; id < size; id++)
    compare_object (self, id);
  if (!rc_objects_check (self->whole, NULL) || !rc_objects_check (self->frozen, NULL))
    tell (self, g_strdup (_("the file cannot be read without repairing it")));
  g_hash_table_unref (self->pages);
}

void
rc_signing_compare (GBytes    *whole,
                    gsize      length,
                    GPtrArray *changes)
{
  g_autoptr (GBytes) frozen = g_bytes_new_from_bytes (whole, 0, length);
  g_autoptr (RcQpdf) frozen_file = rc_objects_open (frozen, NULL), whole_file = rc_objects_open (whole, NULL);
  const char *ambiguity = rc_signing_find_ambiguity (whole, length);
  Comparison self = { .frozen = frozen_file, .whole = whole_file, .changes = changes };

  if (ambiguity != NULL)
    tell (&self, g_strdup (ambiguity));
  if (frozen_file == NULL || whole_file == NULL)
    tell (&self, g_strdup (_("the file cannot be read without repairing it")));
  else
    compare (&self);
}
