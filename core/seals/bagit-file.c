/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/bagit-file.h"

#include <string.h>

#include "core/bounds.h"

#define VERSION_LABEL "BagIt-Version: "
#define ENCODING_LABEL "Tag-File-Character-Encoding: "
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

typedef struct
{
  const char *text;
  gsize       length;
} Line;

/* LF, CR or CR LF (RFC 8493 section 1.3). */
static gboolean
next_line (const char *text,
           gsize       length,
           gsize      *place,
           Line       *out_line)
{
  gsize end = *place;

  if (*place >= length)
    return FALSE;

  while (end < length && text[end] != '\n' && text[end] != '\r')
    end++;
  out_line->text = text + *place;
  out_line->length = end - *place;
  if (end + 1 < length && text[end] == '\r' && text[end + 1] == '\n')
    end++;
  *place = end + 1;
  return TRUE;
}

static gboolean
starts_with (Line        line,
             const char *prefix)
{
  return line.length >= strlen (prefix) && memcmp (line.text, prefix, strlen (prefix)) == 0;
}

static gboolean
is_blank (Line line)
{
  for (gsize i = 0; i < line.length; i++)
    {
      if (!g_ascii_isspace (line.text[i]))
        return FALSE;
    }
  return TRUE;
}

/* --- bagit.txt --- */

gboolean
rc_bagit_recognise (const char *head,
                    gsize       length)
{
  Line line = { head, length };

  if (starts_with (line, BYTE_ORDER_MARK))
    {
      line.text += strlen (BYTE_ORDER_MARK);
      line.length -= strlen (BYTE_ORDER_MARK);
    }
  return starts_with (line, "BagIt-Version:");
}

/* One digit or more on both sides of the point. */
static gboolean
read_version (Line                line,
              RcBagitDeclaration *out_declaration)
{
  gsize place = strlen (VERSION_LABEL);
  guint numbers[2] = { 0, 0 };

  for (guint part = 0; part < 2; part++)
    {
      gsize digits = 0;

      for (; place < line.length && g_ascii_isdigit (line.text[place]); place++)
        {
          if (++digits > 4)
            return FALSE;
          numbers[part] = 10 * numbers[part] + (guint) (line.text[place] - '0');
        }
      if (digits == 0 || (part == 0 && (place >= line.length || line.text[place++] != '.')))
        return FALSE;
    }

  /* What could be made out, though a blank behind it is not allowed. */
  out_declaration->major = numbers[0];
  out_declaration->minor = numbers[1];
  return place == line.length;
}

static void
read_encoding (Line                line,
               RcBagitDeclaration *out_declaration)
{
  static const struct
  {
    const char     *name;
    RcBagitEncoding encoding;
  } encodings[] = {
    { "UTF-8", RC_BAGIT_UTF8 }, { "UTF8", RC_BAGIT_UTF8 }, { "US-ASCII", RC_BAGIT_UTF8 }, { "ASCII", RC_BAGIT_UTF8 },
    { "ISO-8859-1", RC_BAGIT_LATIN1 }, { "ISO8859-1", RC_BAGIT_LATIN1 }, { "LATIN1", RC_BAGIT_LATIN1 },
    { "UTF-16", RC_BAGIT_UTF16 }, { "UTF-16BE", RC_BAGIT_UTF16 }, { "UTF-16LE", RC_BAGIT_UTF16 },
  };
  g_autofree char *name = g_strndup (line.text + strlen (ENCODING_LABEL), line.length - strlen (ENCODING_LABEL));

  out_declaration->encoding = RC_BAGIT_OTHER;
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      if (g_ascii_strcasecmp (name, encodings[i].name) == 0)
        out_declaration->encoding = encodings[i].encoding;
    }
}

/**
 * rc_bagit_declaration_parse:
 * @bytes: tainted: bagit.txt
 *
 * Exactly two lines in UTF-8 without a byte order mark (RFC 8493 section 2.1.1).
 */
void
rc_bagit_declaration_parse (const char         *bytes,
                            gsize               length,
                            RcBagitDeclaration *out_declaration)
{
  Line whole = { bytes, length };
  Line line;
  gsize place = 0;

  *out_declaration = (RcBagitDeclaration) { .major = 0, .minor = 97, .encoding = RC_BAGIT_UTF8 };
  if (starts_with (whole, BYTE_ORDER_MARK))
    {
      out_declaration->fault = "it begins with a byte order mark";
      place = strlen (BYTE_ORDER_MARK);
    }

  if (!next_line (bytes, length, &place, &line) || !starts_with (line, VERSION_LABEL))
    {
      out_declaration->fault = "its first line is not “BagIt-Version: ” and a version";
      return;
    }
  if (!read_version (line, out_declaration))
    out_declaration->fault = "its version is not two numbers with a point between them";

  if (!next_line (bytes, length, &place, &line) || !starts_with (line, ENCODING_LABEL))
    {
      out_declaration->fault = "its second line does not say how its other files are encoded";
      return;
    }
  read_encoding (line, out_declaration);
  if (next_line (bytes, length, &place, &line))
    out_declaration->fault = "it has more than two lines";
}

/* --- Encodings --- */

static char *
decode_latin1 (const char *bytes,
               gsize       length,
               gsize      *out_length)
{
  GString *text = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    g_string_append_unichar (text, (guint8) bytes[i]);
  *out_length = text->len;
  return g_string_free (text, FALSE);
}

/* Big-endian unless a byte order mark says otherwise (RFC 2781 section 4.3). */
static char *
decode_utf16 (const char *bytes,
              gsize       length,
              gsize      *out_length)
{
  gboolean is_little = length >= 2 && (guint8) bytes[0] == 0xFF && (guint8) bytes[1] == 0xFE;
  gboolean is_marked = is_little || (length >= 2 && (guint8) bytes[0] == 0xFE && (guint8) bytes[1] == 0xFF);
  gsize start = is_marked ? 2 : 0;
  gsize n_units = (length - start) / 2;
  g_autofree gunichar2 *units = NULL;
  glong n_bytes = 0;
  char *text;

  if (length % 2 != 0)
    return NULL;

  units = g_new (gunichar2, n_units + 1);
  for (gsize i = 0; i < n_units; i++)
    {
      guint8 first = (guint8) bytes[start + 2 * i];
      guint8 second = (guint8) bytes[start + 2 * i + 1];

      units[i] = (gunichar2) (is_little ? second << 8 | first : first << 8 | second);
      /* GLib's converter would end there. */
      if (units[i] == 0)
        return NULL;
    }
  text = g_utf16_to_utf8 (units, (glong) n_units, NULL, &n_bytes, NULL);
  *out_length = text != NULL ? (gsize) n_bytes : 0;
  return text;
}

char *
rc_bagit_decode (GBytes          *bytes,
                 RcBagitEncoding  encoding,
                 gsize           *out_length)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  *out_length = 0;
  switch (encoding)
    {
    case RC_BAGIT_LATIN1:
      return decode_latin1 (text, length, out_length);
    case RC_BAGIT_UTF16:
      return decode_utf16 (text, length, out_length);
    case RC_BAGIT_UTF8:
      if (!g_utf8_validate_len (text, length, NULL))
        return NULL;
      *out_length = length;
      return g_strndup (text, length);
    case RC_BAGIT_OTHER:
    default:
      return NULL;
    }
}

/* --- Manifests --- */

gboolean
rc_bagit_manifest_is_name (const char        *base,
                           const char        *prefix,
                           RcListedAlgorithm *out_algorithm,
                           gboolean          *out_known)
{
  static const struct
  {
    const char       *name;
    RcListedAlgorithm algorithm;
  } algorithms[] = {
    { "md5", RC_LISTED_MD5 }, { "sha1", RC_LISTED_SHA1 }, { "sha224", RC_LISTED_SHA224 }, { "sha256", RC_LISTED_SHA256 },
    { "sha384", RC_LISTED_SHA384 }, { "sha512", RC_LISTED_SHA512 }, { "blake2b", RC_LISTED_BLAKE2B }, { "blake2b512", RC_LISTED_BLAKE2B },
  };
  g_autofree char *name = NULL;

  if (!g_str_has_prefix (base, prefix) || !g_str_has_suffix (base, ".txt") || strlen (base) <= strlen (prefix) + strlen (".txt"))
    return FALSE;

  name = g_strndup (base + strlen (prefix), strlen (base) - strlen (prefix) - strlen (".txt"));
  *out_known = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    {
      if (g_ascii_strcasecmp (name, algorithms[i].name) != 0)
        continue;
      *out_algorithm = algorithms[i].algorithm;
      *out_known = TRUE;
    }
  return TRUE;
}

void
rc_bagit_manifest_free (RcBagitManifest *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->entries);
  g_free (self);
}

/* "%0A", "%0D" and "%25" stand for what cannot be written in a line; no other escape means anything (RFC 8493 section 2.1.3). */
static char *
dup_unescaped (const char *path,
               gsize       length)
{
  GString *text = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      char escape[3] = { 0 };

      if (path[i] == '%' && length - i > 2)
        memcpy (escape, path + i + 1, 2);
      if (g_ascii_strcasecmp (escape, "0A") == 0)
        g_string_append_c (text, '\n');
      else if (g_ascii_strcasecmp (escape, "0D") == 0)
        g_string_append_c (text, '\r');
      else if (strcmp (escape, "25") == 0)
        g_string_append_c (text, '%');
      else
        {
          g_string_append_c (text, path[i]);
          continue;
        }
      i += 2;
    }
  return g_string_free (text, FALSE);
}

static RcListedDigest *
read_entry (RcBagitManifest   *self,
            Line               line,
            RcListedAlgorithm  algorithm)
{
  g_autofree guint8 *digest = NULL;
  g_autofree char *literal = NULL;
  RcListedDigest *entry;
  gsize hex = 0;
  gsize place;
  gsize length = 0;

  while (hex < line.length && g_ascii_isxdigit (line.text[hex]))
    hex++;
  digest = rc_bytes_from_hex (line.text, hex, &length);
  place = hex;
  while (place < line.length && (line.text[place] == ' ' || line.text[place] == '\t'))
    place++;
  if (digest == NULL || length != rc_listed_algorithm_get_length (algorithm) || place == hex)
    return NULL;

  if (place < line.length && line.text[place] == '*')
    {
      self->n_marked++;
      place++;
    }
  if (place >= line.length || line.length - place > RC_LIMIT_NAME_BYTES || memchr (line.text + place, '\0', line.length - place) != NULL)
    return NULL;

  literal = g_strndup (line.text + place, line.length - place);
  self->n_dotted += g_str_has_prefix (literal, "./");
  entry = g_new0 (RcListedDigest, 1);
  entry->algorithm = algorithm;
  entry->path = dup_unescaped (literal, strlen (literal));
  entry->alternative = strcmp (entry->path, literal) != 0 ? g_steal_pointer (&literal) : NULL;
  memcpy (entry->digest, digest, length);
  entry->length = length;
  return entry;
}

/**
 * rc_bagit_manifest_parse:
 * @text: tainted, UTF-8
 *
 * Returns: (transfer full): what it lists; blank lines are passed over
 */
RcBagitManifest *
rc_bagit_manifest_parse (const char        *text,
                         gsize              length,
                         RcListedAlgorithm  algorithm)
{
  RcBagitManifest *self = g_new0 (RcBagitManifest, 1);
  gsize place = 0;
  Line line;

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_listed_digest_free);
  while (next_line (text, length, &place, &line))
    {
      RcListedDigest *entry;

      if (is_blank (line))
        continue;
      if (self->entries->len >= RC_LIMIT_DIGEST_LIST_ENTRIES)
        {
          self->over_limit = TRUE;
          break;
        }
      entry = read_entry (self, line, algorithm);
      if (entry == NULL)
        {
          if (self->n_spoiled++ == 0)
            self->first_spoiled = (gsize) (line.text - text);
          continue;
        }
      entry->offset = (guint64) (line.text - text);
      g_ptr_array_add (self->entries, entry);
    }
  return self;
}

/* --- The others --- */

GHashTable *
rc_bagit_fetch_parse (const char *text,
                      gsize       length)
{
  GHashTable *paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize place = 0;
  Line line;

  /* URL, length or "-", path (RFC 8493 section 2.2.3). */
  while (next_line (text, length, &place, &line) && g_hash_table_size (paths) < RC_LIMIT_DIGEST_LIST_ENTRIES)
    {
      gsize at = 0;

      for (guint skipped = 0; skipped < 2; skipped++)
        {
          while (at < line.length && line.text[at] != ' ' && line.text[at] != '\t')
            at++;
          while (at < line.length && (line.text[at] == ' ' || line.text[at] == '\t'))
            at++;
        }
      if (at < line.length && line.length - at <= RC_LIMIT_NAME_BYTES)
        g_hash_table_add (paths, dup_unescaped (line.text + at, line.length - at));
    }
  return paths;
}

static gboolean
read_oxum (const char *text,
           guint64    *out_octets,
           guint64    *out_files)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", 3);

  return g_strv_length (parts) == 2
         && g_ascii_string_to_unsigned (parts[0], 10, 0, G_MAXUINT64, out_octets, NULL)
         && g_ascii_string_to_unsigned (parts[1], 10, 0, G_MAXUINT64, out_files, NULL);
}

RcBagitOxum
rc_bagit_oxum_parse (const char *text,
                     gsize       length,
                     guint64    *out_octets,
                     guint64    *out_files)
{
  gsize place = 0;
  Line line;

  while (next_line (text, length, &place, &line))
    {
      const char *colon = memchr (line.text, ':', line.length);
      g_autofree char *label = colon != NULL ? g_strndup (line.text, (gsize) (colon - line.text)) : NULL;
      g_autofree char *value = NULL;

      if (label == NULL || g_ascii_strcasecmp (g_strstrip (label), "Payload-Oxum") != 0)
        continue;
      value = g_strndup (colon + 1, line.length - (gsize) (colon + 1 - line.text));
      return read_oxum (g_strstrip (value), out_octets, out_files) ? RC_BAGIT_OXUM_READ : RC_BAGIT_OXUM_UNREADABLE;
    }
  return RC_BAGIT_OXUM_NONE;
}
