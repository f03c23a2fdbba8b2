/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/seals/digest-list-file.h"

#define MD5 "d41d8cd98f00b204e9800998ecf8427e"
#define SHA1 "da39a3ee5e6b4b0d3255bfef95601890afd80709"
#define SHA224 "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f"
#define SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define SHA512 "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce" \
               "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"

static RcDigestListFile *
parse (const char *text,
       const char *base)
{
  return rc_digest_list_file_parse (text, strlen (text), base);
}

static const struct
{
  const char       *line;
  const char       *path;
  RcListedAlgorithm algorithm;
} lines[] = {
  { SHA256 "  log/a.jsonl", "log/a.jsonl", RC_LISTED_SHA256 },
  { SHA256 " *log/a.jsonl", "log/a.jsonl", RC_LISTED_SHA256 },
  { SHA256 "  log/a.jsonl\r", "log/a.jsonl", RC_LISTED_SHA256 },
  { SHA256 "   starts with a blank", " starts with a blank", RC_LISTED_SHA256 },
  { SHA256 "\ta", "a", RC_LISTED_SHA256 },
  { "\\" SHA256 "  a\\nb\\\\c", "a\nb\\c", RC_LISTED_SHA256 },
  { SHA256 "  a\\nb", "a\\nb", RC_LISTED_SHA256 },
  { SHA256 "  caf\xE9", "caf\\xE9", RC_LISTED_SHA256 },
  { SHA512 "  a", "a", RC_LISTED_SHA512 },
  { SHA1 "  a", "a", RC_LISTED_SHA1 },
  { MD5 " *a", "a", RC_LISTED_MD5 },
  { "SHA256 (a (b) = c) = " SHA256, "a (b) = c", RC_LISTED_SHA256 },
  { "SHA256(a)= " SHA256, "a", RC_LISTED_SHA256 },
  { "SHA2-256(a)= " SHA256, "a", RC_LISTED_SHA256 },
  { "BLAKE2b (a) = " SHA512, "a", RC_LISTED_BLAKE2B },
  { "MD5 (a) = " MD5, "a", RC_LISTED_MD5 },
  { "BLAKE2b-256 (a) = " SHA256, "a", RC_LISTED_BLAKE2B_256 },
  { "BLAKE3 (a) = " SHA256, "a", RC_LISTED_BLAKE3 },
  { "SHA224 (a) = " SHA224, "a", RC_LISTED_SHA224 },
  { SHA224 "  a", "a", RC_LISTED_SHA224 },
};

static void
test_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *text = g_strconcat ("# a comment\n", lines[i].line, "\n", NULL);
      g_autoptr (RcDigestListFile) list = parse (text, "SUMS");
      const RcListedDigest *entry;

      g_test_message ("%s", lines[i].path);
      g_assert_nonnull (list);
      g_assert_cmpuint (list->entries->len, ==, 1);
      g_assert_cmpuint (list->spoiled->len, ==, 0);
      entry = list->entries->pdata[0];
      g_assert_cmpstr (entry->path, ==, lines[i].path);
      g_assert_cmpint (entry->algorithm, ==, lines[i].algorithm);
      g_assert_cmpuint (entry->offset, ==, strlen ("# a comment\n"));
      g_assert_true (rc_digest_list_file_sniff (text, strlen (text), strlen (text), "SUMS"));
    }
}

static void
test_no_list (void)
{
  static const char * const texts[] = {
    "",
    "\n\n",
    "a plain text\n",
    SHA256,                         /* a digest of nothing that has a name */
    SHA256 "  \n",
    "zz" SHA256 "  a\n",
    SHA1 " refs/heads/main\n",      /* git, and no list */
    "SHA256 (a) = " SHA1 "\n",
    "SHA256 () = " SHA256 "\n",
    "SHA256 a = " SHA256 "\n",
    "SHA256 (",
    "SHA256",
    "{\"files\":{}}",
    "{\"files\":{\"a\":\"nothing\"}}",
    "{\"files\":[\"a\",\"b\"]}",
    "{\"files\":{\"a\":\"" SHA256 "\"}",
    "{\"a\":\"" SHA256 "\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RcDigestListFile) list = parse (texts[i], "x.txt");

      if (list != NULL)
        g_test_message ("taken for a list: %s", texts[i]);
      g_assert_null (list);
    }
}

static void
test_spoiled (void)
{
  g_autoptr (RcDigestListFile) list = parse (SHA256 "  a\nnot an entry\n\n" SHA256 "  b\n", "SHA256SUMS");

  g_assert_nonnull (list);
  g_assert_cmpuint (list->entries->len, ==, 2);
  g_assert_cmpuint (list->spoiled->len, ==, 1);
  g_assert_cmpuint (g_array_index (list->spoiled, guint64, 0), ==, 64 + 4);
}

static void
test_json (void)
{
  static const char * const manifests[] = {
    "{\"files\":{\"log/a.jsonl\":\"" SHA256 "\"}}",
    "{\n  \"x\": 1,\n  \"files\": {\"log/a.jsonl\": {\"sha256\":\"" SHA256 "\",\"size_bytes\":0}}\n}\n",
    "{\"files\":[{\"path\":\"log/a.jsonl\",\"sha256\":\"" SHA256 "\"}]}",
    "{\"entries\":[{\"name\":\"log/a.jsonl\",\"digest\":\"sha256:" SHA256 "\"}]}",
    "{\"id\":\"org/model\",\"siblings\":[{\"rfilename\":\"README.md\"},{\"rfilename\":\"log/a.jsonl\",\"lfs\":{\"sha256\":\"" SHA256
    "\",\"size\":0}}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (manifests); i++)
    {
      g_autoptr (RcDigestListFile) list = parse (manifests[i], "manifest.json");
      const RcListedDigest *entry;

      g_assert_nonnull (list);
      g_assert_cmpuint (list->entries->len, ==, 1);
      entry = list->entries->pdata[0];
      g_assert_cmpstr (entry->path, ==, "log/a.jsonl");
      g_assert_cmpint (entry->algorithm, ==, RC_LISTED_SHA256);
      g_assert_cmpint (manifests[i][entry->offset], ==, '"');
      g_assert_true (rc_digest_list_file_sniff (manifests[i], strlen (manifests[i]), strlen (manifests[i]), "manifest.json"));
    }
}

static void
test_sniff (void)
{
  const char *log = "{\"files\":1}\n{\"files\":2}\n";

  g_assert_false (rc_digest_list_file_sniff (log, strlen (log), strlen (log), "log.jsonl"));
  g_assert_false (rc_digest_list_file_sniff ("text", 4, 4, "a.txt"));
  g_assert_true (rc_digest_list_file_sniff ("text", 4, 4, "SHA256SUMS"));
  g_assert_false (rc_digest_list_file_is_name ("SHA256SUMS.minisig"));
}

static void
test_sidecar (void)
{
  g_autoptr (RcDigestListFile) bare = parse (SHA256 "\n", "manifest.sha256");
  g_autoptr (RcDigestListFile) named = parse (SHA256 "  model.bin\n", "model.bin.sha256");
  g_autoptr (RcDigestListFile) other = parse (SHA256 "  model.bin\n", "SHA256SUMS");

  g_assert_nonnull (bare);
  g_assert_true (bare->is_sidecar);
  g_assert_cmpstr (((RcListedDigest *) bare->entries->pdata[0])->path, ==, "manifest");
  g_assert_cmpstr (((RcListedDigest *) bare->entries->pdata[0])->alternative, ==, "manifest.json");
  g_assert_true (named->is_sidecar);
  g_assert_false (other->is_sidecar);
}

static void
test_signify (void)
{
  g_autoptr (RcDigestListFile) list = parse ("untrusted comment: x\nRWQ=\nSHA256 (a) = " SHA256 "\n", "SHA256.sig");

  g_assert_nonnull (list);
  g_assert_cmpuint (list->entries->len, ==, 1);
  g_assert_cmpuint (list->spoiled->len, ==, 0);
}

static void
test_compute (void)
{
  static const struct
  {
    RcListedAlgorithm algorithm;
    const char       *hex;
  } empty[] = {
    { RC_LISTED_MD5, MD5 }, { RC_LISTED_SHA1, SHA1 }, { RC_LISTED_SHA256, SHA256 }, { RC_LISTED_SHA512, SHA512 },
    { RC_LISTED_SHA224, SHA224 },
    { RC_LISTED_BLAKE2B_256, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static ("", 0);
      g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
      guint8 digest[RC_LISTED_DIGEST_BYTES];
      g_autofree char *hex = NULL;
      gsize length = 0;

      g_assert_true (rc_listed_algorithm_compute (empty[i].algorithm, stream, digest, &length, NULL));
      hex = rc_bytes_dup_hex (digest, length);
      g_assert_cmpstr (hex, ==, empty[i].hex);
      g_assert_cmpint (rc_listed_algorithm_is_weak (empty[i].algorithm), ==, i < 2);
    }
}

/* The manifest of an artifact of Weights & Biases: base64 of MD5, and files that lie elsewhere. */
static void
test_artifact (void)
{
  const char *text = "{\"version\":1,\"storagePolicy\":\"wandb-storage-policy-v1\",\"storagePolicyConfig\":{},\"contents\":{"
                     "\"log/a.jsonl\":{\"digest\":\"1B2M2Y8AsgTpgAmY7PhCfg==\",\"size\":0},"
                     "\"far.csv\":{\"digest\":\"an-etag\",\"ref\":\"s3://bucket.example.org/far.csv\"},"
                     "\"spoiled.csv\":{\"digest\":\"no digest\"}}}";
  const char *other = "{\"contents\":{\"log/a.jsonl\":{\"digest\":\"1B2M2Y8AsgTpgAmY7PhCfg==\"}}}";
  g_autoptr (RcDigestListFile) list = parse (text, "wandb_manifest.json");
  const RcListedDigest *entry;
  g_autofree char *hex = NULL;

  g_assert_nonnull (list);
  g_assert_cmpuint (list->entries->len, ==, 1);
  g_assert_cmpuint (list->n_without, ==, 1);
  g_assert_cmpuint (list->spoiled->len, ==, 1);
  entry = list->entries->pdata[0];
  hex = rc_bytes_dup_hex (entry->digest, entry->length);
  g_assert_cmpstr (entry->path, ==, "log/a.jsonl");
  g_assert_cmpint (entry->algorithm, ==, RC_LISTED_MD5);
  g_assert_cmpstr (hex, ==, MD5);
  g_assert_cmpmem (text + entry->offset, 5, "\"log/", 5);
  g_assert_true (rc_digest_list_file_sniff (text, strlen (text), strlen (text), "wandb_manifest.json"));

  g_assert_null (parse (other, "other.json"));
  g_assert_null (parse ("{\"storagePolicy\":1,\"contents\":[]}", "other.json"));
  g_assert_null (parse ("{\"storagePolicy\":1,\"contents\":{\"a\":7}}", "other.json"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digest-list-file/lines", test_lines);
  g_test_add_func ("/digest-list-file/no-list", test_no_list);
  g_test_add_func ("/digest-list-file/spoiled", test_spoiled);
  g_test_add_func ("/digest-list-file/json", test_json);
  g_test_add_func ("/digest-list-file/artifact", test_artifact);
  g_test_add_func ("/digest-list-file/sniff", test_sniff);
  g_test_add_func ("/digest-list-file/sidecar", test_sidecar);
  g_test_add_func ("/digest-list-file/signify", test_signify);
  g_test_add_func ("/digest-list-file/compute", test_compute);
  return g_test_run ();
}
