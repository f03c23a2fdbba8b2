/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <signal.h>
#include <sys/resource.h>

#include <glib/gstdio.h>

#include "core/custody.h"
#include "core/declaration/declaration-xml.h"
#include "core/digest.h"
#include "reports/archival/carried.h"
#include "reports/declaration/declaration-folder.h"
#include "reports/typesetting/pages.h"
#include "tests/core/demo-case.h"

#define SYSTEM "KreditCheck"
#define DAY    "2026-11-30"

typedef struct
{
  DemoCase *demo;
  RcCase   *case_file;
  char     *out;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->demo = demo_case_new (200, DEMO_CASE_PLAIN);
  fixture->case_file = demo_case_open (fixture->demo, TRUE);
  fixture->out = g_build_filename (fixture->demo->folder, "declaration", NULL);
}

static void
empty_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  rc_case_close (fixture->case_file, &error);
  g_assert_no_error (error);
  empty_folder (fixture->out);
  g_free (fixture->out);
  demo_case_free (fixture->demo);
}

static void
complete (Fixture *fixture)
{
  const RcDeclarationSetting settings[] = {
    { RC_DECLARATION_PROVIDER_COUNTRY, "DE" }, { RC_DECLARATION_PLACE, "Nordhafen" }, { RC_DECLARATION_DATE, DAY },
    { RC_DECLARATION_SIGNATORY, "Zoë Ångström (fictitious)" }, { RC_DECLARATION_FUNCTION, "Head of Model Risk" }, { RC_DECLARATION_NO_STANDARDS, "true" },
    { RC_DECLARATION_ON_BEHALF_OF, "Nordhafen Bank AG (fictitious)" },
  };
  g_autoptr (GError) error = NULL;

  rc_declaration_set (fixture->case_file, SYSTEM, settings, G_N_ELEMENTS (settings), NULL, &error);
  g_assert_no_error (error);
  rc_declaration_confirm_translation (fixture->case_file, SYSTEM, "de", FALSE, NULL, &error);
  g_assert_no_error (error);
}

static const char * const languages[] = { "de", "en", NULL };

static RcDeclarationOrder
order_for (RcIssuedState state)
{
  return (RcDeclarationOrder) { .system = SYSTEM, .languages = languages, .state = state };
}

static RcDeclarationFolder *
make (Fixture       *fixture,
      RcIssuedState  state)
{
  const RcDeclarationOrder order = order_for (state);
  g_autoptr (GError) error = NULL;
  RcDeclarationFolder *folder = rc_declaration_folder_make (fixture->case_file, &order, &error);

  g_assert_no_error (error);
  return folder;
}

static GBytes *
find_bytes (const RcDeclarationFolder *folder,
            const char                *name)
{
  for (guint i = 0; i < folder->files->len; i++)
    if (strcmp (((RcIssuedFile *) g_ptr_array_index (folder->files, i))->name, name) == 0)
      return g_ptr_array_index (folder->bytes, i);
  g_error ("No file %s", name);
}

static char *
dup_sha256 (GBytes *bytes)
{
  RcDigest digest;

  rc_digest_compute (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &digest);
  return rc_digest_dup_hex (&digest);
}

/* --- What belongs together --- */

static void
test_draft (Fixture       *fixture,
            gconstpointer  data)
{
  const RcDeclarationOrder order = order_for (RC_ISSUED_DRAFT);
  g_autoptr (RcDeclarationFolder) first = make (fixture, RC_ISSUED_DRAFT);
  g_autoptr (RcDeclarationFolder) second = NULL;
  g_autoptr (GPtrArray) obstacles = rc_declaration_folder_list_obstacles (first);
  g_autoptr (GPtrArray) issued = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (obstacles->len, >, 5);
  g_assert_cmpuint (first->files->len, ==, 5);
  g_assert_cmpint (first->issued, ==, 0);

  /* The entry of the log for a draft leaves the state as it is. */
  g_assert_true (rc_declaration_folder_freeze (first, fixture->case_file, &order, &error));
  second = make (fixture, RC_ISSUED_DRAFT);
  for (guint i = 0; i < first->bytes->len; i++)
    g_assert_true (g_bytes_equal (g_ptr_array_index (first->bytes, i), g_ptr_array_index (second->bytes, i)));
  issued = rc_issued_list (fixture->case_file, &error);
  g_assert_cmpuint (issued->len, ==, 0);
}

/* The twin names the tree of each document, whose PDF carries both. */
static void
test_twin (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (RcDeclarationFolder) folder = make (fixture, RC_ISSUED_DRAFT);
  GBytes *xml = find_bytes (folder, "declaration.xml");
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDeclaration) read = rc_declaration_from_xml (xml, &error);

  g_assert_no_error (error);
  g_assert_true (read->is_draft);
  g_assert_cmpuint (read->languages->len, ==, 2);
  for (guint i = 0; i < read->languages->len; i++)
    {
      const RcDeclarationLanguage *language = g_ptr_array_index (read->languages, i);
      g_autofree char *name = g_strdup_printf ("declaration-%s.pdf", language->language);
      GBytes *pdf = find_bytes (folder, name);
      g_autoptr (GBytes) carried = rc_carried_read (pdf, "declaration.xml", &error);
      g_autoptr (GBytes) record = rc_carried_read (pdf, "record.json", &error);
      g_autofree char *sha256 = NULL;

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (carried, xml));
      sha256 = dup_sha256 (record);
      g_assert_cmpstr (sha256, ==, language->tree);
      g_assert_cmpint (language->is_original, ==, i == 0);
    }
  for (guint field = 0; field < RC_N_DECLARATION_FIELDS; field++)
    g_assert_cmpstr (rc_declaration_peek (read, field), ==, rc_declaration_peek (folder->declaration, field));
}

static void
test_original (Fixture       *fixture,
               gconstpointer  data)
{
  const RcDeclarationSetting setting = { RC_DECLARATION_ORIGINAL_LANGUAGE, "fr" };
  g_autoptr (RcDeclarationFolder) asked = make (fixture, RC_ISSUED_DRAFT);
  g_autoptr (RcDeclarationFolder) entered = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (rc_declaration_peek (asked->declaration, RC_DECLARATION_ORIGINAL_LANGUAGE), ==, "de");
  g_assert_true (rc_declaration_set (fixture->case_file, SYSTEM, &setting, 1, NULL, &error));
  entered = make (fixture, RC_ISSUED_DRAFT);
  g_assert_cmpstr (rc_declaration_peek (entered->declaration, RC_DECLARATION_ORIGINAL_LANGUAGE), ==, "fr");
  g_assert_cmpuint (entered->declaration->languages->len, ==, 3);
  find_bytes (entered, "declaration-fr.pdf");
  find_bytes (entered, "annexes-fr.pdf");
}

/* --- For signature --- */

static void
test_frozen (Fixture       *fixture,
             gconstpointer  data)
{
  const RcDeclarationOrder order = order_for (RC_ISSUED_FOR_SIGNATURE);
  const RcIssuedSignature signature = { .match = RC_ISSUED_MATCH_STATED, .file = (char *) "declaration-de.pdf",
                                        .signatory = (char *) "Zoë Ångström (fictitious)", .on = (char *) DAY, .how = (char *) "ink" };
  g_autoptr (RcDeclarationFolder) folder = NULL;
  g_autoptr (RcDeclarationFolder) next = NULL;
  g_autoptr (RcDeclarationFolder) refused = NULL;
  g_autoptr (RcIssued) issued = NULL;
  g_autofree char *state_hex = NULL;
  g_autoptr (GError) error = NULL;
  RcIssuedSignature signed_one = signature;
  RcDigest state;
  gint64 changed_us;

  complete (fixture);
  folder = make (fixture, RC_ISSUED_FOR_SIGNATURE);
  g_assert_true (rc_custody_evidence_state (fixture->case_file, &state, &changed_us, &error));
  g_assert_true (rc_declaration_folder_freeze (folder, fixture->case_file, &order, &error));
  g_assert_no_error (error);

  /* Frozen from the state that the documents name. */
  issued = rc_issued_find (fixture->case_file, folder->issued, &error);
  state_hex = rc_digest_dup_hex (&state);
  g_assert_cmpint (issued->state, ==, RC_ISSUED_FOR_SIGNATURE);
  g_assert_cmpstr (issued->evidence_state, ==, state_hex);
  g_assert_cmpstr (issued->designation, ==, rc_declaration_peek (folder->declaration, RC_DECLARATION_NUMBER));
  g_assert_cmpuint (issued->files->len, ==, folder->files->len);

  refused = rc_declaration_folder_make (fixture->case_file, &order, &error);
  g_assert_null (refused);
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE);
  g_clear_error (&error);

  /* What follows on a signed one has its number in the next revision. */
  signed_one.sha256 = ((RcIssuedFile *) g_ptr_array_index (folder->files, 0))->sha256;
  g_assert_true (rc_issued_sign (fixture->case_file, folder->issued, &signed_one, &error));
  g_assert_no_error (error);
  next = make (fixture, RC_ISSUED_FOR_SIGNATURE);
  g_assert_cmpstr (rc_declaration_peek (next->declaration, RC_DECLARATION_NUMBER), ==, issued->designation);
  g_assert_cmpstr (rc_declaration_peek (next->declaration, RC_DECLARATION_REVISION), ==, "1");
  g_assert_nonnull (strstr (rc_declaration_peek (next->declaration, RC_DECLARATION_REPLACES), DAY));
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  const RcDeclarationOrder order = order_for (RC_ISSUED_FOR_SIGNATURE);
  const RcDeclarationStandard undated = { .reference = (char *) "Some standard (fictitious)" };
  RcDeclarationOrder signed_order = order_for (RC_ISSUED_DRAFT);
  g_autoptr (GPtrArray) issued = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_declaration_folder_make (fixture->case_file, &order, &error));
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_TERMS);
  g_clear_error (&error);

  /* A mistake is as good a reason as what is missing. */
  complete (fixture);
  g_assert_true (rc_declaration_add_standard (fixture->case_file, SYSTEM, &undated, FALSE, NULL, &error));
  g_assert_null (rc_declaration_folder_make (fixture->case_file, &order, &error));
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_TERMS);
  g_assert_nonnull (strstr (error->message, "DL-08"));
  g_clear_error (&error);

  issued = rc_issued_list (fixture->case_file, &error);
  g_assert_cmpuint (issued->len, ==, 0);

  /* The key is locked in this process. */
  signed_order.is_signed = TRUE;
  g_assert_null (rc_declaration_folder_make (fixture->case_file, &signed_order, &error));
  g_assert_nonnull (error);
}

/* --- On the disk --- */

static void
test_write (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (RcDeclarationFolder) folder = make (fixture, RC_ISSUED_DRAFT);
  g_autofree char *list = g_build_filename (fixture->out, "SHA256SUMS", NULL);
  g_autofree char *deep = g_build_filename (fixture->out, "no", "such", NULL);
  g_autoptr (GError) error = NULL;
  struct rlimit before;

  g_assert_false (rc_declaration_folder_write (folder, deep, FALSE, &error));
  g_assert_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_FILE);
  g_clear_error (&error);

  g_assert_true (getrlimit (RLIMIT_FSIZE, &before) == 0);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_true (setrlimit (RLIMIT_FSIZE, &(struct rlimit) { 4096, before.rlim_max }) == 0);
  g_assert_false (rc_declaration_folder_write (folder, fixture->out, FALSE, &error));
  g_assert_true (setrlimit (RLIMIT_FSIZE, &before) == 0);
  g_assert_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "no room"));
  g_clear_error (&error);
  g_assert_false (g_file_test (list, G_FILE_TEST_EXISTS));

  g_assert_true (rc_declaration_folder_write (folder, fixture->out, FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (rc_declaration_folder_write (folder, fixture->out, FALSE, &error));
  g_assert_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_FILE);
  g_clear_error (&error);
  g_assert_true (rc_declaration_folder_write (folder, fixture->out, TRUE, &error));
  g_assert_no_error (error);
}

/* --- A PDF from outside --- */

static void
test_carried (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (RcDeclarationFolder) folder = make (fixture, RC_ISSUED_DRAFT);
  GBytes *pdf = find_bytes (folder, "declaration-en.pdf");
  gsize length;
  const char *bytes = g_bytes_get_data (pdf, &length);
  g_autoptr (GRand) chance = g_rand_new_with_seed (47);
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_carried_read (pdf, "none.xml", &error));
  g_assert_error (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_CARRIED);
  g_clear_error (&error);

  /* Cut anywhere it is refused; changed anywhere it is refused, or nothing but that is read. */
  for (gsize cut = 0; cut < length; cut += 997)
    {
      g_autoptr (GBytes) part = g_bytes_new (bytes, cut);

      g_assert_null (rc_carried_read (part, "declaration.xml", &error));
      g_assert_error (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_CARRIED);
      g_clear_error (&error);
    }
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *changed = g_memdup2 (bytes, length);
      g_autoptr (GBytes) part = NULL;
      g_autoptr (GBytes) carried = NULL;

      for (guint k = 0; k < 20; k++)
        changed[g_rand_int_range (chance, 0, (gint32) length)] = (char) g_rand_int_range (chance, 0, 256);
      part = g_bytes_new (changed, length);
      carried = rc_carried_read (part, "declaration.xml", &error);
      g_assert_true ((carried == NULL) == (error != NULL));
      g_clear_error (&error);
    }
}

static GBytes *
pack_zeros (gsize length)
{
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (zlib));
  g_autofree char *zeros = g_malloc0 (1 << 20);

  for (gsize i = 0; i < length; i += 1 << 20)
    g_assert_true (g_output_stream_write_all (stream, zeros, 1 << 20, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* Some kilobytes that unpack to more than a machine has. */
static void
test_bomb (void)
{
  g_autoptr (GBytes) packed = pack_zeros (64 << 20);
  g_autoptr (GByteArray) pdf = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_byte_array_append (pdf, (const guint8 *) "%PDF-1.7\n", 9);
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *head = g_strdup_printf ("%u 0 obj <</Filter /FlateDecode /Length %zu>> stream\n", i + 1, g_bytes_get_size (packed));

      g_byte_array_append (pdf, (const guint8 *) head, (guint) strlen (head));
      g_byte_array_append (pdf, g_bytes_get_data (packed, NULL), (guint) g_bytes_get_size (packed));
      g_byte_array_append (pdf, (const guint8 *) "\nendstream endobj\n", 18);
    }
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&pdf));
  g_assert_null (rc_carried_read (bytes, "declaration.xml", &error));
  g_assert_error (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_CARRIED);
  g_assert_nonnull (strstr (error->message, "unpacks to more"));
}

/* A file of which nobody can tell whether it is the one that the page means is not read. */
static void
test_carried_twice (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char * const objects[] = {
    "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(one.xml)4 0 R(two.xml)4 0 R(two.xml)4 0 R]>>>>>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    "<</Type/Filespec/F(x)/EF<</F 5 0 R>>>>",
    "<</Length 4>>\nstream\n<x/>\nendstream",
  };
  g_autoptr (GString) text = g_string_new ("%PDF-1.7\n");
  g_autoptr (GString) table = g_string_new ("xref\n0 6\n0000000000 65535 f \n");
  g_autoptr (GBytes) pdf = NULL, carried = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      g_string_append_printf (table, "%010u 00000 n \n", (guint) text->len);
      g_string_append_printf (text, "%u 0 obj\n%s\nendobj\n", (guint) i + 1, objects[i]);
    }
  g_string_append_printf (table, "trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%u\n%%%%EOF\n", (guint) text->len);
  g_string_append (text, table->str);
  pdf = g_bytes_new (text->str, text->len);
  carried = rc_carried_read (pdf, "one.xml", &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (carried, NULL), g_bytes_get_size (carried), "<x/>", 4);
  g_assert_null (rc_carried_read (pdf, "two.xml", &error));
  g_assert_nonnull (strstr (error->message, "several files"));
}

#define ADD(name, function) g_test_add ("/declaration-folder/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("draft", test_draft);
  ADD ("twin", test_twin);
  ADD ("original", test_original);
  ADD ("frozen", test_frozen);
  ADD ("refused", test_refused);
  ADD ("write", test_write);
  ADD ("carried", test_carried);
  ADD ("carried-twice", test_carried_twice);
  g_test_add_func ("/declaration-folder/bomb", test_bomb);
  return g_test_run ();
}
