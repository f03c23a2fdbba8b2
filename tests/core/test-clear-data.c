/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/clear-data.h"

/* Every address, number and name here is invented, or an example of a standard. */

static guint
find (const char    *text,
      RcClearMember  member)
{
  gsize length = strlen (text);
  /* No terminator: a read behind the end shows. */
  g_autofree char *bytes = g_memdup2 (text, MAX (length, 1));

  return rc_clear_data_find (bytes, length, member);
}

static gboolean
may_hold (const char *record)
{
  static const char * const members[] = { "who", NULL };
  gsize length = strlen (record);
  g_autofree char *bytes = g_memdup2 (record, MAX (length, 1));

  return rc_clear_data_may_hold (bytes, length, members);
}

static void
check_all (const char * const *texts,
           RcClearMember       member,
           guint               wanted)
{
  for (gsize i = 0; texts[i] != NULL; i++)
    if (find (texts[i], member) != wanted)
      g_error ("“%s”: found %u, not %u", texts[i], find (texts[i], member), wanted);

  /* What is found in a value is suspected in the record that has it. */
  for (gsize i = 0; wanted != 0 && texts[i] != NULL; i++)
    {
      g_autofree char *record = g_strdup_printf ("{\"a\":1,\"phone\" : \"%s\",\"b\":[]}", texts[i]);

      if (!may_hold (record))
        g_error ("%s: not suspected", record);
    }
}

static void
test_email (void)
{
  static const char * const found[] = {
    "anna.berg@example.org", "write to <anna+loan@mail.example.co.uk>, please", "mailto:a@example.de", "ANNA@EXAMPLE.ORG.",
    "x@y.de;anna@example.org", "@anna@example.org", NULL
  };
  static const char * const none[] = {
    "anna", "@example.org", "anna@", "anna@localhost", "anna@example", "pkg@1.2.3", "model@sha256:aabbccdd", "git@github.com:o/r.git",
    "https://user:word@host.example.org/x", "robot@project.iam.gserviceaccount.com", "noreply@example.org", "a@b.c", "svc@db.prod.internal",
    "anna@example.o2g", "anna@-example.org", "anna.@example.org", "user@example..org", NULL
  };

  check_all (found, RC_CLEAR_MEMBER_OTHER, 1u << RC_CLEAR_EMAIL);
  check_all (none, RC_CLEAR_MEMBER_OTHER, 0);
}

static void
test_iban (void)
{
  static const char * const found[] = {
    "DE89370400440532013000", "DE89 3704 0044 0532 0130 00", "to GB29NWBK60161331926819 today", "NO9386011117947",
    "iban:FR1420041010050500013M02606", NULL
  };
  static const char * const none[] = {
    "DE89370400440532013001", "DE8937040044053201300", "DE893704004405320130000", "XX89370400440532013000", "de89370400440532013000",
    "ADE89370400440532013000", "DE89 37040 0440532013000", "AB12CD34EF56AB12CD34EF56", NULL
  };

  check_all (found, RC_CLEAR_MEMBER_OTHER, 1u << RC_CLEAR_IBAN);
  check_all (none, RC_CLEAR_MEMBER_OTHER, 0);
}

static void
test_telephone (void)
{
  static const char * const found[] = {
    "+49 30 1234567", "+493012345678", "call +1-202-555-0143 now", "tel:+44 20 7946 0000", "0049 30 1234567", "(030) 1234567",
    "0171/1234567",
    "+33 (0)1 23 45 67 89.", NULL
  };
  static const char * const none[] = {
    "0301234567", "1234567890", "4930123456789", "2026-05-04T09:12:31+02:00", "2026-05-04T09:12:31.000000+0200", "1e+12345678",
    "+00000000000", "0000 1234567", "0049301234567", "AAA+49301234567", "+49301234567==", "+49301234567x", "+1.23456789", "0815-123456",
    "+4930123", "10.0.0.1/12345678", "2026/0171/1234567", "00:00:00+01:00", "550e8400-e29b-41d4-a716-446655440000",
    "+493012345678901234", NULL
  };
  static const char * const where_said[] = { "0301234567", "0171 1234567", "030-1234567", NULL };
  static const char * const not_even_there[] = { "unknown", "1234567890", "0000000000", "0171 1234567 or later", NULL };

  check_all (found, RC_CLEAR_MEMBER_OTHER, 1u << RC_CLEAR_TELEPHONE);
  check_all (none, RC_CLEAR_MEMBER_OTHER, 0);
  check_all (where_said, RC_CLEAR_MEMBER_OTHER, 0);
  check_all (where_said, RC_CLEAR_MEMBER_TELEPHONE, 1u << RC_CLEAR_TELEPHONE);
  check_all (not_even_there, RC_CLEAR_MEMBER_TELEPHONE, 0);
}

static void
test_several (void)
{
  g_assert_cmpuint (find ("Anna, anna@example.org, +49 30 1234567, DE89370400440532013000", RC_CLEAR_MEMBER_OTHER), ==,
                    1u << RC_CLEAR_EMAIL | 1u << RC_CLEAR_IBAN | 1u << RC_CLEAR_TELEPHONE);
}

static void
test_names (void)
{
  static const char * const two[] = { "Anna Berg", "Jürgen von der Heide", "Berg, Anna", "Dr. Anna Berg-Öztürk", "Seán O’Brien",
  "Anna M. Berg", NULL };
  static const char * const one[] = { "Anna", "Berg", "Özgür", NULL };
  static const char * const none[] = {
    "anna berg", "p-4711", "A", "ANNA", "Anna2", "Anna_Berg", "a94a8fe5ccb19ba6", "Anna  Berg", "Anna Berg ", "", "von der", "GPU Model",
    "Anna (test)", "Anna Berg Carl Dora Emil Fritz Gerd", NULL
  };

  for (gsize i = 0; two[i] != NULL; i++)
    g_assert_true (rc_clear_data_is_name (two[i], strlen (two[i]), 2));
  for (gsize i = 0; one[i] != NULL; i++)
    {
      g_assert_true (rc_clear_data_is_name (one[i], strlen (one[i]), 1));
      g_assert_false (rc_clear_data_is_name (one[i], strlen (one[i]), 2));
    }
  for (gsize i = 0; none[i] != NULL; i++)
    if (rc_clear_data_is_name (none[i], strlen (none[i]), 1))
      g_error ("“%s” is a name", none[i]);
}

static void
test_members (void)
{
  static const struct { const char *name; RcClearMember member; } rows[] = {
    { "name", RC_CLEAR_MEMBER_NAME }, { "Name", RC_CLEAR_MEMBER_NAME }, { "first_name", RC_CLEAR_MEMBER_NAME_PART },
    { "firstName", RC_CLEAR_MEMBER_NAME_PART }, { "last-name", RC_CLEAR_MEMBER_NAME_PART }, { "Nachname", RC_CLEAR_MEMBER_NAME_PART },
    { "full_name", RC_CLEAR_MEMBER_PERSON }, { "kunde", RC_CLEAR_MEMBER_PERSON }, { "phone_number", RC_CLEAR_MEMBER_TELEPHONE },
    { "e-mail", RC_CLEAR_MEMBER_PERSONAL }, { "filename", RC_CLEAR_MEMBER_OTHER }, { "model_name", RC_CLEAR_MEMBER_OTHER },
    { "", RC_CLEAR_MEMBER_OTHER }, { "____________________________", RC_CLEAR_MEMBER_OTHER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (rc_clear_data_member (rows[i].name, strlen (rows[i].name)), ==, rows[i].member);
}

static void
test_suspected (void)
{
  static const char * const suspected[] = {
    "{\"last_name\":\"Berg\"}", "{\"kunde\":{\"name\":\"Berg\"}}", "{\"kunde\": \"Anna Berg\"}", "{\"who\":\"Anna Berg\"}",
    "{\"x\":[\"Özgür\"],\"vorname\":\"Özgür\"}", "{\"x\":\"\\u0041\"}", "{\"anna@example.org\":1}", NULL
  };
  static const char * const none[] = {
    "", "{}", ":", "{\"x\":", "{\"x\":\"", "\"", "{\"model\":\"Anna Berg\"}", "{\"last_name\":\"p-4711\"}", "{\"who\":\"p-4711\"}",
    "{\"timestamp\":\"2026-04-01T10:00:00+02:00\",\"hash\":\"00a1b2/0c3d4e5f60718293a4b5c6d7e8f90\",\"n\":-1.5e+10}", "[1,2,3]", NULL
  };

  for (gsize i = 0; suspected[i] != NULL; i++)
    if (!may_hold (suspected[i]))
      g_error ("%s: not suspected", suspected[i]);
  for (gsize i = 0; none[i] != NULL; i++)
    if (may_hold (none[i]))
      g_error ("%s: suspected", none[i]);
}

/* Any bytes: no read behind the end, whatever stands there. */
static void
test_cut (void)
{
  static const char text[] = "Dr. Anna O’Brien, anna@example.org.uk +49 (0)30 / 1234567-89 0049 30 1234567 (030) 12345 "
                             "\"kunde\":\"Anna Berg\" "
                             "DE89 3704 0044 0532 0130 00 @@..";

  for (gsize start = 0; start < sizeof text; start++)
    {
      for (gsize length = 0; start + length < sizeof text; length++)
        {
          g_autofree char *bytes = g_memdup2 (text + start, length + 1);
          g_autofree char *exact = g_memdup2 (bytes, MAX (length, 1));

          (void) rc_clear_data_find (exact, length, RC_CLEAR_MEMBER_TELEPHONE);
          (void) rc_clear_data_may_hold (exact, length, (const char * const []) { "who", NULL });
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clear-data/email", test_email);
  g_test_add_func ("/clear-data/iban", test_iban);
  g_test_add_func ("/clear-data/telephone", test_telephone);
  g_test_add_func ("/clear-data/several", test_several);
  g_test_add_func ("/clear-data/names", test_names);
  g_test_add_func ("/clear-data/members", test_members);
  g_test_add_func ("/clear-data/suspected", test_suspected);
  g_test_add_func ("/clear-data/cut", test_cut);
  return g_test_run ();
}
