/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapped-importer.h"

#include "importers/row-digester.h"

/*
 * A row of a mapped record is known again by its own JSON and by what the mapping reads from around it: the record's trace, the name of
 * the file. What else stands around it may differ.
 */

static gboolean
is_within (const RcMappedValue *row,
           const RcMappedValue *value)
{
  return row->json != NULL && value->json == row->json && value->node >= row->node && value->node < row->json->nodes[row->node].next;
}

static void
add_value (RcMappedRecord      *record,
           RcField              field,
           const RcMappedValue *value,
           gpointer             user_data)
{
  RcRowDigester *digester = user_data;
  RcSlice text;

  if (field == RC_FIELD_ID || field == RC_FIELD_ENDED || field == RC_FIELD_UPDATED)
    {
      rc_mapped_record_read (record, value, &text);
      rc_row_digester_say (digester, field, text.text, text.length);
    }
  if (is_within (&record->item, value))
    return;
  if (value->json == &record->json)
    {
      rc_row_digester_add_at (digester, field, value->json, value->node);
      return;
    }

  rc_mapped_record_read (record, value, &text);
  rc_row_digester_add (digester, field, text.text, text.length);
}

static gboolean
digest_row (RcMappedRecord *record,
            gpointer        user_data)
{
  RcRowDigester *digester = user_data;
  RcSlice text;

  if (record->item.json != NULL)
    {
      rc_row_digester_begin_at (digester, record->item.json, record->item.node);
    }
  else
    {
      rc_mapped_record_read (record, &record->item, &text);
      rc_row_digester_begin (digester, text.text, text.length);
    }

  rc_mapped_event_each_value (record, add_value, digester);
  rc_row_digester_end (digester, record->row);
  return TRUE;
}

GArray *
rc_mapped_digest_rows (const RcImporter *importer,
                       const char       *name,
                       const char       *bytes,
                       gsize             length)
{
  g_autoptr (RcMappedParser) parser = rc_mapped_parser_new (importer);
  g_autoptr (RcRowDigester) digester = rc_row_digester_new ();
  RcJsonFault json_fault;
  RcRecordFault fault;

  rc_mapped_parser_set_name (parser, name);
  if (!rc_mapped_parser_read (parser, bytes, length, &json_fault, &fault))
    return NULL;

  rc_mapped_record_begin (parser->record, 0);
  rc_mapped_record_each_row (parser->record, digest_row, digester);
  return rc_row_digester_finish (digester);
}
