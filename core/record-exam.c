/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "record-exam.h"

#include <string.h>

#include "checks/clear-records.h"
#include "checks/schema-records.h"

struct _RcRecordExam
{
  RcClearSource  *clear;    /* (nullable) */
  RcSchemaSource *schema;   /* (nullable) */
  RcFraming       framing;
};

struct _RcRecordExamPart
{
  RcClearPart  *clear;      /* (nullable) */
  RcSchemaPart *schema;     /* (nullable) */
  RcFraming     framing;
};

void
rc_record_exam_scratch_init (RcRecordExamScratch *self)
{
  rc_json_init (&self->json);
  self->json.reads_non_finite = TRUE;
  self->text = g_string_new (NULL);
}

void
rc_record_exam_scratch_clear (RcRecordExamScratch *self)
{
  rc_json_clear (&self->json);
  g_string_free (self->text, TRUE);
}

/**
 * rc_record_exam_new:
 * @schemas: kept by the caller
 *
 * Returns: (transfer full) (nullable): %NULL without @error where nothing is asked of the records of @source
 */
RcRecordExam *
rc_record_exam_new (RcCase             *case_file,
                    const RcSource     *source,
                    const RcSchemaSet  *schemas,
                    GError            **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcSchemaSource) schema = NULL;
  g_autoptr (RcClearSource) clear = rc_clear_source_new (case_file, source, &local_error);
  RcRecordExam *self;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  schema = rc_schema_source_new (case_file, source, schemas);
  if (clear == NULL && schema == NULL)
    return NULL;

  self = g_new0 (RcRecordExam, 1);
  self->clear = g_steal_pointer (&clear);
  self->schema = g_steal_pointer (&schema);
  self->framing = source->framing;
  return self;
}

void
rc_record_exam_free (RcRecordExam *self)
{
  if (self == NULL)
    return;

  rc_clear_source_free (self->clear);
  rc_schema_source_free (self->schema);
  g_free (self);
}

RcRecordExamPart *
rc_record_exam_part_new (const RcRecordExam *exam)
{
  RcRecordExamPart *self = g_new0 (RcRecordExamPart, 1);

  self->clear = exam->clear != NULL ? rc_clear_part_new (exam->clear) : NULL;
  self->schema = exam->schema != NULL ? rc_schema_part_new (exam->schema) : NULL;
  self->framing = exam->framing;
  return self;
}

void
rc_record_exam_part_free (RcRecordExamPart *self)
{
  if (self == NULL)
    return;

  rc_clear_part_free (self->clear);
  rc_schema_part_free (self->schema);
  g_free (self);
}

/* What stands around it, and a byte order mark before it, are none of its content. */
static const char *
find_content (RcFraming    framing,
              const char  *bytes,
              gsize       *inout_length,
              guint64     *inout_offset)
{
  static const char mark[] = "\xEF\xBB\xBF";
  gsize skipped = rc_record_find_content (framing, bytes, *inout_length, inout_length);

  if (*inout_length >= strlen (mark) && memcmp (bytes + skipped, mark, strlen (mark)) == 0)
    {
      skipped += strlen (mark);
      *inout_length -= strlen (mark);
    }
  *inout_offset += skipped;
  return bytes + skipped;
}

/**
 * rc_record_exam_part_look:
 * @bytes: (nullable): tainted
 *
 * A record that is no JSON was set aside when it came in, which is told there; blank lines are no records.
 */
void
rc_record_exam_part_look (RcRecordExamPart    *self,
                          RcRecordExamScratch *scratch,
                          const char          *bytes,
                          gsize                length,
                          guint64              record,
                          guint64              offset)
{
  RcJsonFault fault = { RC_JSON_FAULT_NONE };
  gboolean is_clear, is_read;

  if (bytes != NULL)
    bytes = find_content (self->framing, bytes, &length, &offset);
  is_clear = self->clear != NULL && bytes != NULL && rc_clear_part_see (self->clear, bytes, length);
  is_read = bytes != NULL && (is_clear || self->schema != NULL) && rc_json_parse (&scratch->json, bytes, length, &fault);
  if (is_read && is_clear)
    rc_clear_part_look (self->clear, &scratch->json, scratch->text, record, offset);
  if (self->schema != NULL && (bytes == NULL || is_read || fault.kind != RC_JSON_FAULT_EMPTY))
    rc_schema_part_look (self->schema, is_read ? &scratch->json : NULL, record, offset);
}

void
rc_record_exam_take (RcRecordExam     *self,
                     RcRecordExamPart *part)
{
  if (self->clear != NULL)
    rc_clear_source_take (self->clear, part->clear);
  if (self->schema != NULL)
    rc_schema_source_take (self->schema, part->schema);
  rc_record_exam_part_free (part);
}

void
rc_record_exam_tell (RcRecordExam *self,
                     RcJudgement  *judgement)
{
  if (self->clear != NULL)
    rc_clear_source_tell (self->clear, judgement);
  if (self->schema != NULL)
    rc_schema_source_tell (self->schema, judgement);
}
