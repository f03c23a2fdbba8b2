/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/decision/dossier-parts.h"

#include "core/words.h"
#include "reports/exhibit-list.h"

/* Every record that an answer cites, once, with the digests that a stranger computes from the exhibit. */

static const RcCitation *
peek_citation (const RcLineageAnswer *answer,
               guint                  index)
{
  return ((const RcLineageCitation *) g_ptr_array_index (answer->citations, index))->citation;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const RcCitation *left = *(const RcCitation * const *) a;
  const RcCitation *right = *(const RcCitation * const *) b;

  if (left->source != right->source)
    return left->source < right->source ? -1 : 1;
  return left->record < right->record ? -1 : left->record > right->record;
}

/* (element-type RcCitation) (transfer container): by exhibit and place, several of one record one after the other. */
static GPtrArray *
list_cited (const RcLineage *lineage)
{
  GPtrArray *cited = g_ptr_array_new ();

  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      for (guint j = 0; j < slot->answers->len; j++)
        {
          const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, j);

          for (guint k = 0; k < answer->citations->len; k++)
            g_ptr_array_add (cited, (gpointer) peek_citation (answer, k));
        }
    }
  g_ptr_array_sort (cited, compare);
  return cited;
}

static void
add_record (const RcSheet    *self,
            RcTable          *table,
            const RcCitation *citation)
{
  g_autofree char *place = rc_frame_dup_place (self->frame, citation->source, citation->record);
  RcText *where = rc_text_new ();

  rc_text_add_reference (where, RC_TEXT_SMALL, RC_DOSSIER_EXHIBITS, place);
  rc_table_add_row (table, (RcText *[]) { where, rc_exhibit_make_digest (&citation->record_sha256),
                                         rc_exhibit_make_digest (&citation->leaf_sha256) });
}

void
rc_dossier_add_records (RcSheet *self)
{
  const RcColumn columns[] = {
    { _("Record"), 22, RC_COLUMN_TEXT, TRUE },
    { _("SHA-256 of the record"), 39, RC_COLUMN_DIGEST },
    { _("SHA-256 of its leaf"), 39, RC_COLUMN_DIGEST },
  };
  g_autoptr (GPtrArray) cited = list_cited (self->lineage);
  RcTable *table;

  if (cited->len == 0)
    return;

  rc_sections_add (&self->sections, self->document, 1, RC_DOSSIER_RECORDS, _("Records cited"));
  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < cited->len; i++)
    {
      const RcCitation *citation = g_ptr_array_index (cited, i);

      if (i == 0 || compare (&cited->pdata[i - 1], &cited->pdata[i]) != 0)
        add_record (self, table, citation);
    }
  rc_document_add_table (self->document, table);
}
