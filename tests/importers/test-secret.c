/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/secret.h"

static void
test_names (void)
{
  static const char * const secret[] = {
    "api_key", "API-KEY", "apiKey", "APIKEY", "api keys", "OPENAI_API_KEY", "myapikey2", "private key", "privatekey", "private-key", "account_key",
    "AWS_SECRET_ACCESS_KEY", "AWSAccessKeyId", "access-key", "azure.storage.key", "signingKey", "encryption_key", "auth-key", "db.password",
    "DB_PASSWORD", "dbpassword", "pass-word", "Passwd", "passphrase", "pwd", "clientSecret", "secret", "secrets", "s3_secret", "secret_id",
    "SECRETARN", "credentials", "google_credential", "Authorization", "connection_string", "ConnectionString", "connectionstring", "sas",
    "azure_sas", "SAS_URL", "sas-key", "token", "Token", "hf_token", "HFToken", "hftoken", "--token", "token2", "token_id", "tokenid",
    "access_tokens", "apiTokens", "refresh_token", "token_count_secret", "tokenizer_api_key", "secretary_password", "max_tokens/password",
  };
  static const char * const open[] = {
    "max_tokens", "max_token", "tokenizer", "Tokenizer", "tokenizer_name", "tokenised", "detokenize", "tokens", "cdx:tokens", "tokens_per_second",
    "token_count", "tokenCount", "tokenUsage", "mlflow.trace.tokenUsage", "token-usage", "tokencount", "token_type_ids", "pad_token", "bos_token_id",
    "special_token", "num_token", "time_to_first_token", "token-classification", "next_token_accuracy", "api_tokenizer", "key", "keys", "keyboard",
    "primary_key", "public_key", "api_keywords", "account_keyword", "author_key", "monkey", "learning_rate", "secretary", "company_secretary",
    "secretariat", "insulin_secretion", "passed", "sas_version", "sassy", "compass", "", "_", "-.-", "7",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (secret); i++)
    if (!rc_secret_is_name (secret[i]))
      g_error ("shown: %s", secret[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (open); i++)
    if (rc_secret_is_name (open[i]))
      g_error ("hidden: %s", open[i]);
}

/* Names come from evidence: they may be of any length and hold any bytes. */
static void
test_hostile_names (void)
{
  g_autofree char *long_name = g_strnfill (1 << 20, 'a');
  g_autoptr (GString) many = g_string_new (NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append (many, "_a");
  g_assert_false (rc_secret_is_name (long_name));
  g_assert_false (rc_secret_is_name (many->str));
  g_string_append (many, "\377\001TOKEN\377");
  g_assert_true (rc_secret_is_name (many->str));
}

static void
test_json (void)
{
  g_assert_true (rc_secret_is_in_json ("{\"a\":[{\"password\":\"x\"}]}"));
  g_assert_true (rc_secret_is_in_json ("{\"a\":NaN,\"token\":\"x\"}"));
  g_assert_false (rc_secret_is_in_json ("{\"a\":[{\"tokens\":7}]}"));
  g_assert_false (rc_secret_is_in_json ("\"password\""));
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *address;
    const char *stripped;
    gboolean    is_secret;
  } cases[] = {
    { "https://ada:geheim@git.example/a.git", "https://git.example/a.git", TRUE },
    { "ssh://u:p@x@git.example.org/a@b", "ssh://git.example.org/a@b", TRUE },
    { "https://git.example/a@b", "https://git.example/a@b", FALSE },
    { "https://git.example?a@b", "https://git.example?a@b", FALSE },
    { "git@git.example.org:a/b.git", "git@git.example.org:a/b.git", FALSE },
    { "://@", "://", TRUE },
    { "", "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *stripped = rc_secret_strip_address (cases[i].address);

      g_assert_cmpstr (stripped, ==, cases[i].stripped);
      g_assert_cmpint (rc_secret_is_address (cases[i].address), ==, cases[i].is_secret);
    }
  g_assert_null (rc_secret_strip_address (NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/importers/secret/names", test_names);
  g_test_add_func ("/importers/secret/hostile-names", test_hostile_names);
  g_test_add_func ("/importers/secret/json", test_json);
  g_test_add_func ("/importers/secret/addresses", test_addresses);
  return g_test_run ();
}
