/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "card-fixture.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/json.h"

#include <string.h>

RecordingSink *
card_fixture_import (const RcImporter *importer,
                     const char       *text,
                     gsize             length)
{
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;
  RcImportInput input = { .name = "card", .size = length, .bytes = bytes, .modified_us = CARD_FIXTURE_MODIFIED };

  rc_digest_compute (text, length, &input.sha256);
  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

RecordingSink *
card_fixture_import_string (const RcImporter *importer,
                            const char       *text)
{
  return card_fixture_import (importer, text, strlen (text));
}

int
card_fixture_recognise (const RcImporter *importer,
                        const char       *text)
{
  gsize length = strlen (text);
  RcSample sample = { .name = "x", .head = text, .head_length = MIN (length, RC_LIMIT_SAMPLE_BYTES), .size = (gint64) length };

  return importer->recognise (importer, &sample);
}

static const char *
get_card (RecordingSink *sink)
{
  const RecordedEntity *card;

  g_assert_cmpuint (sink->entities->len, >, 0);
  card = g_ptr_array_index (sink->entities, 0);
  g_assert_cmpint (card->kind, ==, RC_ENTITY_CARD);
  g_assert_cmpstr (card->scope, ==, "");
  g_assert_cmpuint (strlen (card->name), ==, 64);
  return card->name;
}

const RcClaim *
card_fixture_find (RecordingSink *sink,
                   RcProperty     property,
                   const char    *value)
{
  return recording_sink_find_claim (sink, RC_ENTITY_CARD, get_card (sink), property, value);
}

guint
card_fixture_count (RecordingSink *sink,
                    RcProperty     property)
{
  return recording_sink_count_claims (sink, RC_ENTITY_CARD, get_card (sink), property);
}

static void
assert_claim (const RcClaim *claim,
              const char    *value,
              const char    *locator)
{
  if (claim == NULL)
    g_error ("not claimed: %s at %s", value, locator);
  g_assert_cmpstr (claim->locator, ==, locator);
  g_assert_cmpuint (claim->record, ==, 1);
  g_assert_cmpint (claim->recorded_us, ==, CARD_FIXTURE_MODIFIED);
}

void
card_fixture_assert (RecordingSink *sink,
                     RcProperty     property,
                     const char    *value,
                     const char    *locator,
                     RcEntityKind   kind,
                     const char    *target)
{
  const RcClaim *claim = card_fixture_find (sink, property, value);
  const RecordedEntity *entity;

  assert_claim (claim, value, locator);
  g_assert_cmpint (claim->target != 0, ==, kind != RC_N_ENTITY_KINDS);
  if (claim->target == 0)
    return;

  entity = g_ptr_array_index (sink->entities, (guint) claim->target - 1);
  g_assert_cmpint (entity->kind, ==, kind);
  g_assert_cmpstr (entity->name, ==, target);
}

void
card_fixture_assert_of (RecordingSink *sink,
                        RcEntityKind   of,
                        const char    *name,
                        RcProperty     property,
                        const char    *value,
                        const char    *locator)
{
  assert_claim (recording_sink_find_claim (sink, of, name, property, value), value, locator);
}

void
card_fixture_assert_only_aside (RecordingSink *sink,
                                const char    *kind,
                                gint64         offset)
{
  const RecordedAside *aside;

  g_assert_cmpuint (sink->asides->len, ==, 1);
  aside = g_ptr_array_index (sink->asides, 0);
  g_assert_cmpstr (aside->kind, ==, kind);
  g_assert_cmpint (aside->offset, ==, offset);
  g_assert_cmpuint (aside->record, ==, 1);
}

/* --- What must not be --- */

static void
assert_refused (const RcImporter *importer,
                const char       *text,
                gsize             length,
                const char       *kind)
{
  g_autoptr (RecordingSink) sink = card_fixture_import (importer, text, length);

  g_assert_cmpuint (sink->entities->len, ==, 0);
  g_assert_cmpuint (sink->claims->len, ==, 0);
  g_assert_cmpuint (sink->asides->len, ==, 1);
  g_assert_nonnull (recording_sink_find_aside (sink, kind));
}

static void
replace (const RcImporter *importer,
         const RcJson     *json,
         const RcJsonNode *node,
         const char       *by)
{
  g_autoptr (GString) text = g_string_new_len (json->text, (gssize) node->offset);
  g_autoptr (RecordingSink) sink = NULL;

  g_string_append (text, by);
  g_string_append_len (text, json->text + node->offset + node->length,
                       (gssize) (json->length - node->offset - node->length));
  sink = card_fixture_import (importer, text->str, text->len);
  g_assert_true (sink->base.has_told);
}

static void
repeat_member (const RcImporter *importer,
               const RcJson     *json,
               const RcJsonNode *name,
               const RcJsonNode *value)
{
  gsize end = value->offset + value->length;
  g_autoptr (GString) text = g_string_new_len (json->text, (gssize) end);

  g_string_append_c (text, ',');
  g_string_append_len (text, json->text + name->offset, (gssize) (end - name->offset));
  g_string_append_len (text, json->text + end, (gssize) (json->length - end));
  assert_refused (importer, text->str, text->len, RC_EXCEPTION_DUPLICATE_MEMBER);
}

/* The file is larger than what is read at once. */
static void
assert_too_large (const RcImporter *importer)
{
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GError) error = NULL;
  RcImportInput input = { .name = "card", .size = (guint64) RC_LIMIT_RECORD_BYTES + 1, .modified_us = CARD_FIXTURE_MODIFIED };

  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sink->entities->len, ==, 0);
  card_fixture_assert_only_aside (sink, RC_EXCEPTION_LIMIT, -1);
}

void
card_fixture_full_disk (const RcImporter *importer,
                        const char       *text)
{
  g_autoptr (RecordingSink) whole = card_fixture_import_string (importer, text);

  g_assert_cmpuint (whole->n_calls, >, 1);
  for (guint i = 1; i <= whole->n_calls; i++)
    {
      g_autoptr (RecordingSink) sink = recording_sink_new ();
      g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
      g_autoptr (GError) error = NULL;
      RcImportInput input = { .name = "card", .size = strlen (text), .bytes = bytes, .modified_us = CARD_FIXTURE_MODIFIED };

      sink->fail_at = i;
      rc_digest_compute (text, strlen (text), &input.sha256);
      g_assert_false (importer->import (importer, &input, &sink->base, NULL, &error));
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
      g_assert_cmpuint (sink->n_calls, ==, i);
    }
}

void
card_fixture_torture (const RcImporter *importer,
                      const char       *json_text)
{
  static const char * const wrong[] = {
    "null", "[]", "{}", "[[[]]]", "[{}, null, 7]", "{\"x\": {\"y\": [1]}}", "1e999", "-0", "true", "\"\"", "\"\\u0000\"",
    "99999999999999999999999999999999999", "\"../../etc/passwd\"", "\"{{ name }}\"",
  };
  g_autofree char *long_text = g_strnfill (RC_LIMIT_NAME_BYTES + 1, 'x');
  g_autofree char *long_value = g_strdup_printf ("\"%s\"", long_text);
  g_autofree char *deep = g_strnfill (RC_LIMIT_JSON_DEPTH + 1, '[');
  g_auto (RcJson) json;
  gsize length = strlen (json_text);

  rc_json_init (&json);
  g_assert_true (rc_json_parse (&json, json_text, length, NULL));
  for (gsize i = 0; i < length; i++)
    if (memchr (json_text + i, '}', length - i) != NULL)
      assert_refused (importer, json_text, i, RC_EXCEPTION_UNREADABLE_RECORD);
  assert_refused (importer, deep, strlen (deep), RC_EXCEPTION_UNREADABLE_RECORD);
  assert_refused (importer, "[]", 2, RC_EXCEPTION_UNREADABLE_RECORD);
  assert_refused (importer, "\xff\xfe", 2, RC_EXCEPTION_UNREADABLE_RECORD);
  assert_too_large (importer);
  card_fixture_full_disk (importer, json_text);

  for (guint32 i = 0; i < json.n_nodes; i++)
    {
      const RcJsonNode *node = &json.nodes[i];

      if (node->type == RC_JSON_NAME)
        {
          repeat_member (importer, &json, node, node + 1);
          continue;
        }
      for (gsize k = 0; k < G_N_ELEMENTS (wrong); k++)
        replace (importer, &json, node, wrong[k]);
      replace (importer, &json, node, long_value);
    }
}
