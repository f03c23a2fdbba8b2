/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/canonical.h"
#include "core/digest.h"
#include "core/number.h"
#include "tests/vectors/origin.h"

/* The published vectors of RFC 8785: every file of the folder, and the sequence of numbers that its README describes. */

static char *root;

static char *
read_file (const char *folder,
           const char *name,
           gsize      *out_length)
{
  g_autofree char *path = g_build_filename (root, folder, name, NULL);
  char *content = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &content, out_length, &error);
  g_assert_no_error (error);
  return content;
}

/* --- Documents --- */

static GString *
make_canonical (const char *text,
                gsize       length)
{
  GString *out = g_string_new (NULL);
  g_auto (RcJson) json;

  rc_json_init (&json);
  g_assert_true (rc_json_parse (&json, text, length, NULL));
  g_assert_cmpint (rc_canonical_append (out, &json, 0, RC_CANONICAL_JCS, NULL), ==, RC_CANONICAL_OK);
  return out;
}

static GBytes *
read_hex (const char *name)
{
  g_autofree char *base = g_strndup (name, strlen (name) - strlen (".json"));
  g_autofree char *hex_name = g_strconcat (base, ".txt", NULL);
  gsize length = 0;
  g_autofree char *text = read_file ("outhex", hex_name, &length);
  g_autoptr (GString) digits = g_string_new (NULL);
  guint8 *bytes;

  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isxdigit (text[i]))
        g_string_append_c (digits, text[i]);
    }
  bytes = rc_bytes_from_hex (digits->str, digits->len, &length);
  g_assert_nonnull (bytes);
  return g_bytes_new_take (bytes, length);
}

static void
check_document (const char *name)
{
  gsize input_length, output_length;
  g_autofree char *input = read_file ("input", name, &input_length);
  g_autofree char *output = read_file ("output", name, &output_length);
  g_autoptr (GBytes) hex = read_hex (name);
  g_autoptr (GString) canonical = make_canonical (input, input_length);
  g_autoptr (GString) again = make_canonical (canonical->str, canonical->len);

  g_test_message ("%s", name);
  g_assert_cmpmem (canonical->str, canonical->len, g_bytes_get_data (hex, NULL), g_bytes_get_size (hex));
  g_assert_cmpmem (canonical->str, canonical->len, output, output_length);
  g_assert_cmpmem (again->str, again->len, output, output_length);
}

/* Each row of ORIGIN.md is an input, or the output of one that is there. */
static void
test_documents (void)
{
  g_autoptr (GPtrArray) rows = origin_read (root);
  guint n_inputs = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const OriginRow *row = rows->pdata[i];
      g_autofree char *name = g_path_get_basename (row->file);

      if (g_str_has_prefix (row->file, "input/"))
        {
          check_document (name);
          n_inputs++;
        }
      else
        g_assert_true (g_str_has_prefix (row->file, "output/") || g_str_has_prefix (row->file, "outhex/")
                       || strcmp (row->file, "README-upstream.md") == 0);
    }
  g_assert_cmpuint (n_inputs, ==, 6);
}

/* --- Numbers --- */

typedef struct
{
  GArray  *first;         /* of guint64: the values that the README lists */
  guint    index;
  guint8   block[RC_DIGEST_BYTES];
  guint    left;          /* doubles in @block that were not given out */
} Sequence;

#define N_SERIAL 2000u

/* "0x0000000000000000n, 0x8000…n" up to the closing bracket. */
static GArray *
read_first (const char *readme)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (guint64));
  const char *at = strstr (readme, "new BigUint64Array([");
  const char *end;

  g_assert_nonnull (at);
  end = strstr (at, "])");
  g_assert_nonnull (end);
  for (at = strstr (at, "0x"); at != NULL && at < end; at = strstr (at + 2, "0x"))
    {
      guint64 value = g_ascii_strtoull (at + 2, NULL, 16);

      g_array_append_val (values, value);
    }
  return values;
}

static double
to_double (guint64 bits)
{
  double value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

static guint64
next_random (Sequence *self)
{
  guint64 bits;

  do
    {
      if (self->left == 0)
        {
          RcDigest digest;

          rc_digest_compute (self->block, sizeof self->block, &digest);
          memcpy (self->block, digest.bytes, sizeof self->block);
          self->left = RC_DIGEST_BYTES / sizeof bits;
        }
      memcpy (&bits, self->block + RC_DIGEST_BYTES - self->left * sizeof bits, sizeof bits);
      bits = GUINT64_FROM_LE (bits);
      self->left--;
    }
  while ((bits & G_GUINT64_CONSTANT (0x7FF0000000000000)) == G_GUINT64_CONSTANT (0x7FF0000000000000) || to_double (bits) == 0);
  return bits;
}

static guint64
next_number (Sequence *self)
{
  guint index = self->index++;

  if (index < self->first->len)
    return g_array_index (self->first, guint64, index);
  if (index < self->first->len + N_SERIAL)
    return G_GUINT64_CONSTANT (0x0010000000000000) + index - self->first->len;
  return next_random (self);
}

/* The README's table has the digest of the first lines of the file with all numbers. */
static void
check_lines (Sequence   *sequence,
             RcHasher   *hasher,
             guint       count,
             const char *readme)
{
  char hex[RC_DIGEST_HEX_SIZE];
  g_autofree char *row = NULL;
  RcDigest digest;

  for (guint i = 0; i < count; i++)
    {
      guint64 bits = next_number (sequence);
      char number[RC_NUMBER_SIZE + 1];
      g_autofree char *line = NULL;

      number[rc_number_format_ecmascript (to_double (bits), number)] = '\0';
      line = g_strdup_printf ("%" G_GINT64_MODIFIER "x,%s\n", bits, number);
      rc_hasher_update (hasher, line, strlen (line));
    }

  rc_hasher_finish (hasher, &digest);
  rc_digest_to_hex (&digest, hex);
  row = g_strdup_printf ("| %s | %u ", hex, count);
  g_assert_nonnull (strstr (readme, row));
}

static void
test_numbers (void)
{
  static const guint counts[] = { 1000, 10000, 100000 };
  gsize length;
  g_autofree char *readme = read_file ("", "README-upstream.md", &length);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (RcHasher) hasher = rc_hasher_new ();
      Sequence sequence = { .first = read_first (readme) };

      check_lines (&sequence, hasher, counts[i], readme);
      g_array_unref (sequence.first);
    }
}

/* --- Warnings --- */

/* C29: of an integer beyond 2^53 the canonical form has not all digits. */
static void
test_precision (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (RcJson) json;

  rc_json_init (&json);
  g_assert_true (rc_json_parse (&json, "[9007199254740993]", 18, NULL));
  g_assert_cmpint (rc_canonical_append (out, &json, 0, RC_CANONICAL_JCS, NULL), ==, RC_CANONICAL_PRECISION_LOST);
}

/* C30: what people cannot tell apart stays two texts. */
static void
test_normalisation (void)
{
  static const char composed[] = "[\"\xC3\xA9\"]", decomposed[] = "[\"e\xCC\x81\"]";
  g_autoptr (GString) first = make_canonical (composed, strlen (composed));
  g_autoptr (GString) second = make_canonical (decomposed, strlen (decomposed));

  g_assert_cmpstr (first->str, ==, composed);
  g_assert_cmpstr (second->str, ==, decomposed);
}

static void
test_absent (void)
{
  g_test_skip ("the folder RECOUNT_CORPUS is absent");
}

int
main (int   argc,
      char *argv[])
{
  const char *corpus = g_getenv ("RECOUNT_CORPUS");
  int status;

  g_test_init (&argc, &argv, NULL);
  root = corpus != NULL ? g_build_filename (corpus, "integrity", "jcs", NULL) : NULL;
  if (root != NULL && g_file_test (root, G_FILE_TEST_IS_DIR))
    {
      g_test_add_func ("/jcs/documents", test_documents);
      g_test_add_func ("/jcs/numbers", test_numbers);
    }
  else
    g_test_add_func ("/jcs/absent", test_absent);
  g_test_add_func ("/jcs/C29/precision", test_precision);
  g_test_add_func ("/jcs/C30/normalisation", test_normalisation);
  status = g_test_run ();
  g_free (root);
  return status;
}
