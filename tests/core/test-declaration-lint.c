/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/law/law.h"
#include "declaration-fixture.h"
#include "demo-case.h"

#define SYSTEM "KreditCheck"

static GPtrArray *
lint (const RcDeclaration *declaration,
      RcCase              *case_file,
      RcRecordReader      *reader,
      gboolean             is_signed)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *lints = rc_declaration_lint (declaration, case_file, reader, is_signed, &error);

  g_assert_no_error (error);
  return lints;
}

/* Each requirement of the catalogue that is held against a declaration has its lint, and there is no other. */
static void
test_catalogue (void)
{
  g_autoptr (RcDeclaration) declaration = rc_declaration_new (TRUE);
  g_autoptr (GPtrArray) lints = lint (declaration, NULL, NULL, FALSE);
  const RcLaw *law = rc_law_get ();
  guint n = 0;

  for (guint i = 0; i < rc_law_count_requirements (law); i++)
    {
      const RcRequirement *requirement = rc_law_nth_requirement (law, i);

      if (!requirement->is_of_declaration || requirement->judged == RC_LAW_JUDGED_OUT_OF_SCOPE)
        continue;
      n++;
      g_assert_nonnull (declaration_fixture_find (lints, requirement->id)->expected);
    }
  g_assert_cmpuint (lints->len, ==, n);
  for (guint i = 1; i < lints->len; i++)
    g_assert_cmpstr (((const RcLint *) g_ptr_array_index (lints, i - 1))->id, <, ((const RcLint *) g_ptr_array_index (lints, i))->id);
}

/* Of a declaration that says nothing nothing passes. */
static void
test_nothing (void)
{
  g_autoptr (RcDeclaration) received = rc_declaration_new (TRUE);
  g_autoptr (RcDeclaration) own = rc_declaration_new (FALSE);
  RcDeclaration * const declarations[] = { received, own };

  for (gsize i = 0; i < G_N_ELEMENTS (declarations); i++)
    {
      g_autoptr (GPtrArray) lints = lint (declarations[i], NULL, NULL, TRUE);

      for (guint j = 0; j < lints->len; j++)
        {
          const RcLint *one = g_ptr_array_index (lints, j);

          if (one->outcome == RC_LINT_PASSED)
            g_error ("%s passed: %s", one->id, one->found);
          g_assert_nonnull (one->found);
        }
    }
}

/* --- Without a case --- */

static const Row rows[] = {
  { "DL-01", PASSED, OWN, { "L fr", "L en", "L pt" } },
  { "DL-01", PASSED, RECEIVED, { "L pt", "@pt t=Declaração de conformidade UE" } },
  { "DL-01", PASSED, RECEIVED, { "@de t=EU\u2011Konformitätserklärung" } },
  { "DL-01", FAILED, RECEIVED, { "@de t=EG-Konformitätserklärung" } },
  { "DL-01", FAILED, RECEIVED, { "L en", "@en t=EC declaration of conformity" } },
  { "DL-01", FAILED, RECEIVED, { "L fr", "@fr t=Déclaration CE de conformité" } },
  { "DL-01", FAILED, RECEIVED, { "@de t=EU declaration of conformity" } },
  { "DL-01", FAILED, RECEIVED, { "@de t=" } },
  { "DL-01", FAILED, RECEIVED, { "@de t=Bescheinigung" } },
  { "DL-01", OPEN, RECEIVED, { "L fi", "@fi t=Todistus" } },
  { "DL-01", OPEN, RECEIVED, { "L" } },

  { "DL-02", FAILED, RECEIVED, { "provider-name=" } },
  { "DL-02", FAILED, RECEIVED, { "provider-address=" } },
  { "DL-02", FAILED, RECEIVED, { "provider-address=Postfach 12 34, 00000 Nordhafen" } },
  { "DL-02", FAILED, RECEIVED, { "provider-address=P.O. Box 12\nNorthport" } },
  { "DL-02", FAILED, RECEIVED, { "provider-address=BP 123, 75000 Ville" } },
  { "DL-02", FAILED, RECEIVED, { "provider-address=BP123, 75000 Ville" } },
  { "DL-02", FAILED, RECEIVED, { "provider-address=Postbus 9\n1000 AA Haven" } },
  { "DL-02", FAILED, RECEIVED, { "provider-address=Casella postale 7, 00100 Porto" } },
  { "DL-02", FAILED, RECEIVED, { "provider-address=Apartado 45, 28000 Puerto" } },
  { "DL-02", FAILED, RECEIVED, { "provider-address=Box 321, 100 00 Hamn" } },
  { "DL-02", FAILED, RECEIVED, { "provider-address=Skrytka pocztowa 5, 00-001 Port" } },
  { "DL-02", OPEN, RECEIVED, { "provider-address=Am Südkai 1, Postfach 12, 00000 Nordhafen" } },
  { "DL-02", OPEN, RECEIVED, { NULL } },

  { "DL-03", IDLE, OWN, { NULL } },
  { "DL-03", FAILED, OWN, { "provider-country=CH" } },
  { "DL-03", FAILED, OWN, { "provider-country=US", "representative-name=R" } },
  { "DL-03", PASSED, OWN, { "provider-country=GB", "representative-name=R", "representative-address=Street 1" } },
  { "DL-03", FAILED, RECEIVED, { "provider-country=GB", "representative-name=Nordhafen Bank (fictitious)", "representative-address=Street 1" } },
  { "DL-03", OPEN, RECEIVED, { "provider-country=" } },

  { "DL-04", PASSED, RECEIVED, { NULL } },
  { "DL-04", PASSED, RECEIVED, { "system-version=" } },
  { "DL-04", FAILED, RECEIVED, { "system-name=" } },
  { "DL-04", FAILED, RECEIVED, { "system-version=", "V" } },
  { "DL-04", FAILED, RECEIVED, { "system-name=NORDHAFEN Bank (fictitious)" } },
  { "DL-04", FAILED, RECEIVED, { "system-name=k/1" } },
  { "DL-04", OPEN, RECEIVED, { "system-name=K" } },

  { "DL-05", PASSED, OWN, { "L fr", "L en" } },
  { "DL-05", PASSED, RECEIVED,
    { "@de 3=DIE alleinige\u00a0Verantwortung  für die Ausstellung dieser EU-Konformitätserklärung trägt der Anbieter." } },
  { "DL-05", FAILED, RECEIVED, { "@de 3=" } },
  { "DL-05", FAILED, RECEIVED, { "@de 3=Die Verantwortung für die Ausstellung dieser EU-Konformitätserklärung trägt der Anbieter." } },
  { "DL-05", FAILED, RECEIVED, { "L en", "@en 3=This EU declaration is issued under the sole responsibility of the deployer." } },
  { "DL-05", FAILED, OWN, { "L en", "@en 3=This EU declaration is issued under the sole responsibility of the provider." } },
  { "DL-05", OPEN, RECEIVED, { "L en", "@en 3=This EU declaration is not issued under the sole responsibility of the provider." } },
  { "DL-05", OPEN, RECEIVED, { "L" } },

  { "DL-06", PASSED, OWN, { "L fr" } },
  { "DL-06", PASSED, OWN, { "A Regulation (EU) 2017/745;Medical devices", "L en" } },
  { "DL-06", FAILED, RECEIVED, { "@de 0=" } },
  { "DL-06", FAILED, RECEIVED, { "@de 4=" } },
  { "DL-06", FAILED, RECEIVED, { "@de 4=Das System entspricht allem." } },
  { "DL-06", FAILED, OWN, { "route=annex-i" } },
  { "DL-06", OPEN, RECEIVED, { "@de 4=Das System entspricht der Verordnung (EU) 2024/1689, geändert durch die Verordnung (EU) 2026/1744." } },
  { "DL-06", OPEN, RECEIVED, { "L" } },

  { "DL-07", PASSED, OWN, { "L fr" } },
  { "DL-07", PASSED, OWN, { "personal-data=false" } },
  { "DL-07", FAILED, RECEIVED, { "@de 5=" } },
  { "DL-07", FAILED, RECEIVED, { "@de 5=Das System beachtet den Datenschutz." } },
  { "DL-07", FAILED, RECEIVED, { "personal-data=false", "@de 5=Das KI-System entspricht der Verordnung (EU) 2016/679." } },
  { "DL-07", OPEN, RECEIVED, { "personal-data=" } },
  { "DL-07", OPEN, RECEIVED, { "L" } },

  { "DL-08", FAILED, RECEIVED, { "no-harmonised-standards=", "S ISO/IEC 42\u200b001:2023;;OJ L, 2026/9;2026-10-01;harmonised" } },
  { "DL-08", FAILED, RECEIVED, { "no-harmonised-standards=", "S ISO/IEC 42 001:2023;;OJ L, 2026/9;2026-10-01;harmonised" } },
  { "DL-08", FAILED, RECEIVED, { "no-harmonised-standards=", "S EN 18286;soon" } },
  { "DL-09", OPEN, RECEIVED, { "@de 7=Bewertet von der notifizierten Stelle 0123." } },
  { "DL-09", OPEN, RECEIVED, { "procedure=Assessed by the notified body 0123" } },
  { "DL-20", FAILED, RECEIVED, { "system-type=Certi\u200bfied" } },
  { "DL-20", FAILED, RECEIVED, { "system-type=certi\u00adfied" } },
  { "DL-20", OPEN, RECEIVED, { "system-type=c\u0435rtified" } },
  { "DL-08", IDLE, OWN, { "no-harmonised-standards=" } },
  { "DL-08", OPEN, OWN, { NULL } },
  { "DL-08", OPEN, RECEIVED, { "no-harmonised-standards=", "@de 6=Angewandt wurde die harmonisierte Norm ISO/IEC 42001." } },
  { "DL-08", FAILED, RECEIVED, { "no-harmonised-standards=", "S EN 18286" } },
  { "DL-08", FAILED, OWN, { "S EN 18286:2026;;OJ L, 2026/9;2026-11-30" } },
  { "DL-08", FAILED, RECEIVED, { "S EN 18286:2026;;OJ L, 2026/9;2026-11-30;harmonised" } },
  { "DL-08", FAILED, RECEIVED, { "no-harmonised-standards=", "@de 6=Zum Zeitpunkt der Ausstellung war im Amtsblatt der Europäischen Union keine "
    "Fundstelle einer harmonisierten Norm im Rahmen der Verordnung (EU) 2024/1689 veröffentlicht.", "S EN 18286:2026;;OJ L, 2026/9;2026-11-30;harmonised" } },
  { "DL-08", PASSED, RECEIVED, { "no-harmonised-standards=", "S EN 18286:2026", "S ISO/IEC 42001;2023" } },
  { "DL-08", FAILED, RECEIVED, { "S EN 18286" } },
  { "DL-08", FAILED, RECEIVED, { "S EN 00000:2020;;;;;withdrawn" } },
  { "DL-08", FAILED, RECEIVED, { "S EN 18286:2026;;;;harmonised" } },
  { "DL-08", FAILED, RECEIVED, { "S EN 18286:2026;;OJ L, 2026/9;2026-12-01;harmonised" } },
  { "DL-08", FAILED, RECEIVED, { "S ISO/IEC 42001:2023;;OJ L, 2026/9;2026-10-01;harmonised" } },
  { "DL-08", FAILED, OWN, { "S ISO/IEC 42001:2023;;OJ L, 2026/9;2027-10-01" } },
  { "DL-08", FAILED, RECEIVED, { "date=", "S EN 18286:2026;;OJ L, 2026/9;2026-10-01;harmonised" } },
  { "DL-08", OPEN, RECEIVED, { "no-harmonised-standards=", "S EN 18286:2026;;OJ L, 2026/9;2026-11-30;harmonised" } },
  { "DL-08", OPEN, OWN, { "no-harmonised-standards=", "S EN 18286:2026;;OJ L, 2026/9;2026-11-30" } },

  { "DL-09", PASSED, OWN, { NULL } },
  { "DL-09", FAILED, OWN, { "body-name=Prüfhaus (fictitious)" } },
  { "DL-09", FAILED, OWN, { "certificate=C-1" } },
  { "DL-09", FAILED, RECEIVED, { "route=annex-vii" } },
  { "DL-09", FAILED, RECEIVED, { "route=annex-vii", "body-name=B", "body-number=12" } },
  { "DL-09", FAILED, RECEIVED, { "route=annex-vii", "body-name=B", "body-number=1234", "certificate-expiry=2026-11-29" } },
  { "DL-09", FAILED, RECEIVED, { "route=annex-i", "body-name=B" } },
  { "DL-09", PASSED, RECEIVED, { "route=annex-vii", "body-name=B", "body-number=0123", "certificate-expiry=2026-11-30" } },
  { "DL-09", OPEN, RECEIVED, { "route=annex-vii", "body-name=B", "body-number=0123" } },
  { "DL-09", OPEN, RECEIVED, { "route=annex-i" } },
  { "DL-09", OPEN, RECEIVED, { "route=" } },

  { "DL-10", FAILED, RECEIVED, { "certificate-date=2026-12-01" } },
  { "DL-10", OPEN, RECEIVED, { NULL } },
  { "DL-10", OPEN, RECEIVED, { "date=" } },

  { "DL-11", PASSED, SIGNED, { NULL } },
  { "DL-11", PASSED, OWN | SIGNED, { NULL } },
  { "DL-11", FAILED, SIGNED, { "function=" } },
  { "DL-11", FAILED, SIGNED | DRAFT, { NULL } },
  { "DL-11", FAILED, SIGNED, { "on-behalf-of=" } },
  { "DL-11", OPEN, RECEIVED, { NULL } },
  { "DL-11", OPEN, OWN, { NULL } },

  { "DL-12", OPEN, RECEIVED, { NULL } },
  { "DL-13", OPEN, RECEIVED, { NULL } },
  { "AIA-47-4", OPEN, RECEIVED, { NULL } },

  { "DL-14", PASSED, OWN, { NULL } },
  { "DL-14", PASSED, OWN, { "member-states=DE,AT,BE,LU" } },
  { "DL-14", FAILED, OWN, { "member-states=DE,FR" } },
  { "DL-14", PASSED, OWN, { "member-states=DE,FR", "L fr" } },
  { "DL-14", OPEN, OWN, { "member-states=CH" } },
  { "DL-14", OPEN, RECEIVED, { "member-states=" } },
  { "DL-14", OPEN, RECEIVED, { "L" } },
  { "AIA-47-2c", FAILED, OWN, { "member-states=PL" } },
  { "AIA-47-2c", PASSED, OWN, { "member-states=PL", "L pl" } },

  { "DL-15", IDLE, OWN, { NULL } },
  { "DL-15", PASSED, OWN, { "L fr", "L en", "L bg" } },
  { "DL-15", FAILED, RECEIVED, { "L fr", "@fr 7=" } },
  { "DL-15", FAILED, RECEIVED, { "L fr", "@fr 4=Le système est conforme au règlement (UE) 2024/1689." } },
  { "DL-15", FAILED, RECEIVED, { "L fr", "@fr o=yes" } },
  { "DL-15", FAILED, RECEIVED, { "L fr", "@de o=no" } },
  { "DL-15", FAILED, RECEIVED, { "original-language=fr", "L fr" } },
  { "DL-15", FAILED, RECEIVED, { "L fr", "@fr x=" SHA } },
  { "DL-15", FAILED, RECEIVED, { "L fr", "@fr x=" SHA, "@de x=" SHA } },
  { "DL-15", PASSED, RECEIVED, { "L fr", "@fr x=" SHA, "@de x=" OTHER } },
  { "DL-15", OPEN, RECEIVED, { "L fr", "@fr 3=Autre chose." } },
  { "DL-15", OPEN, RECEIVED, { "L" } },

  { "DL-16", OPEN, OWN, { NULL } },
  { "DL-16", OPEN, RECEIVED, { "registered-sha256=" SHA } },

  { "DL-17", PASSED, OWN, { "L fr" } },
  { "DL-17", PASSED, RECEIVED, { "date=2026-07-26", "@de 4=Verordnung (EU) 2024/1689" } },
  { "DL-17", FAILED, RECEIVED, { "date=2026-07-27", "@de 4=Verordnung (EU) 2024/1689" } },
  { "DL-17", FAILED, RECEIVED, { "@de 4=" } },
  { "DL-17", OPEN, OWN, { "A Regulation (EU) 2017/745;Medical devices" } },
  { "DL-17", PASSED, OWN, { "A Regulation (EU) 2017/745;Medical devices;Regulation (EU) 2023/607" } },
  { "DL-17", OPEN, RECEIVED, { "L" } },

  { "DL-18", PASSED, RECEIVED, { "voluntary=true" } },
  { "DL-18", OPEN, RECEIVED, { NULL } },

  { "DL-19", PASSED, OWN, { NULL } },
  { "DL-19", FAILED, OWN, { "retention-end=" } },
  { "DL-19", FAILED, OWN, { "retention-end=2036-09-30" } },
  { "DL-19", FAILED, RECEIVED, { "retention-end=2036-09-30" } },
  { "DL-19", OPEN, OWN, { "placed-on-market=" } },
  { "DL-19", OPEN, RECEIVED, { "retention-end=" } },
  { "AIA-47-1b", FAILED, OWN, { "retention-end=2030-01-01" } },
  { "AIA-47-1b", PASSED, OWN, { NULL } },

  { "DL-20", PASSED, OWN, { "L fr", "L en", "L es", "L it", "L ro" } },
  { "DL-20", PASSED, RECEIVED, { "certificate=Certificate 1", "provider-name=Certified Foods (fictitious)" } },
  { "DL-20", FAILED, RECEIVED, { "system-name=EU-Certified Scoring" } },
  { "DL-20", FAILED, RECEIVED, { "@de 4=Das System ist von der EU geprüft, Verordnung (EU) 2024/1689." } },
  { "DL-20", FAILED, RECEIVED, { "system-type=KI-System, ZERTIFIZIERT" } },
  { "DL-20", FAILED, RECEIVED, { "system-type=système homologué" } },
  { "DL-20", FAILED, RECEIVED, { "system-type=système certifie\u0301" } },
  { "DL-20", FAILED, RECEIVED, { "procedure=approved by the EU" } },
  { "DL-20", FAILED, RECEIVED, { "procedure=approuvé par l’UE" } },
  { "DL-20", OPEN, RECEIVED, { "L" } },

  { "DOC-1", OPEN, RECEIVED, { NULL } },
  { "DOC-1", PASSED, RECEIVED, { "V" } },
  { "DOC-1", FAILED, RECEIVED, { "system-type=" } },
  { "DOC-1", FAILED, RECEIVED, { "system-reference=", "V" } },
  { "DOC-2", PASSED, RECEIVED, { NULL } },
  { "DOC-2", FAILED, RECEIVED, { "provider-address=" } },
  { "DOC-2", FAILED, RECEIVED, { "representative-name=R" } },
  { "DOC-3", PASSED, RECEIVED, { NULL } },
  { "DOC-3", FAILED, RECEIVED, { "@de 3=" } },
  { "DOC-3", OPEN, RECEIVED, { "L" } },
  { "DOC-4", PASSED, RECEIVED, { NULL } },
  { "DOC-4", FAILED, RECEIVED, { "@de 4=" } },
  { "DOC-4", OPEN, RECEIVED, { "L" } },
  { "DOC-5", PASSED, RECEIVED, { NULL } },
  { "DOC-5", FAILED, OWN, { "personal-data=" } },
  { "DOC-5", FAILED, RECEIVED, { "@de 5=" } },
  { "DOC-5", IDLE, RECEIVED, { "personal-data=false" } },
  { "DOC-5", OPEN, RECEIVED, { "L" } },
  { "DOC-6", PASSED, RECEIVED, { NULL } },
  { "DOC-6", PASSED, RECEIVED, { "S EN 1:2020", "@de 6=" } },
  { "DOC-6", OPEN, RECEIVED, { "@de 6=" } },
  { "DOC-6", FAILED, OWN, { "no-harmonised-standards=" } },
  { "DOC-6", OPEN, RECEIVED, { "@de 6=Angewandt wurde EN 1." } },
  { "DOC-7", IDLE, OWN, { NULL } },
  { "DOC-7", FAILED, OWN, { "route=" } },
  { "DOC-7", FAILED, OWN, { "route=annex-vii", "body-name=B", "body-number=0123", "procedure=P" } },
  { "DOC-7", PASSED, OWN, { "route=annex-vii", "body-name=B", "body-number=0123", "procedure=P", "certificate=C" } },
  { "DOC-7", OPEN, RECEIVED, { "route=" } },
  { "DOC-7", OPEN, RECEIVED, { "route=annex-i", "procedure=P" } },
  { "DOC-8", PASSED, SIGNED, { NULL } },
  { "DOC-8", FAILED, SIGNED, { "place=" } },
  { "DOC-8", FAILED, SIGNED, { "signatory=" } },
  { "DOC-8", OPEN, RECEIVED, { NULL } },

  { "AIA-47-1a", PASSED, SIGNED, { NULL } },
  { "AIA-47-1a", OPEN, RECEIVED, { NULL } },
  { "AIA-47-1a", OPEN, OWN | DRAFT, { NULL } },
  { "AIA-47-1a", FAILED, RECEIVED | DRAFT, { NULL } },
  { "AIA-47-1a", OPEN, SIGNED, { "L" } },
  { "AIA-47-1c", PASSED, RECEIVED, { NULL } },
  { "AIA-47-1c", FAILED, RECEIVED, { "system-name=" } },
  { "AIA-47-1c", FAILED, RECEIVED, { "system-version=", "system-reference=", "V" } },
  { "AIA-47-2a", PASSED, OWN, { "L fr" } },
  { "AIA-47-2a", FAILED, RECEIVED, { "@de 0=" } },
  { "AIA-47-2a", OPEN, RECEIVED, { "@de 0=Es erfüllt Kapitel III." } },
  { "AIA-47-2b", PASSED, OWN | SIGNED, { "V" } },
  { "AIA-47-2b", FAILED, OWN | SIGNED, { "V", "place=" } },
  { "AIA-47-2b", OPEN, OWN | SIGNED, { NULL } },
  { "AIA-47-3", OPEN, OWN, { NULL } },
  { "AIA-47-3", PASSED, OWN, { "A Regulation (EU) 2017/745;Medical devices" } },
  { "AIA-47-3", FAILED, OWN, { "A Regulation (EU) 2017/745" } },
  { "AIA-47-3", FAILED, OWN, { "route=annex-i" } },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (RcDeclaration) declaration = declaration_fixture_make (!(rows[i].flags & OWN), rows[i].edits);
      g_autoptr (GPtrArray) lints = NULL;

      declaration->is_draft = (rows[i].flags & DRAFT) != 0;
      lints = lint (declaration, NULL, NULL, (rows[i].flags & SIGNED) != 0);
      declaration_fixture_assert (lints, &rows[i], i);
    }
}

static gboolean
is_shown (const char    *id,
          RcLintOutcome  outcome)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (strcmp (rows[i].id, id) == 0 && rows[i].outcome == outcome)
        return TRUE;
    }
  return FALSE;
}

/* Each lint is shown to fail and to pass, but for those that do so with a case alone. */
static void
test_rows_cover (void)
{
  static const char * const with_case[] = { "AIA-47-4", "DL-02", "DL-10", "DL-12", "DL-13", "DL-16", NULL };
  static const char * const never_fails[] = { "DL-18", NULL };
  g_autoptr (RcDeclaration) declaration = rc_declaration_new (TRUE);
  g_autoptr (GPtrArray) lints = lint (declaration, NULL, NULL, FALSE);

  for (guint i = 0; i < lints->len; i++)
    {
      const char *id = ((const RcLint *) g_ptr_array_index (lints, i))->id;

      if (g_strv_contains (with_case, id))
        continue;
      g_assert_true (is_shown (id, PASSED));
      g_assert_true (is_shown (id, FAILED) || g_strv_contains (never_fails, id));
    }
}

/* Nothing that somebody else wrote comes to people as it is. */
static void
test_hostile (void)
{
  g_autofree char *long_name = g_strnfill (100000, 'x');
  const char * const edits[N_EDITS] = { "L fr", "@de t=\x1b[31m\u202eEG", "@fr 3=\u2066<b>\x01 sole", NULL };
  g_autoptr (RcDeclaration) declaration = declaration_fixture_make (TRUE, edits);
  g_autoptr (GPtrArray) lints = NULL;

  declaration_fixture_set (declaration, "system-name", long_name);
  declaration_fixture_set (declaration, "body-number", "12\x1b]0;x");
  declaration_fixture_set (declaration, "route", "annex-vii");
  lints = lint (declaration, NULL, NULL, FALSE);
  for (guint i = 0; i < lints->len; i++)
    {
      const RcLint *one = g_ptr_array_index (lints, i);

      g_assert_true (g_utf8_validate (one->found, -1, NULL));
      g_assert_null (strpbrk (one->found, "\x1b\x01"));
      g_assert_null (strstr (one->found, "\u202e"));
      g_assert_null (strstr (one->found, "\u2066"));
      g_assert_cmpuint (strlen (one->found), <, 4000);
    }
}

/* --- The demonstration --- */

static GPtrArray *
lint_demo (RcCase         *case_file,
           RcRecordReader *reader)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDeclaration) declaration = rc_declaration_fill (case_file, reader, SYSTEM, &error);

  g_assert_no_error (error);
  g_assert_true (rc_declaration_add_language (declaration, "de", TRUE, &error));
  g_assert_true (rc_declaration_add_language (declaration, "en", FALSE, &error));
  return lint (declaration, case_file, reader, FALSE);
}

static void
assert_no_mistake (GPtrArray *lints)
{
  for (guint i = 0; i < lints->len; i++)
    {
      const RcLint *one = g_ptr_array_index (lints, i);

      if (one->outcome == RC_LINT_FAILED)
        g_error ("%s: %s", one->id, one->found);
    }
}

/* Right after the import some things are missing; once they are entered no mistake is found, and what cannot be checked is not passed. */
static void
test_demo (void)
{
  static const RcDeclarationSetting settings[] = {
    { RC_DECLARATION_PROVIDER_COUNTRY, "DE" }, { RC_DECLARATION_PLACE, "Nordhafen" }, { RC_DECLARATION_DATE, "2026-11-30" },
    { RC_DECLARATION_SIGNATORY, "A. Signer (fictitious)" }, { RC_DECLARATION_FUNCTION, "Head of Models" },
    { RC_DECLARATION_ON_BEHALF_OF, "Nordhafen Bank (fictitious)" }, { RC_DECLARATION_NO_STANDARDS, "true" },
  };
  static const char * const passing[] = { "DL-04", "DL-09", "DL-10", "DL-13", "DL-14", "DL-19", "DOC-1", "DOC-2", NULL };
  static const char * const unchecked[] = { "AIA-47-1a", "DL-02", "DL-11", "DL-16", "DOC-8", NULL };
  g_autoptr (DemoCase) demo = demo_case_new (300, DEMO_CASE_PLAIN);
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (GPtrArray) before = lint_demo (case_file, reader);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (declaration_fixture_find (before, "DOC-1")->outcome, ==, RC_LINT_PASSED);
  g_assert_cmpint (declaration_fixture_find (before, "DOC-8")->outcome, ==, RC_LINT_FAILED);
  g_assert_cmpint (declaration_fixture_find (before, "DL-13")->outcome, ==, RC_LINT_NOT_CHECKED);

  rc_declaration_set (case_file, SYSTEM, settings, G_N_ELEMENTS (settings), NULL, &error);
  g_assert_no_error (error);
  after = lint_demo (case_file, reader);
  assert_no_mistake (after);
  for (guint i = 0; passing[i] != NULL; i++)
    g_assert_cmpint (declaration_fixture_find (after, passing[i])->outcome, ==, RC_LINT_PASSED);
  for (guint i = 0; unchecked[i] != NULL; i++)
    g_assert_cmpint (declaration_fixture_find (after, unchecked[i])->outcome, ==, RC_LINT_NOT_CHECKED);
}

/* A declaration of an early day does not cover what was deployed since. */
static void
test_demo_stale (void)
{
  static const RcDeclarationSetting setting = { RC_DECLARATION_DATE, "2026-01-05" };
  g_autoptr (DemoCase) demo = demo_case_new (300, DEMO_CASE_PLAIN);
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (GPtrArray) lints = NULL;
  g_autoptr (GError) error = NULL;
  const RcLint *stale;

  rc_declaration_set (case_file, SYSTEM, &setting, 1, NULL, &error);
  g_assert_no_error (error);
  lints = lint_demo (case_file, reader);
  stale = declaration_fixture_find (lints, "DL-13");
  g_assert_cmpint (stale->outcome, ==, RC_LINT_FAILED);
  g_assert_cmpint (stale->source, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/declaration-lint/catalogue", test_catalogue);
  g_test_add_func ("/declaration-lint/nothing", test_nothing);
  g_test_add_func ("/declaration-lint/rows", test_rows);
  g_test_add_func ("/declaration-lint/rows-cover", test_rows_cover);
  g_test_add_func ("/declaration-lint/hostile", test_hostile);
  g_test_add_func ("/declaration-lint/demo", test_demo);
  g_test_add_func ("/declaration-lint/demo-stale", test_demo_stale);
  return g_test_run ();
}
