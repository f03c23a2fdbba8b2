/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/cited-record.h"

#include "core/coverage.h"
#include "reports/exhibit.h"

void
rc_cited_record_free (RcCitedRecord *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->citation, rc_citation_free);
  g_free (self->place);
  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

RcCitedRecord *
rc_cited_record_new_node (RcLineageNode *node)
{
  const RcLineageCitation *cited = rc_lineage_node_peek_citation (node);
  const RcLineageAnswer *answer = rc_lineage_node_peek_answer (node);
  RcLineageStock *stock = rc_lineage_node_peek_stock (node);
  const RcSource *source = g_hash_table_lookup (stock->sources, &cited->citation->source);
  RcCitedRecord *self = g_new0 (RcCitedRecord, 1);

  self->citation = rc_citation_copy (cited->citation);
  self->protection = cited->protection;
  self->place = rc_lineage_stock_dup_place (stock, cited->citation->source, cited->citation->record);
  self->name = g_strdup (source != NULL ? source->name : NULL);
  self->value = g_strdup (answer->value);
  self->is_personal = answer->personal;
  return self;
}

RcCitedRecord *
rc_cited_record_load (RcCase          *case_file,
                      RcRecordReader  *reader,
                      gint64           source_id,
                      guint64          record,
                      guint64          offset,
                      guint64          length,
                      const char      *locator,
                      GError         **error)
{
  g_autoptr (RcCitedRecord) self = g_new0 (RcCitedRecord, 1);
  g_autoptr (RcSource) source = rc_source_load (rc_case_get_database (case_file), source_id, error);
  g_autoptr (RcCoverage) coverage = source != NULL ? rc_coverage_load (case_file, error) : NULL;

  if (coverage == NULL)
    return NULL;
  self->citation = rc_record_reader_cite (reader, source_id, record, offset, length, locator, error);
  if (self->citation == NULL)
    return NULL;

  self->protection = rc_coverage_verdict (coverage, source, record);
  self->place = rc_exhibit_dup_place (source, source_id, record);
  self->name = g_strdup (source->name);
  return g_steal_pointer (&self);
}
