/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/exhibit-list.h"

#include <string.h>

#include "core/date-words.h"
#include "core/words.h"
#include "reports/exhibit.h"

struct _RcExhibitList
{
  const RcFrame *frame;
  GHashTable    *named;     /* numbers of sources */
};

RcExhibitList *
rc_exhibit_list_new (const RcFrame *frame)
{
  RcExhibitList *self = g_new0 (RcExhibitList, 1);

  self->frame = frame;
  self->named = g_hash_table_new (g_int64_hash, g_int64_equal);
  return self;
}

void
rc_exhibit_list_free (RcExhibitList *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->named);
  g_free (self);
}

void
rc_exhibit_list_name (RcExhibitList *self,
                      gint64         id)
{
  const RcSource *source;

  for (source = rc_frame_find_source (self->frame, id); source != NULL; source = rc_frame_find_source (self->frame, source->parent))
    if (!g_hash_table_add (self->named, (gpointer) &source->id))
      return;
}

guint
rc_exhibit_list_count (const RcExhibitList *self)
{
  return g_hash_table_size (self->named);
}

static const char *
word_of_derivation (const char *derivation)
{
  static const struct
  {
    const char *derivation;
    const char *format;
  } words[] = {
    { "member of", N_("member of") },
    { "stored in", N_("stored in") },
    { "gunzip of", N_("unpacked from") },
    { "unzstd of", N_("unpacked from") },
    { RC_DERIVATION_ROWS, N_("rows of") },
    { RC_DERIVATION_SAME, N_("same bytes as") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].derivation, derivation) == 0)
      return _(words[i].format);

  return _("derived from");
}

static RcText *
make_name (const RcSource *source)
{
  RcText *text = rc_text_new_quoted (source->name);

  if (source->parent != 0)
    {
      g_autofree char *parent = rc_exhibit_dup_number (source->parent);

      rc_text_add_format (text, RC_TEXT_SMALL | RC_TEXT_MUTED, " (%s %s)", word_of_derivation (source->derivation), parent);
    }
  return text;
}

RcText *
rc_exhibit_make_stated (const char *text)
{
  return text != NULL && *text != '\0' ? rc_text_new_quoted (text) : rc_text_new_own (_("not stated"));
}

RcText *
rc_exhibit_make_digest (const RcDigest *digest)
{
  g_autofree char *hex = rc_digest_dup_hex (digest);

  return rc_text_new_own (hex);
}

void
rc_exhibit_list_add (const RcExhibitList *self,
                     RcDocument          *document)
{
  const RcColumn columns[] = {
    { _("Exhibit"), 9, RC_COLUMN_TEXT, TRUE },
    { _("Name as found"), 26, RC_COLUMN_TEXT },
    { _("Bytes"), 11, RC_COLUMN_NUMBER },
    { _("SHA-256"), 24, RC_COLUMN_DIGEST },
    { _("Controlled by"), 14, RC_COLUMN_TEXT },
    { _("Obtained"), 16, RC_COLUMN_TEXT },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);

  for (guint i = 0; i < self->frame->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (self->frame->sources, i);
      g_autofree char *number = rc_exhibit_dup_number (source->id);
      g_autofree char *size = rc_count_words (source->size);

      if (!g_hash_table_contains (self->named, &source->id))
        continue;
      rc_table_add_row (table, (RcText *[]) { rc_text_new_own (number), make_name (source), rc_text_new_own (size),
                                             rc_exhibit_make_digest (&source->sha256), rc_exhibit_make_stated (source->controller),
                                             rc_exhibit_make_stated (source->obtained) });
    }
  rc_document_add_table (document, table);
}
