/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "tests/vectors/vectors.h"

/* Public keys that the suite keeps beside its documents and names in them (lsh123/xmlsec, tests/keys, MIT licence). */
#define EC_KEY \
  "-----BEGIN PUBLIC KEY-----\n" \
  "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/hMNQxdqes+zRCYjxsYrSXvHeaE0\n" \
  "K3XWeW/f7oXq5alJmO1m48edv44LAEJw8cp4rWPbitodeDwiXlfDPHZg3A==\n" \
  "-----END PUBLIC KEY-----\n"
#define RSA_KEY \
  "-----BEGIN PUBLIC KEY-----\n" \
  "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEApFht8oSsDMTV1GOWqg7o\n" \
  "7NVllW2835GtOiLPJ/dnRy9vEQGYqB+KSSX9axIVyrFNfiS6SsH7Tam9A4bEHSBP\n" \
  "6risPS9wyoTpyy7q2a31ZUETmI0pFej9db2vgAvpmx8DX3e8Y03SecMYqNLr2HLj\n" \
  "7daWhu9/OY+xrd6q567NLFmG3335Hr8wHNwl/HbdCwmXBWaw16D1g1RSV0kkFvD1\n" \
  "gHMZqAjANJsqmuKJogMj2waXFAy/KAsUK3cPDCDKu7KHxtATLZ0UWqPNgz8GLBPI\n" \
  "87vmyxSGgbtw1XQWQa4zxdknz80qRGExROc8DMszs575N7+ZvjSusT+PT+CQxmDS\n" \
  "yiqtp/v2OIQS3zAR7uFv0Xb3DS5Cs0VWkGU/N0mrdU1nd4WBecdTZCXbG959r1HK\n" \
  "tqiWKa7nOOxKTrwHr9cDrlzSW2kyXb/1tvdEE5gy1HNOil07SVUv4Vi6CRvUa3Jv\n" \
  "/B6ifb0lY9wp82gc42TOLv9Udx9xm7Barh8lfzqc4T+VR1ONjbHzeLyMC6aG54rZ\n" \
  "ZpcorUOT7f6SfPHcbx2Jmz3T4g3UaML4nlJkBfpBSkBRloRpdKffhnpyru5OQEb7\n" \
  "fLxlDePEAOkYrTNbBaHEXFqO1gKSxz3Mg+4gCA9mZOXP9yLCDz10S9vROUVSu9H4\n" \
  "CT4ucUPT2cEg95X5H/2fqRMCAwEAAQ==\n" \
  "-----END PUBLIC KEY-----\n"

/* The one in the document's own KeyValue. */
#define DSA_KEY \
  "-----BEGIN PUBLIC KEY-----\n" \
  "MIIBuDCCASwGByqGSM44BAEwggEfAoGBAPBZCYMHcos1eVXdJugwPw2bHcHiXZ5L\n" \
  "nmFVHey/GgOCaWca5QiPzO5gxPzhoRIYAZxc0k6wY0haU+wxuursu6CXhPkYJFzu\n" \
  "xFljhIJTD8GmYBoItaGWq7/eVTsd7jvFvC+/kv9wLhzVGUA+G+W6XWAJo1xcM+nZ\n" \
  "dJiolwL1bj/RAhUAmFf8DiMVNFXy0vag9oNGNW/g4u0CgYEAg8gRdNlq9EOTR2Tj\n" \
  "mVApqCAZAq3jEjOIxXbs8JBiZ+U7dV9geeXEy13GbYoP23QrapZQo+35diw+cMYP\n" \
  "HjN+iUCwUkiGWv7/piAK+Ootfw03etL8XiVWjtL5NBof2CNpwmAw7mrwmNG092y1\n" \
  "e6HXSGMMZpaoth/P8xhsxCQsqI8DgYUAAoGBAI9FdeHXPyPqJAwHhuGW1lM29x0x\n" \
  "ZBDgun3jjKOQ5NtfBnD6hCq6FR2gwRfQpkVdbwfDFDhMQfumTR33LOVWsNB1Z+tm\n" \
  "IhAc65iopMeksTuA4PS/COVmx59+78VCrx7PK+/q5mt5KWUH7UzIgaSfFyvGeo4P\n" \
  "FYbiaqPcmWTvqdyN\n" \
  "-----END PUBLIC KEY-----\n"

#define ENVELOPING "aleksey-xmldsig-01/enveloping-sha256-rsa-sha256.xml"
#define ECDSA "aleksey-xmldsig-01/enveloped-sha256-ecdsa-sha256.xml"
#define PSS "aleksey-xmldsig-01/enveloped-sha256-rsa-pss-sha256.xml"
#define DSA "merlin-exc-c14n-one/exc-signature.xml"

#define KEY "@key.pem"

static void
write_key (const char *evidence,
           const char *text)
{
  g_autofree char *path = g_build_filename (evidence, "..", "key.pem", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
write_ec_key (const char *evidence)
{
  write_key (evidence, EC_KEY);
}

static void
write_rsa_key (const char *evidence)
{
  write_key (evidence, RSA_KEY);
}

static void
write_dsa_key (const char *evidence)
{
  write_key (evidence, DSA_KEY);
}

/* The @index-th certificate that stands in the signature itself. */
static void
write_certificate (const char *evidence,
                   guint       index)
{
  g_autofree char *path = g_build_filename (evidence, "enveloping-sha256-rsa-sha256.xml", NULL);
  g_autofree char *content = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *pem = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  parts = g_strsplit (content, "X509Certificate>", -1);
  *strchr (parts[2 * index + 1], '<') = '\0';
  pem = g_strdup_printf ("-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n", parts[2 * index + 1]);
  write_key (evidence, pem);
}

static void
write_leaf (const char *evidence)
{
  write_certificate (evidence, 0);
}

static void
write_root (const char *evidence)
{
  write_certificate (evidence, 1);
}

static const Vector vectors[] = {
  { ENVELOPING, NULL, KEY, "xml-signature", NULL, "VALID", .make = write_leaf },
  { ECDSA, NULL, KEY, "xml-signature", NULL, "VALID", .make = write_ec_key },
  { PSS, NULL, KEY, "xml-signature", NULL, "VALID", .make = write_rsa_key },
  { DSA, NULL, KEY, "xml-signature", NULL, "WEAK", "algorithm", .make = write_dsa_key },
  { NULL, DSA, NULL, "xml-signature", NULL, "UNVERIFIABLE", "key-missing" },
  { NULL, ENVELOPING, NULL, "xml-signature", NULL, "UNVERIFIABLE", "chain-untrusted", "fingerprint" },
  { NULL, ENVELOPING, KEY ";kind=tsa-root;purpose=time-stamps", "xml-signature", NULL, "UNVERIFIABLE", "chain-untrusted",
    .make = write_root },
  { NULL, ENVELOPING, KEY ";purpose=log-head", "xml-signature", NULL, "UNVERIFIABLE", "key-missing", .make = write_leaf },
  /* The suite's issuers are certificates of no form that RFC 5280 knows (constraints that are not critical, no key usage). */
  { NULL, ENVELOPING, KEY, "xml-signature", NULL, "UNVERIFIABLE", "format-unsupported", "not of the form", .make = write_root },
  { NULL, ECDSA, NULL, "xml-signature", NULL, "UNVERIFIABLE", "key-missing" },
  { NULL, ECDSA, KEY, "xml-signature", NULL, "UNVERIFIABLE", "key-missing", .make = write_rsa_key },
};

const VectorSet vectors_xmldsig = { "xmldsig", vectors, G_N_ELEMENTS (vectors) };
