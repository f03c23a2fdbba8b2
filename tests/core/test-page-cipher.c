/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-fixture.h"
#include "core/auditor-key.h"
#include "core/rest/case-keys.h"

#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const RcKeyCost small_cost = { 1, 64 };

/* --- Pages --- */

static void
fill (guint8 *page)
{
  for (guint i = 0; i < RC_CASE_PAGE_BYTES; i++)
    page[i] = (guint8) (i * 7 + i / 251);
}

static RcPageCipher *
make_cipher (guint8 key_byte,
             guint8 salt_byte)
{
  guint8 key[RC_PAGE_KEY_BYTES];
  guint8 salt[RC_PAGE_SALT_BYTES];

  memset (key, key_byte, sizeof key);
  memset (salt, salt_byte, sizeof salt);
  return rc_page_cipher_new (key, salt);
}

static void
assert_closed (RcPageCipher      *cipher,
               const RcPagePlace *place,
               const guint8      *sealed)
{
  guint8 page[RC_CASE_PAGE_BYTES];

  memset (page, 1, sizeof page);
  g_assert_false (rc_page_cipher_open (cipher, place, sealed, sizeof page, page));
  /* Never plain garbage. */
  g_assert_true (sodium_is_zero (page, sizeof page));
}

static void
test_page (void)
{
  g_autoptr (RcPageCipher) cipher = make_cipher (1, 2);
  const RcPagePlace place = { .kind = RC_PAGE_KIND_DATABASE, .number = 7 };
  guint8 page[RC_CASE_PAGE_BYTES], sealed[RC_CASE_PAGE_BYTES], again[RC_CASE_PAGE_BYTES], opened[RC_CASE_PAGE_BYTES];

  fill (page);
  rc_page_cipher_seal (cipher, &place, page, sizeof page, sealed);
  rc_page_cipher_seal (cipher, &place, page, sizeof page, again);
  g_assert_cmpint (memcmp (sealed, again, 64), !=, 0);
  g_assert_true (rc_page_cipher_open (cipher, &place, sealed, sizeof page, opened));
  g_assert_cmpmem (opened, sizeof page - RC_CASE_RESERVED_BYTES, page, sizeof page - RC_CASE_RESERVED_BYTES);
  g_assert_true (sodium_is_zero (opened + sizeof page - RC_CASE_RESERVED_BYTES, RC_CASE_RESERVED_BYTES));
  g_assert_true (rc_page_cipher_open (cipher, &place, again, sizeof page, again));
  g_assert_cmpmem (again, sizeof again, opened, sizeof opened);
}

static void
test_moved (void)
{
  g_autoptr (RcPageCipher) cipher = make_cipher (1, 2);
  g_autoptr (RcPageCipher) other_key = make_cipher (3, 2);
  g_autoptr (RcPageCipher) other_case = make_cipher (1, 4);
  const RcPagePlace place = { .kind = RC_PAGE_KIND_DATABASE, .number = 7 };
  RcPagePlace elsewhere;
  guint8 page[RC_CASE_PAGE_BYTES], sealed[RC_CASE_PAGE_BYTES];

  fill (page);
  rc_page_cipher_seal (cipher, &place, page, sizeof page, sealed);
  assert_closed (other_key, &place, sealed);
  assert_closed (other_case, &place, sealed);
  elsewhere = place;
  elsewhere.number = 8;
  assert_closed (cipher, &elsewhere, sealed);
  elsewhere = place;
  elsewhere.kind = RC_PAGE_KIND_WAL;
  assert_closed (cipher, &elsewhere, sealed);
  elsewhere = place;
  elsewhere.context[3] = 1;
  assert_closed (cipher, &elsewhere, sealed);
}

static void
test_altered (void)
{
  g_autoptr (RcPageCipher) cipher = make_cipher (1, 2);
  const RcPagePlace place = { .kind = RC_PAGE_KIND_DATABASE, .number = 7 };
  guint8 page[RC_CASE_PAGE_BYTES], sealed[RC_CASE_PAGE_BYTES];

  fill (page);
  rc_page_cipher_seal (cipher, &place, page, sizeof page, sealed);
  for (guint i = 0; i < sizeof sealed; i += i < sizeof sealed - 64 ? 1021 : 1)
    {
      sealed[i] ^= 0x10;
      assert_closed (cipher, &place, sealed);
      sealed[i] ^= 0x10;
    }
  memset (sealed, 0, sizeof sealed);
  assert_closed (cipher, &place, sealed);
}

static void
test_sums (void)
{
  g_autoptr (RcPageCipher) cipher = make_cipher (1, 2);
  g_autoptr (RcPageCipher) other = make_cipher (1, 3);
  const guint8 sum[RC_PAGE_SUM_BYTES] = { 1, 2, 3, 4, 5, 6, 7, 8 };
  guint8 here[RC_PAGE_SUM_BYTES], there[RC_PAGE_SUM_BYTES], elsewhere[RC_PAGE_SUM_BYTES];

  memcpy (here, sum, sizeof sum);
  memcpy (there, sum, sizeof sum);
  memcpy (elsewhere, sum, sizeof sum);
  rc_page_cipher_hide_sum (cipher, 32, here);
  rc_page_cipher_hide_sum (cipher, 16440, there);
  rc_page_cipher_hide_sum (other, 32, elsewhere);
  g_assert_cmpint (memcmp (here, sum, sizeof sum), !=, 0);
  g_assert_cmpint (memcmp (here, there, sizeof sum), !=, 0);
  g_assert_cmpint (memcmp (here, elsewhere, sizeof sum), !=, 0);
  rc_page_cipher_show_sum (cipher, 32, here);
  rc_page_cipher_show_sum (cipher, 16440, there);
  g_assert_cmpmem (here, sizeof here, sum, sizeof sum);
  g_assert_cmpmem (there, sizeof there, sum, sizeof sum);
}

/* --- Keys --- */

typedef struct
{
  const char *answer;
  guint       asked;
} Person;

static gboolean
answer (const char *path,
        guint       attempt,
        char       *out_passphrase,
        gsize      *out_length,
        gpointer    user_data)
{
  Person *person = user_data;

  if (attempt > 0 || person->answer == NULL)
    return FALSE;
  person->asked++;
  *out_length = strlen (person->answer);
  memcpy (out_passphrase, person->answer, *out_length);
  return TRUE;
}

static RcCaseKeys *
open_header (const guint8  *header,
             const char    *passphrase,
             GError       **error)
{
  Person person = { .answer = passphrase };
  int fd = memfd_create ("header", MFD_CLOEXEC);
  RcCaseKeys *keys;

  g_assert_cmpint (write (fd, header, RC_CASE_PAGE_BYTES), ==, RC_CASE_PAGE_BYTES);
  rc_case_set_passphrase_func (answer, &person);
  keys = rc_case_keys_open (fd, "C", error);
  rc_case_set_passphrase_func (NULL, NULL);
  close (fd);
  return keys;
}

static void
assert_opens (const guint8 *header,
              const char   *passphrase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCaseKeys) keys = open_header (header, passphrase, &error);

  g_assert_no_error (error);
  g_assert_nonnull (keys);
}

static void
assert_refused (const guint8 *header,
                const char   *passphrase,
                RcCaseError   code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCaseKeys) keys = open_header (header, passphrase, &error);

  g_assert_null (keys);
  g_assert_error (error, RC_CASE_ERROR, (int) code);
}

static RcCaseKeys *
make_keys (const char *passphrase,
           guint8     *out_header)
{
  g_autoptr (GError) error = NULL;
  RcCaseKeys *keys = rc_case_keys_new (&small_cost);

  g_assert_true (rc_case_keys_set_passphrase (keys, passphrase, strlen (passphrase), NULL, &error));
  rc_case_keys_write_header (keys, out_header);
  return keys;
}

static void
test_passphrase (void)
{
  guint8 header[RC_CASE_PAGE_BYTES];
  g_autoptr (RcCaseKeys) keys = make_keys ("right", header);
  g_autoptr (RcCaseKeys) opened = NULL;
  const RcPagePlace place = { .kind = RC_PAGE_KIND_DATABASE, .number = 1 };
  guint8 page[RC_CASE_PAGE_BYTES], sealed[RC_CASE_PAGE_BYTES];

  g_assert_true (rc_key_fixed_is_protected (header, sizeof header));
  assert_refused (header, "wrong", RC_CASE_ERROR_LOCKED);
  assert_refused (header, NULL, RC_CASE_ERROR_LOCKED);
  opened = open_header (header, "right", NULL);
  fill (page);
  rc_page_cipher_seal (rc_case_keys_peek_cipher (keys), &place, page, sizeof page, sealed);
  g_assert_true (rc_page_cipher_open (rc_case_keys_peek_cipher (opened), &place, sealed, sizeof page, page));
}

static void
test_nothing_in_clear (void)
{
  guint8 header[RC_CASE_PAGE_BYTES];
  g_autoptr (RcCaseKeys) keys = make_keys ("right", header);
  guint8 public_key[32], secret[64];

  crypto_sign_keypair (public_key, secret);
  g_assert_true (rc_case_keys_add_auditor (keys, public_key, "Anna Auditor", NULL, NULL));
  rc_case_keys_write_header (keys, header);
  g_assert_null (memmem (header, sizeof header, "Anna", 4));
  g_assert_null (memmem (header, sizeof header, "passphrase", 10));
  g_assert_null (memmem (header, sizeof header, public_key, sizeof public_key));
}

/* Whatever byte of the page was changed: the other copy holds, or it is refused. */
static void
test_altered_header (void)
{
  guint8 header[RC_CASE_PAGE_BYTES];
  g_autoptr (RcCaseKeys) keys = make_keys ("right", header);

  for (guint i = 0; i < RC_KEY_TABLE_BYTES; i += 97)
    {
      header[RC_KEY_TABLE_AT + i] ^= 1;
      assert_opens (header, "right");
      header[RC_KEY_TABLE_AT + RC_KEY_TABLE_BYTES + i] ^= 1;
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (RcCaseKeys) opened = open_header (header, "right", &error);

        g_assert_null (opened);
        g_assert_true (g_error_matches (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED) ||
                       g_error_matches (error, RC_CASE_ERROR, RC_CASE_ERROR_LOCKED));
      }
      header[RC_KEY_TABLE_AT + i] ^= 1;
      header[RC_KEY_TABLE_AT + RC_KEY_TABLE_BYTES + i] ^= 1;
    }
  assert_opens (header, "right");

  header[40] ^= 1;      /* the salt of the case */
  assert_refused (header, "right", RC_CASE_ERROR_DAMAGED);
  header[40] ^= 1;
  header[19] = 2;       /* the version */
  assert_refused (header, "right", RC_CASE_ERROR_NEWER);
  header[19] = 1;
  header[22] ^= 1;      /* the size of a page */
  assert_refused (header, "right", RC_CASE_ERROR_DAMAGED);
  header[22] ^= 1;
  header[RC_CASE_PAGE_BYTES - 1] = 1;
  assert_refused (header, "right", RC_CASE_ERROR_DAMAGED);
}

/* A slot that somebody put in from elsewhere, into both copies. */
static void
test_foreign_slot (void)
{
  guint8 header[RC_CASE_PAGE_BYTES], other_header[RC_CASE_PAGE_BYTES];
  g_autoptr (RcCaseKeys) keys = make_keys ("right", header);
  g_autoptr (RcCaseKeys) other = make_keys ("other", other_header);

  for (guint copy = 0; copy < RC_KEY_TABLES; copy++)
    memcpy (header + RC_KEY_TABLE_AT + copy * RC_KEY_TABLE_BYTES, other_header + RC_KEY_TABLE_AT, 1304);
  assert_refused (header, "other", RC_CASE_ERROR_DAMAGED);
  assert_refused (header, "right", RC_CASE_ERROR_LOCKED);
  /* And a whole table of another case. */
  for (guint copy = 0; copy < RC_KEY_TABLES; copy++)
    memcpy (header + RC_KEY_TABLE_AT + copy * RC_KEY_TABLE_BYTES, other_header + RC_KEY_TABLE_AT, RC_KEY_TABLE_BYTES);
  assert_refused (header, "other", RC_CASE_ERROR_DAMAGED);
}

/* A cost that would take the machine's memory is refused before it is paid. */
static void
test_cost (void)
{
  guint8 header[RC_CASE_PAGE_BYTES];
  g_autoptr (RcCaseKeys) keys = make_keys ("right", header);

  memset (header + RC_KEY_TABLE_AT + 4, 0xff, 4);
  memset (header + RC_KEY_TABLE_AT + RC_KEY_TABLE_BYTES + 4, 0xff, 4);
  assert_refused (header, "right", RC_CASE_ERROR_DAMAGED);
}

static void
test_slots (void)
{
  guint8 header[RC_CASE_PAGE_BYTES];
  g_autoptr (RcCaseKeys) keys = make_keys ("right", header);
  g_autoptr (GError) error = NULL;
  guint8 public_key[32], secret[64];
  guint32 number;

  g_assert_false (rc_case_keys_withdraw (keys, 1, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_EXISTS);
  g_clear_error (&error);
  memset (public_key, 0, sizeof public_key);
  g_assert_false (rc_case_keys_add_auditor (keys, public_key, "nobody", NULL, &error));
  g_clear_error (&error);

  for (guint i = 0; i < RC_KEY_SLOTS - 1; i++)
    {
      crypto_sign_keypair (public_key, secret);
      g_assert_true (rc_case_keys_add_auditor (keys, public_key, "somebody", &number, &error));
      g_assert_cmpuint (number, ==, i + 2);
    }
  g_assert_false (rc_case_keys_add_auditor (keys, public_key, "again", NULL, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_EXISTS);
  g_clear_error (&error);
  crypto_sign_keypair (public_key, secret);
  g_assert_false (rc_case_keys_add_auditor (keys, public_key, "one too many", NULL, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (rc_case_keys_withdraw (keys, 5, &error));
  g_assert_false (rc_case_keys_withdraw (keys, 5, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND);
  g_assert_true (rc_case_keys_add_auditor (keys, public_key, "in its place", &number, NULL));
  g_assert_cmpuint (number, ==, RC_KEY_SLOTS + 1);
  g_assert_cmpuint (rc_case_keys_count (keys), ==, RC_KEY_SLOTS);
}

/* The old slots or the new, wherever a change breaks off. */
static void
test_update (void)
{
  guint8 before[RC_CASE_PAGE_BYTES], after[RC_CASE_PAGE_BYTES], torn[RC_CASE_PAGE_BYTES];
  g_autoptr (RcCaseKeys) keys = make_keys ("old", before);
  g_autoptr (GError) error = NULL;
  int fd = memfd_create ("header", MFD_CLOEXEC);

  g_assert_cmpint (write (fd, before, sizeof before), ==, sizeof before);
  g_assert_true (rc_case_keys_set_passphrase (keys, "new", 3, NULL, &error));
  g_assert_true (rc_case_keys_update_file (keys, fd, "C", &error));
  g_assert_cmpint (pread (fd, after, sizeof after, 0), ==, sizeof after);
  close (fd);
  assert_opens (after, "new");
  assert_refused (after, "old", RC_CASE_ERROR_LOCKED);

  /* The second copy was written first. */
  memcpy (torn, before, sizeof torn);
  memcpy (torn + RC_KEY_TABLE_AT + RC_KEY_TABLE_BYTES, after + RC_KEY_TABLE_AT + RC_KEY_TABLE_BYTES, 2000);
  assert_opens (torn, "old");
  assert_refused (torn, "new", RC_CASE_ERROR_LOCKED);
  memcpy (torn + RC_KEY_TABLE_AT + RC_KEY_TABLE_BYTES, after + RC_KEY_TABLE_AT + RC_KEY_TABLE_BYTES, RC_KEY_TABLE_BYTES);
  assert_opens (torn, "new");
  /* What only the older copy has was withdrawn. */
  assert_refused (torn, "old", RC_CASE_ERROR_LOCKED);
  memcpy (torn + RC_KEY_TABLE_AT, after + RC_KEY_TABLE_AT, 2000);
  assert_opens (torn, "new");
  assert_refused (torn, "old", RC_CASE_ERROR_LOCKED);
}

static void
test_auditor (void)
{
  guint8 header[RC_CASE_PAGE_BYTES];
  g_autoptr (RcCaseKeys) keys = make_keys ("right", header);
  g_autoptr (GError) error = NULL;
  guint8 public_key[32];
  gboolean made;

  g_assert_true (rc_auditor_key_unlock ("mine", 4, &made, &error));
  g_assert_true (made);
  g_assert_true (rc_auditor_key_read_public (public_key, &error));
  assert_refused (header, NULL, RC_CASE_ERROR_LOCKED);
  g_assert_true (rc_case_keys_add_auditor (keys, public_key, "me", NULL, &error));
  rc_case_keys_write_header (keys, header);
  assert_opens (header, NULL);

  /* One passphrase, tried for the auditor's key and for the case. */
  rc_auditor_key_lock ();
  assert_refused (header, NULL, RC_CASE_ERROR_LOCKED);
  assert_opens (header, "right");
  g_assert_false (rc_auditor_key_is_unlocked ());
  assert_opens (header, "mine");
  g_assert_true (rc_auditor_key_is_unlocked ());

  g_assert_true (rc_case_keys_withdraw (keys, 2, &error));
  rc_case_keys_write_header (keys, header);
  assert_refused (header, NULL, RC_CASE_ERROR_LOCKED);
  rc_auditor_key_lock ();
}

static void
test_rotated (void)
{
  guint8 header[RC_CASE_PAGE_BYTES], new_header[RC_CASE_PAGE_BYTES];
  g_autoptr (RcCaseKeys) keys = make_keys ("right", header);
  g_autoptr (RcCaseKeys) rotated = rc_case_keys_new_rotated (keys);
  const RcPagePlace place = { .kind = RC_PAGE_KIND_DATABASE, .number = 1 };
  guint8 page[RC_CASE_PAGE_BYTES], sealed[RC_CASE_PAGE_BYTES];

  rc_case_keys_write_header (rotated, new_header);
  assert_opens (new_header, "right");
  fill (page);
  rc_page_cipher_seal (rc_case_keys_peek_cipher (keys), &place, page, sizeof page, sealed);
  assert_closed (rc_case_keys_peek_cipher (rotated), &place, sealed);
}

int
main (int   argc,
      char *argv[])
{
  char *data_folder;
  int result;

  g_test_init (&argc, &argv, NULL);
  data_folder = case_fixture_own_data_folder ();
  g_test_add_func ("/page-cipher/page", test_page);
  g_test_add_func ("/page-cipher/moved", test_moved);
  g_test_add_func ("/page-cipher/altered", test_altered);
  g_test_add_func ("/page-cipher/sums", test_sums);
  g_test_add_func ("/case-keys/passphrase", test_passphrase);
  g_test_add_func ("/case-keys/nothing-in-clear", test_nothing_in_clear);
  g_test_add_func ("/case-keys/altered-header", test_altered_header);
  g_test_add_func ("/case-keys/foreign-slot", test_foreign_slot);
  g_test_add_func ("/case-keys/cost", test_cost);
  g_test_add_func ("/case-keys/slots", test_slots);
  g_test_add_func ("/case-keys/update", test_update);
  g_test_add_func ("/case-keys/auditor", test_auditor);
  g_test_add_func ("/case-keys/rotated", test_rotated);
  result = g_test_run ();
  case_fixture_remove_data_folder (data_folder);
  return result;
}
