/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/declaration/declaration.h"
#include "core/entry.h"
#include "core/issued/issued.h"
#include "core/registers/engagement.h"
#include "core/registers/register.h"
#include "core/systems/system.h"
#include "demo-case.h"

#define SYSTEM "KreditCheck"
#define SHA    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

typedef struct
{
  DemoCase       *demo;
  RcCase         *case_file;
  RcRecordReader *reader;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->demo = demo_case_new (300, DEMO_CASE_PLAIN);
  fixture->case_file = demo_case_open (fixture->demo, TRUE);
  fixture->reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  rc_record_reader_free (fixture->reader);
  rc_case_close (fixture->case_file, &error);
  g_assert_no_error (error);
  demo_case_free (fixture->demo);
}

static RcDeclaration *
fill (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RcDeclaration *declaration = rc_declaration_fill (fixture->case_file, fixture->reader, SYSTEM, &error);

  g_assert_no_error (error);
  return declaration;
}

static void
set (Fixture            *fixture,
     RcDeclarationField  field,
     const char         *value)
{
  const RcDeclarationSetting setting = { field, value };
  g_autoptr (GError) error = NULL;

  rc_declaration_set (fixture->case_file, SYSTEM, &setting, 1, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
is_missing (const RcDeclaration *declaration,
            RcDeclarationField   field)
{
  g_autoptr (GPtrArray) missing = rc_declaration_list_missing (declaration);

  return g_ptr_array_find (missing, GUINT_TO_POINTER (field), NULL);
}

/* --- Fields --- */

static void
test_names (void)
{
  for (guint i = 0; i < RC_N_DECLARATION_FIELDS; i++)
    {
      RcDeclarationField field;

      g_assert_true (rc_declaration_field_from_name (rc_declaration_field_to_name (i), &field));
      g_assert_cmpuint (field, ==, i);
      g_assert_cmpuint (rc_declaration_field_item (i), <=, RC_DECLARATION_ITEMS);
      g_assert_cmpuint (strlen (rc_declaration_field_title (i)), >, 0);
    }
  RcDeclarationField field;
  g_assert_false (rc_declaration_field_from_name ("system", &field));
}

static void
test_values (void)
{
  static const struct
  {
    RcDeclarationField field;
    const char        *good;
    const char        *bad[5];
  } rows[] = {
    { RC_DECLARATION_DATE, "2026-11-30", { "30.11.2026", "2026-02-30", "2026-11-30T00:00:00Z", "", NULL } },
    { RC_DECLARATION_PROVIDER_COUNTRY, "DE", { "de", "DEU", "Germany", "D", NULL } },
    { RC_DECLARATION_MEMBER_STATES, "DE,FR", { "DE FR", "DE,", ",", "de", NULL } },
    { RC_DECLARATION_ORIGINAL_LANGUAGE, "de", { "DE", "xx", "deu", NULL } },
    { RC_DECLARATION_ROUTE, "annex-vii", { "annex-viii", "Annex VI", NULL } },
    { RC_DECLARATION_BODY_NUMBER, "0123", { "123", "01234", "NB 0123", NULL } },
    { RC_DECLARATION_REVISION, "0", { "-1", "1.0", "12345", NULL } },
    { RC_DECLARATION_NO_STANDARDS, "true", { "false", "1", "yes", NULL } },
    { RC_DECLARATION_PERSONAL_DATA, "false", { "no", "False", "0", NULL } },
    { RC_DECLARATION_REPLACES, "DoC-2026-001 2026-05-04", { "DoC-2026-001", "2026-05-04", " 2026-05-04", NULL } },
    { RC_DECLARATION_SIGNATORY, "Zoë Ångström (fictitious)", { "a\nb", "a\tb", "a\x01", " a", NULL } },
    { RC_DECLARATION_PROVIDER_ADDRESS, "Street 1\nTown", { "a\rb", "a\n", "\xff", "\xc2\x85", NULL } },
    { RC_DECLARATION_REGISTERED_SHA256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", { "e3b0", "", NULL } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) none = NULL;

      g_assert_true (rc_declaration_field_check (rows[i].field, rows[i].good, &none));
      g_assert_no_error (none);
      for (guint j = 0; rows[i].bad[j] != NULL; j++)
        {
          g_autoptr (GError) error = NULL;

          g_assert_false (rc_declaration_field_check (rows[i].field, rows[i].bad[j], &error));
          g_assert_error (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_FIELD);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
        }
    }
}

static void
test_long_value (void)
{
  g_autofree char *most = g_strnfill (8192, 'a');
  g_autofree char *more = g_strnfill (8193, 'a');

  g_assert_true (rc_declaration_field_check (RC_DECLARATION_PLACE, most, NULL));
  g_assert_false (rc_declaration_field_check (RC_DECLARATION_PLACE, more, NULL));
}

/* --- Filling --- */

static void
assert_value (const RcDeclaration *declaration,
              RcDeclarationField   field,
              const char          *value,
              RcDeclarationOrigin  origin)
{
  g_assert_cmpstr (rc_declaration_peek (declaration, field), ==, value);
  g_assert_cmpint (declaration->values[field].origin, ==, origin);
  if (origin == RC_DECLARATION_STATED && declaration->values[field].by == NULL)
    g_assert_cmpint (declaration->values[field].source, >, 0);
}

static void
test_demo (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (RcDeclaration) declaration = fill (fixture);

  assert_value (declaration, RC_DECLARATION_SYSTEM_NAME, SYSTEM, RC_DECLARATION_STATED);
  assert_value (declaration, RC_DECLARATION_SYSTEM_VERSION, "2026.1", RC_DECLARATION_STATED);
  assert_value (declaration, RC_DECLARATION_SYSTEM_REFERENCE, "NB-AIS-007", RC_DECLARATION_STATED);
  assert_value (declaration, RC_DECLARATION_PERSONAL_DATA, "true", RC_DECLARATION_STATED);
  assert_value (declaration, RC_DECLARATION_MEMBER_STATES, "DE", RC_DECLARATION_STATED);
  assert_value (declaration, RC_DECLARATION_ORIGINAL_LANGUAGE, "de", RC_DECLARATION_STATED);
  assert_value (declaration, RC_DECLARATION_ROUTE, "annex-vi", RC_DECLARATION_FIXED);
  assert_value (declaration, RC_DECLARATION_PLACED_ON_MARKET, "2025-09-15", RC_DECLARATION_STATED);
  assert_value (declaration, RC_DECLARATION_RETENTION_END, "2035-09-15", RC_DECLARATION_FIXED);
  assert_value (declaration, RC_DECLARATION_PLACE, NULL, RC_DECLARATION_MISSING);

  g_assert_true (is_missing (declaration, RC_DECLARATION_NO_STANDARDS));
  g_assert_true (is_missing (declaration, RC_DECLARATION_SIGNATORY));
  g_assert_true (is_missing (declaration, RC_DECLARATION_PROVIDER_COUNTRY));
  g_assert_false (is_missing (declaration, RC_DECLARATION_SYSTEM_NAME));
  g_assert_false (is_missing (declaration, RC_DECLARATION_BODY_NUMBER));
}

/* Each covered version says where it stands, and has the digest of its artefact. */
static void
test_demo_versions (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (RcDeclaration) declaration = fill (fixture);

  g_assert_cmpuint (declaration->versions->len, ==, 1);
  for (guint i = 0; i < declaration->versions->len; i++)
    {
      const RcDeclarationVersion *version = g_ptr_array_index (declaration->versions, i);

      g_assert_true (g_str_has_prefix (version->name, "kreditcheck/"));
      g_assert_nonnull (version->sha256);
      g_assert_cmpint (version->source, >, 0);
      g_assert_cmpint (version->from_us, !=, RC_TIME_NONE);
    }
}

/* A declaration of a day covers what ran on that day. */
static void
test_versions_by_day (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (RcDeclaration) last = fill (fixture);
  g_autoptr (RcDeclaration) early = NULL;
  g_autoptr (RcDeclaration) never = NULL;
  const RcDeclarationVersion *version = g_ptr_array_index (last->versions, 0);
  const RcDeclarationVersion *earlier;

  set (fixture, RC_DECLARATION_DATE, "2026-01-05");
  early = fill (fixture);
  g_assert_cmpuint (early->versions->len, ==, 1);
  earlier = g_ptr_array_index (early->versions, 0);
  g_assert_cmpstr (earlier->name, !=, version->name);

  set (fixture, RC_DECLARATION_DATE, "2001-01-05");
  never = fill (fixture);
  g_assert_cmpuint (never->versions->len, ==, 0);
  g_assert_cmpuint (never->remarks->len, ==, 1);
}

/* --- Numbers --- */

static gint64
issue (Fixture *fixture,
       gint64   replaces)
{
  g_autoptr (GError) error = NULL;
  gint64 number = rc_issued_begin (fixture->case_file, RC_DECLARATION_ISSUED_KIND, SYSTEM, "Declaration", replaces, NULL, &error);

  g_assert_no_error (error);
  return number;
}

static void
freeze_and_sign (Fixture    *fixture,
                 gint64      number,
                 const char *designation)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_issued_file_free);
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());
  RcIssuedSignature signature = { .match = RC_ISSUED_MATCH_STATED, .file = (char *) "declaration.xml", .signatory = (char *) "A. Signer (fictitious)",
                                  .on = today, .how = (char *) "ink" };
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (files, rc_issued_file_new ("declaration.xml", NULL, 1, SHA, NULL));
  signature.sha256 = (char *) SHA;
  rc_issued_freeze (fixture->case_file, number, designation, files, NULL, &error);
  g_assert_no_error (error);
  rc_issued_sign (fixture->case_file, number, &signature, &error);
  g_assert_no_error (error);
}

/* The chain of revisions: a new one has the next number, what follows on a signed one its number in the next revision. */
static void
test_numbers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (RcDeclaration) first = fill (fixture);
  g_autoptr (RcDeclaration) open = NULL;
  g_autoptr (RcDeclaration) after = NULL;
  g_autoptr (RcDeclaration) second = NULL;
  g_autofree char *number = g_strdup (rc_declaration_peek (first, RC_DECLARATION_NUMBER));
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());
  g_autofree char *replaced = g_strdup_printf ("%s %s", number, today);
  gint64 issued;

  g_assert_true (g_str_has_prefix (number, "DoC-") && g_str_has_suffix (number, "-001"));
  assert_value (first, RC_DECLARATION_REVISION, "0", RC_DECLARATION_FIXED);
  assert_value (first, RC_DECLARATION_REPLACES, NULL, RC_DECLARATION_MISSING);

  issued = issue (fixture, 0);
  open = fill (fixture);
  assert_value (open, RC_DECLARATION_NUMBER, number, RC_DECLARATION_FIXED);

  freeze_and_sign (fixture, issued, number);
  after = fill (fixture);
  assert_value (after, RC_DECLARATION_NUMBER, number, RC_DECLARATION_FIXED);
  assert_value (after, RC_DECLARATION_REVISION, "1", RC_DECLARATION_FIXED);
  assert_value (after, RC_DECLARATION_REPLACES, replaced, RC_DECLARATION_FIXED);

  issue (fixture, issued);
  second = fill (fixture);
  assert_value (second, RC_DECLARATION_REVISION, "1", RC_DECLARATION_FIXED);
  assert_value (second, RC_DECLARATION_REPLACES, replaced, RC_DECLARATION_FIXED);
}

/* --- Entering --- */

static void
test_entered (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (RcDeclaration) entered = NULL;
  g_autoptr (RcDeclaration) taken_back = NULL;

  set (fixture, RC_DECLARATION_SYSTEM_VERSION, "2026.2");
  set (fixture, RC_DECLARATION_PLACE, "Nordhafen");
  set (fixture, RC_DECLARATION_PLACED_ON_MARKET, "2026-02-28");
  entered = fill (fixture);
  assert_value (entered, RC_DECLARATION_SYSTEM_VERSION, "2026.2", RC_DECLARATION_ENTERED);
  g_assert_nonnull (strstr (entered->values[RC_DECLARATION_SYSTEM_VERSION].differs, "2026.1"));
  g_assert_cmpstr (entered->values[RC_DECLARATION_SYSTEM_VERSION].by, ==, "A. Keller");
  assert_value (entered, RC_DECLARATION_PLACE, "Nordhafen", RC_DECLARATION_ENTERED);
  g_assert_null (entered->values[RC_DECLARATION_PLACE].differs);
  assert_value (entered, RC_DECLARATION_RETENTION_END, "2036-02-28", RC_DECLARATION_FIXED);

  set (fixture, RC_DECLARATION_SYSTEM_VERSION, "");
  taken_back = fill (fixture);
  assert_value (taken_back, RC_DECLARATION_SYSTEM_VERSION, "2026.1", RC_DECLARATION_STATED);
  assert_value (taken_back, RC_DECLARATION_PLACE, "Nordhafen", RC_DECLARATION_ENTERED);
}

/* What the officer states later of the system stands beside what the file says. */
static void
test_differs (Fixture       *fixture,
              gconstpointer  data)
{
  const RcSystemSetting setting = { RC_SYSTEM_PROVIDER, "Südhafen Bank (fictitious)" };
  g_autoptr (RcDeclaration) declaration = NULL;
  g_autoptr (GError) error = NULL;

  rc_system_set (fixture->case_file, SYSTEM, &setting, 1, NULL, &error);
  g_assert_no_error (error);
  declaration = fill (fixture);
  assert_value (declaration, RC_DECLARATION_PROVIDER_NAME, "Südhafen Bank (fictitious)", RC_DECLARATION_STATED);
  g_assert_nonnull (strstr (declaration->values[RC_DECLARATION_PROVIDER_NAME].differs, "Nordhafen Bank"));
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  const RcDeclarationSetting wrong[] = { { RC_DECLARATION_PLACE, "Nordhafen" }, { RC_DECLARATION_DATE, "tomorrow" } };
  const RcDeclarationSetting twice[] = { { RC_DECLARATION_PLACE, "Nordhafen" }, { RC_DECLARATION_PLACE, "Hafen" } };
  g_autoptr (RcDeclaration) declaration = NULL;
  g_autoptr (GError) value_error = NULL;
  g_autoptr (GError) twice_error = NULL;
  g_autoptr (GError) system_error = NULL;

  g_assert_false (rc_declaration_set (fixture->case_file, SYSTEM, wrong, 2, NULL, &value_error));
  g_assert_error (value_error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_FIELD);
  g_assert_nonnull (strstr (value_error->message, "tomorrow"));
  g_assert_false (rc_declaration_set (fixture->case_file, SYSTEM, twice, 2, NULL, &twice_error));
  g_assert_error (twice_error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_FIELD);
  g_assert_false (rc_declaration_set (fixture->case_file, "KreditChek", wrong, 1, NULL, &system_error));
  g_assert_error (system_error, RC_SYSTEM_ERROR, RC_SYSTEM_ERROR_NOT_FOUND);

  declaration = fill (fixture);
  g_assert_null (rc_declaration_peek (declaration, RC_DECLARATION_PLACE));
}

/* Only the provider declares. */
static void
test_other_engagement (Fixture       *fixture,
                       gconstpointer  data)
{
  const RcDeclarationSetting setting = { RC_DECLARATION_PLACE, "Nordhafen" };
  const RcDeclarationAct act = { .number = (char *) "Regulation (EU) 2017/745", .title = (char *) "Medical devices" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) act_error = NULL;

  g_assert_true (rc_case_set_setting (fixture->case_file, "case.type", "external", NULL));
  g_assert_false (rc_declaration_set (fixture->case_file, SYSTEM, &setting, 1, NULL, &error));
  g_assert_error (error, RC_ENGAGEMENT_ERROR, RC_ENGAGEMENT_ERROR_TYPE);
  g_assert_false (rc_declaration_add_act (fixture->case_file, SYSTEM, &act, FALSE, NULL, &act_error));
  g_assert_error (act_error, RC_ENGAGEMENT_ERROR, RC_ENGAGEMENT_ERROR_TYPE);
}

static void
test_acts (Fixture       *fixture,
           gconstpointer  data)
{
  const RcDeclarationAct act = { .number = (char *) "Regulation (EU) 2017/745", .title = (char *) "Medical devices" };
  const RcDeclarationAct no_title = { .number = (char *) "Regulation (EU) 2017/745" };
  g_autoptr (RcDeclaration) with = NULL;
  g_autoptr (RcDeclaration) without = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (rc_declaration_add_act (fixture->case_file, SYSTEM, &no_title, FALSE, NULL, NULL));
  g_assert_true (rc_declaration_add_act (fixture->case_file, SYSTEM, &act, FALSE, NULL, &error));
  g_assert_no_error (error);
  with = fill (fixture);
  g_assert_cmpuint (with->acts->len, ==, 1);
  g_assert_cmpstr (((const RcDeclarationAct *) g_ptr_array_index (with->acts, 0))->title, ==, "Medical devices");

  g_assert_true (rc_declaration_add_act (fixture->case_file, SYSTEM, &no_title, TRUE, NULL, &error));
  g_assert_no_error (error);
  without = fill (fixture);
  g_assert_cmpuint (without->acts->len, ==, 0);
}

static void
test_standards (Fixture       *fixture,
                gconstpointer  data)
{
  const RcDeclarationStandard cited = { .reference = (char *) "EN 00000-1:2027", .dated = (char *) "2027",
                                        .oj_reference = (char *) "OJ L, 2027/1", .oj_date = (char *) "2027-03-01" };
  const RcDeclarationStandard no_day = { .reference = (char *) "EN 00000-2:2027", .oj_reference = (char *) "OJ L, 2027/1" };
  g_autoptr (RcDeclaration) declaration = NULL;
  const RcDeclarationStandard *standard;
  g_autoptr (GError) error = NULL;

  g_assert_false (rc_declaration_add_standard (fixture->case_file, SYSTEM, &no_day, FALSE, NULL, NULL));
  g_assert_true (rc_declaration_add_standard (fixture->case_file, SYSTEM, &cited, FALSE, NULL, &error));
  g_assert_no_error (error);
  declaration = fill (fixture);
  g_assert_cmpuint (declaration->standards->len, ==, 1);
  standard = g_ptr_array_index (declaration->standards, 0);
  g_assert_true (rc_declaration_standard_is_harmonised (standard, "2027-03-01"));
  g_assert_false (rc_declaration_standard_is_harmonised (standard, "2027-02-28"));
  g_assert_false (rc_declaration_standard_is_harmonised (standard, NULL));
}

/* A name that holds what no declaration can hold is told, not taken. */
static void
test_hostile_statement (Fixture       *fixture,
                        gconstpointer  data)
{
  const RcSystemSetting setting = { RC_SYSTEM_PROVIDER, "Bank\x1b[31m" };
  g_autoptr (RcDeclaration) declaration = NULL;

  g_assert_cmpint (rc_system_set (fixture->case_file, SYSTEM, &setting, 1, NULL, NULL), !=, 0);
  declaration = fill (fixture);
  g_assert_null (rc_declaration_peek (declaration, RC_DECLARATION_PROVIDER_NAME));
  g_assert_true (is_missing (declaration, RC_DECLARATION_PROVIDER_NAME));
  g_assert_cmpuint (declaration->remarks->len, ==, 1);
  g_assert_null (strchr (g_ptr_array_index (declaration->remarks, 0), '\x1b'));
}

static void
test_by_identifier (Fixture       *fixture,
                    gconstpointer  data)
{
  const RcDeclarationSetting setting = { RC_DECLARATION_PLACE, "Nordhafen" };
  g_autoptr (RcDeclaration) declaration = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_declaration_set (fixture->case_file, "NB-AIS-007", &setting, 1, "B. Beamter (fictitious)", &error));
  g_assert_no_error (error);
  declaration = fill (fixture);
  assert_value (declaration, RC_DECLARATION_PLACE, "Nordhafen", RC_DECLARATION_ENTERED);
  g_assert_cmpstr (declaration->values[RC_DECLARATION_PLACE].by, ==, "B. Beamter (fictitious)");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/declaration/names", test_names);
  g_test_add_func ("/declaration/values", test_values);
  g_test_add_func ("/declaration/long-value", test_long_value);
  ADD ("/declaration/fill/demo", test_demo);
  ADD ("/declaration/fill/demo-versions", test_demo_versions);
  ADD ("/declaration/fill/versions-by-day", test_versions_by_day);
  ADD ("/declaration/fill/differs", test_differs);
  ADD ("/declaration/fill/hostile-statement", test_hostile_statement);
  ADD ("/declaration/fill/numbers", test_numbers);
  ADD ("/declaration/entry/values", test_entered);
  ADD ("/declaration/entry/refused", test_refused);
  ADD ("/declaration/entry/other-engagement", test_other_engagement);
  ADD ("/declaration/entry/acts", test_acts);
  ADD ("/declaration/entry/standards", test_standards);
  ADD ("/declaration/entry/by-identifier", test_by_identifier);
  return g_test_run ();
}
