/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/importer.h"

#include <string.h>

/* Importers that are as sure as their `data` says. */
static int
recognise_by_data (const RcImporter *self,
                   const RcSample   *sample)
{
  return sample->head_length > 0 && sample->head[0] == '{' ? GPOINTER_TO_INT (self->data) : 0;
}

static const RcImporter unsure = { .id = "unsure", .title = "Unsure", .data = GINT_TO_POINTER (20), .recognise = recognise_by_data };
static const RcImporter first = { .id = "first", .title = "First", .data = GINT_TO_POINTER (80), .recognise = recognise_by_data };
static const RcImporter second = { .id = "second", .title = "Second", .data = GINT_TO_POINTER (80), .recognise = recognise_by_data };
static const RcImporter blind = { .id = "blind", .title = "Blind" };

static void
free_fake (RcImporter *self)
{
  RcImporterMappingData *data = self->data;

  g_free ((char *) data->text);
  g_free (data);
  g_free ((char *) self->id);
  g_free (self);
}

/* A mapping of one word: its id. */
static RcImporter *
make_fake (const char *text,
           gsize       length,
           const char *name,
           GError    **error)
{
  RcImporter *importer;
  RcImporterMappingData *data;
  g_autofree char *copy = g_strndup (text, length);

  if (g_str_has_prefix (copy, "bad"))
    {
      g_set_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING, "%s: line 1", name);
      return NULL;
    }

  importer = g_new0 (RcImporter, 1);
  data = g_new0 (RcImporterMappingData, 1);
  importer->id = g_strndup (copy, strcspn (copy, " "));
  data->text = g_steal_pointer (&copy);
  data->length = length;
  importer->data = data;
  importer->free = free_fake;
  return importer;
}

static void
test_register (void)
{
  g_assert_true (rc_importer_by_id ("first") == &first);
  g_assert_null (rc_importer_by_id ("firs"));
  g_assert_null (rc_importer_by_id (NULL));
  g_assert_true (rc_importer_nth (0) == &unsure);
  g_assert_null (rc_importer_nth (rc_importer_count ()));
}

static void
test_choose (void)
{
  RcSample sample = { .name = "second.jsonl", .head = "{}", .head_length = 2, .size = 2 };

  g_assert_true (rc_importer_choose (&sample) == &first);

  sample.head = "[]";
  g_assert_null (rc_importer_choose (&sample));

  sample.head_length = 0;
  g_assert_null (rc_importer_choose (&sample));
}

static void
test_mapping (void)
{
  RcImporter *importer, *known, *pinned;
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_importer_from_mapping ("own", 3, "a.mapping", &error));
  g_assert_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING);
  g_clear_error (&error);

  rc_importer_set_mapping_factory (make_fake);
  importer = rc_importer_from_mapping ("own 1", 5, "a.mapping", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (importer->id, ==, "own");
  g_assert_cmpstr (rc_importer_peek_mapping_text (importer), ==, "own 1");
  g_assert_true (rc_importer_has_mapping_text (importer, "own 1", 5));
  g_assert_false (rc_importer_has_mapping_text (importer, "own 2", 5));
  g_assert_false (rc_importer_has_mapping_text (importer, "own 1 ", 6));
  importer->free (importer);

  g_assert_null (rc_importer_from_mapping ("bad", 3, "b.mapping", &error));
  g_assert_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING);
  g_assert_nonnull (strstr (error->message, "b.mapping"));
  g_clear_error (&error);

  /* Written in C: there is no text. */
  g_assert_null (rc_importer_peek_mapping_text (&first));
  g_assert_false (rc_importer_has_mapping_text (&first, "first", 5));

  /* An id that is taken means one way of reading, except where a case kept the older text. */
  g_assert_null (rc_importer_from_mapping ("first", 5, "c.mapping", &error));
  g_assert_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING);
  g_assert_nonnull (strstr (error->message, "first"));
  g_clear_error (&error);

  known = rc_importer_from_mapping ("shipped 2", 9, "shipped", &error);
  g_assert_no_error (error);
  rc_importer_register (known);
  importer = rc_importer_from_mapping ("shipped 2", 9, "mine", &error);
  g_assert_no_error (error);
  importer->free (importer);
  g_assert_null (rc_importer_from_mapping ("shipped 1", 9, "mine", &error));
  g_assert_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING);
  g_clear_error (&error);
  pinned = rc_importer_from_pinned_mapping ("shipped 1", 9, "mine", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pinned->id, ==, "shipped");
  pinned->free (pinned);
}

static void
test_names (void)
{
  RcEventKind kind;
  RcField field;

  for (guint i = 1; i < RC_N_EVENT_KINDS; i++)
    {
      g_assert_true (rc_event_kind_from_name (rc_event_kind_to_name (i), &kind));
      g_assert_cmpuint (kind, ==, i);
    }
  for (guint i = 0; i < RC_N_FIELDS; i++)
    {
      g_assert_true (rc_field_from_name (rc_field_to_name (i), &field));
      g_assert_cmpuint (field, ==, i);
    }

  g_assert_cmpstr (rc_event_kind_to_name (RC_EVENT_HUMAN_ACTION), ==, "human-action");
  g_assert_cmpstr (rc_event_kind_to_name (0), ==, "unknown");
  g_assert_cmpstr (rc_event_kind_to_name (RC_N_EVENT_KINDS), ==, "unknown");
  g_assert_false (rc_event_kind_from_name ("unknown", &kind));
  g_assert_false (rc_event_kind_from_name (NULL, &kind));
  g_assert_cmpstr (rc_field_to_name (RC_FIELD_MODEL_VERSION), ==, "model-version");
  g_assert_cmpstr (rc_field_to_name (RC_N_FIELDS), ==, "unknown");
  g_assert_false (rc_field_from_name ("model_version", &field));
  g_assert_false (rc_field_from_name (NULL, &field));

  g_assert_true (rc_field_is_personal (RC_FIELD_SUBJECT));
  g_assert_true (rc_field_is_personal (RC_FIELD_ACTOR));
  g_assert_true (rc_field_is_personal (RC_FIELD_INPUT));
  g_assert_true (rc_field_is_personal (RC_FIELD_REASON));
  g_assert_true (rc_field_is_personal (RC_FIELD_SESSION));
  g_assert_false (rc_field_is_personal (RC_FIELD_SCORE));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  rc_importer_register (&unsure);
  rc_importer_register (&blind);
  rc_importer_register (&first);
  rc_importer_register (&second);

  g_test_add_func ("/importer/register", test_register);
  g_test_add_func ("/importer/choose", test_choose);
  g_test_add_func ("/importer/mapping", test_mapping);
  g_test_add_func ("/importer/names", test_names);
  return g_test_run ();
}
