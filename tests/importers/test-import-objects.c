/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "import-fixture.h"
#include "objects-importer.h"

/* A source of JSON objects, in a row or in an array: each is a record, whatever the form, and leaves tile the source. */

typedef struct
{
  const char *name;
  const char *before;
  const char *between;
  const char *after;
  const char *line_end;      /* between the members of an object */
  guint       objects;
  guint       length;        /* of an object at least */
} Shape;

static const Shape shapes[] = {
  { "lines", "", "\n", "\n", " ", 1000, 40 },
  { "row", "", "", "", "", 700, 40 },
  { "pretty", "", "\n", "\n", "\n  ", 1000, 90 },
  { "array", "[", ",", "]", " ", 1000, 40 },
  { "pretty-array", "[\n", ",\n", "\n]\n", "\n  ", 3000, 300 },
  { "carriage-returns", "[\r\n", ",\r\n", "\r\n]\r\n", "\r\n  ", 600, 300 },
  { "one", "[", ",", "]", "", 1, 40 },
  { "large", "[", ", ", "]", "", 9, 300000 },
  { "of-blocks", "", "\n", "", "", 9, RC_LIMIT_BLOCK_BYTES - 1 },
  { "many", "[", ",\n", "]", "", 70000, 40 },
  { "long-end", "[", ",\n", "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n]\n", "", 256, 1024 },
};

static void
set_up (ImportFixture *fixture,
        gconstpointer  data)
{
  import_fixture_set_up (fixture, data);
  objects_importer_register ();
}

static void
append_object (GString     *text,
               const Shape *shape,
               guint        number)
{
  gsize begin = text->len;

  g_string_append_printf (text, "{%s\"probe\":{\"n\":[%u,{}]},%s\"id\":\"P-%u\",%s\"text\":\"}{\\\"", shape->line_end, number,
                          shape->line_end, number, shape->line_end);
  while (text->len - begin < shape->length - 2)
    g_string_append_c (text, 'x');
  g_string_append (text, "\"}");
}

static GString *
make_objects (const Shape *shape,
              GArray      *ends)
{
  GString *text = g_string_new (shape->before);

  for (guint i = 1; i <= shape->objects; i++)
    {
      gsize end;

      append_object (text, shape, i);
      end = text->len;
      g_array_append_val (ends, end);
      g_string_append (text, i < shape->objects ? shape->between : shape->after);
    }
  g_array_index (ends, gsize, ends->len - 1) = text->len;
  return text;
}

static void
assert_event (ImportFixture  *fixture,
              RcRecordReader *reader,
              const GString  *text,
              gint64          id,
              guint           number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcEvent) event = rc_event_load (fixture->case_file, id, &error);
  g_autofree char *name = g_strdup_printf ("P-%u", number);
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", name);
  g_autoptr (RcCitation) citation = NULL;
  g_autoptr (RcCitation) whole = NULL;
  const RcFieldValue *value;
  RcDigest digest;

  g_assert_no_error (error);
  g_assert_cmpuint (event->record, ==, number);
  g_assert_true (rc_event_read_fields (event, fixture->case_file, reader, &error));
  value = rc_event_peek_value (event, RC_FIELD_ID);
  g_assert_cmpstr (value->value, ==, name);

  /* Places are in the record; what is cited are these bytes of the source. */
  citation = rc_record_reader_cite (reader, event->source, event->record, value->offset, value->length, value->locator, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (citation->length, ==, strlen (quoted));
  g_assert_cmpmem (text->str + citation->offset, citation->length, quoted, strlen (quoted));

  /* A whole record is cited as its object, without what stands around it. */
  whole = rc_record_reader_cite (reader, event->source, event->record, 0, G_MAXUINT64, "", &error);
  g_assert_no_error (error);
  g_assert_cmpint (text->str[whole->offset], ==, '{');
  g_assert_cmpint (text->str[whole->offset + whole->length - 1], ==, '}');
  rc_digest_compute (text->str + whole->offset, whole->length, &digest);
  g_assert_true (rc_digest_equal (&digest, &whole->record_sha256));
}

static void
assert_records (RcRecordReader *reader,
                const RcSource *source,
                const GString  *text,
                const GArray   *ends)
{
  g_autoptr (GArray) leaves = g_array_new (FALSE, FALSE, sizeof (RcDigest));
  RcHasher *hasher = rc_hasher_new ();
  gsize begin = 0;
  RcDigest root;

  for (guint i = 0; i < ends->len; i++)
    {
      gsize end = g_array_index (ends, gsize, i);
      RcDigest leaf;

      rc_tree_leaf (hasher, text->str + begin, end - begin, &leaf);
      g_array_append_val (leaves, leaf);
      if (i % 97 == 0 || i + 1 == ends->len)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (GBytes) bytes = rc_record_reader_read (reader, source->id, i + 1, NULL, &error);
          g_autoptr (RcRecordProof) proof = rc_record_reader_prove (reader, source->id, i + 1, &error);

          g_assert_no_error (error);
          g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text->str + begin, end - begin);
          g_assert_true (proof->holds);
        }
      begin = end;
    }
  rc_hasher_free (hasher);
  rc_tree_root ((const RcDigest *) (gpointer) leaves->data, leaves->len, &root);
  g_assert_true (rc_digest_equal (&source->root, &root));
}

static void
test_shape (ImportFixture *fixture,
            gconstpointer  data)
{
  const Shape *shape = data;
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr (GString) text = make_objects (shape, ends);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  const RcSource *source;

  import_fixture_put (fixture, "objects.json", text->str, (gssize) text->len);
  result = import_fixture_import (fixture, "objects.json");
  source = import_fixture_find (result, "objects.json");
  reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_assert_cmpstr (source->importer, ==, "test-objects");
  g_assert_cmpint (source->framing, ==, RC_FRAMING_OBJECTS);
  g_assert_cmpuint (source->records, ==, shape->objects);
  g_assert_cmpuint (source->events, ==, shape->objects);
  g_assert_cmpuint (source->set_aside, ==, 0);
  assert_records (reader, source, text, ends);
  assert_event (fixture, reader, text, source->first_event, 1);
  assert_event (fixture, reader, text, source->first_event + shape->objects / 2, shape->objects / 2 + 1);
  assert_event (fixture, reader, text, source->first_event + shape->objects - 1, shape->objects);
}

/* What is wrong is set aside with its place; everything else is read. */
static void
test_faults (ImportFixture *fixture,
             gconstpointer  data)
{
  static const char text[] =
    "[\n"
    "  {\"probe\":1,\"id\":\"a\"},\n"
    "  {\"probe\":1,\"id\":\"b},\n"
    "  {\"probe\":1,\"id\":\"c\"},\n"
    "  {\"probe\":1,\"id\":tru},\n"
    "  {\"probe\":1,\"id\":\"d\"} {\"probe\":1,\"id\":\"e\"},\n"
    "  ; {\"probe\":1,\"id\":\"f\"},\n"
    "  {\"probe\":1,\"id\":\"g\"},\n"
    "  {\"probe\":1,\"id\":\"h\"";
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *unreadable = NULL;
  g_autofree char *malformed = NULL;
  g_autofree char *expected = NULL;
  const RcSource *source;

  import_fixture_put (fixture, "objects.json", text, -1);
  result = import_fixture_import (fixture, "objects.json");
  source = import_fixture_find (result, "objects.json");
  g_assert_cmpuint (source->records, ==, 9);
  g_assert_cmpuint (source->events, ==, 5);      /* a c d e g */

  expected = g_strdup_printf ("2|%u 4|%u 7|%u 9|%u", (guint) (strstr (text, "},\n  {\"probe\":1,\"id\":\"c\"") + 1 - text),
                              (guint) (strstr (text, "tru}") + 3 - text), (guint) (strchr (text, ';') - text), (guint) strlen (text));
  unreadable = import_fixture_list_faults (fixture, RC_EXCEPTION_UNREADABLE_RECORD);
  g_assert_cmpstr (unreadable, ==, expected);
  g_free (expected);
  expected = g_strdup_printf ("6|%u", (guint) (strstr (text, " {\"probe\":1,\"id\":\"e\"") + 1 - text));
  malformed = import_fixture_list_faults (fixture, RC_EXCEPTION_LOG_MALFORMED);
  g_assert_cmpstr (malformed, ==, expected);
}

/* An array without its end was cut, even where the cut fell between two objects. */
static void
test_open_array (ImportFixture *fixture,
                 gconstpointer  data)
{
  static const char text[] = "[{\"probe\":1,\"id\":\"a\"},{\"probe\":1,\"id\":\"b\"},\n";
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *malformed = NULL;

  import_fixture_put (fixture, "objects.json", text, -1);
  result = import_fixture_import (fixture, "objects.json");
  g_assert_cmpuint (import_fixture_find (result, "objects.json")->events, ==, 2);
  malformed = import_fixture_list_faults (fixture, RC_EXCEPTION_LOG_MALFORMED);
  g_assert_cmpstr (malformed, ==, "2|44");
}

/* The same object elsewhere in another export is the same event, whatever stands around it; other content under its id is told. */
static void
test_repeats (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (RcImportResult) first = NULL;
  g_autoptr (RcImportResult) second = NULL;
  const RcSource *source;
  g_autofree char *conflicts = NULL;

  import_fixture_put (fixture, "first.json", "[{\"probe\":1,\"id\":\"a\"},\n {\"probe\":1,\"id\":\"b\"}]\n", -1);
  import_fixture_put (fixture, "second.json", "{\"probe\":1,\"id\":\"b\"}\n\n{\"probe\":1,\"id\":\"c\"}\n{\"probe\":2,\"id\":\"a\"}", -1);
  first = import_fixture_import (fixture, "first.json");
  second = import_fixture_import (fixture, "second.json");
  source = import_fixture_find (second, "second.json");
  g_assert_cmpuint (source->event_rows, ==, 3);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM occurrence"), ==, 1);
  conflicts = import_fixture_list_faults (fixture, RC_EXCEPTION_ID_CONFLICT);
  g_assert_cmpstr (conflicts, ==, "3|-");
}

/* --- Chains --- */

static GString *
make_chain (guint    count,
            guint    altered)
{
  GString *text = g_string_new ("[");
  g_autofree char *previous = g_strnfill (64, '0');

  for (guint i = 1; i <= count; i++)
    {
      g_autofree char *hashed = g_strdup_printf ("{\"id\":\"P-%u\",\"prev_hash\":\"%s\",\"probe\":%u}", i, previous, i);
      RcDigest digest;

      rc_digest_compute (hashed, strlen (hashed), &digest);
      g_string_append_printf (text, "%s\n  {\n    \"probe\": %u,\n    \"id\": \"P-%u\",\n    \"prev_hash\": \"%s\",\n", i > 1 ? "," : "",
                              i == altered ? 0 : i, i, previous);
      g_free (previous);
      previous = rc_digest_dup_hex (&digest);
      g_string_append_printf (text, "    \"entry_hash\": \"%s\"\n  }", previous);
    }
  g_string_append (text, "\n]\n");
  return text;
}

static void
assert_chain (ImportFixture *fixture,
              guint          altered,
              RcVerdict      integrity)
{
  g_autoptr (GString) text = make_chain (1000, altered);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  const RcSeal *seal;

  import_fixture_put (fixture, "chain.json", text->str, (gssize) text->len);
  result = import_fixture_import (fixture, "chain.json");
  g_assert_cmpuint (import_fixture_find (result, "chain.json")->events, ==, 1000);
  judgement = import_fixture_verify (fixture);
  g_assert_cmpuint (judgement->seals->len, ==, 1);
  seal = g_ptr_array_index (judgement->seals, 0);
  g_assert_cmpint (seal->integrity, ==, integrity);
  g_assert_cmpuint (seal->total, ==, 1000);
}

/* A chain over the objects of an array is judged as one over lines is. */
static void
test_chain (ImportFixture *fixture,
            gconstpointer  data)
{
  assert_chain (fixture, 0, RC_VERDICT_VALID);
}

static void
test_altered_chain (ImportFixture *fixture,
                    gconstpointer  data)
{
  assert_chain (fixture, 700, RC_VERDICT_INVALID);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import-objects/shape/%s", shapes[i].name);

      g_test_add (path, ImportFixture, &shapes[i], set_up, test_shape, import_fixture_verify_and_tear_down);
    }
  g_test_add ("/import-objects/faults", ImportFixture, NULL, set_up, test_faults, import_fixture_verify_and_tear_down);
  g_test_add ("/import-objects/open-array", ImportFixture, NULL, set_up, test_open_array, import_fixture_verify_and_tear_down);
  g_test_add ("/import-objects/repeats", ImportFixture, NULL, set_up, test_repeats, import_fixture_verify_and_tear_down);
  g_test_add ("/import-objects/chain", ImportFixture, NULL, set_up, test_chain, import_fixture_verify_and_tear_down);
  g_test_add ("/import-objects/altered-chain", ImportFixture, NULL, set_up, test_altered_chain, import_fixture_verify_and_tear_down);
  return g_test_run ();
}
