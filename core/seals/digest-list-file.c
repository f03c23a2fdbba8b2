/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/digest-list-file.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/digest-list-json.h"

typedef struct
{
  const char *text;
  gsize       length;
} Slice;

void
rc_listed_digest_free (RcListedDigest *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->alternative);
  g_free (self);
}

void
rc_digest_list_file_free (RcDigestListFile *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->entries);
  g_array_unref (self->spoiled);
  g_free (self);
}

RcDigestListFile *
rc_digest_list_file_new (void)
{
  RcDigestListFile *self = g_new0 (RcDigestListFile, 1);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_listed_digest_free);
  self->spoiled = g_array_new (FALSE, FALSE, sizeof (guint64));
  return self;
}

/* Names are compared with the names of sources, which are valid UTF-8. */
static char *
make_valid (const char *path,
            gsize       length)
{
  g_autoptr (GString) text = g_string_sized_new (length);

  for (gsize i = 0; i < length;)
    {
      const char *stop = NULL;

      if (g_utf8_validate_len (path + i, length - i, &stop))
        {
          g_string_append_len (text, path + i, (gssize) (length - i));
          break;
        }
      g_string_append_len (text, path + i, stop - (path + i));
      g_string_append_printf (text, "\\x%02X", (guint8) *stop);
      i = (gsize) (stop - path) + 1;
    }

  return g_strdup (text->str);
}

/* The escapes of a line that begins with a backslash (coreutils). */
static char *
unescape (const char *path,
          gsize       length,
          gsize      *out_length)
{
  char *text = g_malloc (length + 1);
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    {
      char escaped = path[i] == '\\' && i + 1 < length ? path[i + 1] : '\0';

      if (escaped == 'n' || escaped == 'r' || escaped == '\\')
        {
          text[n++] = escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : '\\';
          i++;
        }
      else
        {
          text[n++] = path[i];
        }
    }

  text[n] = '\0';
  *out_length = n;
  return text;
}

static gboolean
algorithm_by_length (gsize              n_bytes,
                     RcListedAlgorithm *out_algorithm)
{
  switch (n_bytes)
    {
    case 16:
      *out_algorithm = RC_LISTED_MD5;
      return TRUE;
    case 20:
      *out_algorithm = RC_LISTED_SHA1;
      return TRUE;
    case 28:
      *out_algorithm = RC_LISTED_SHA224;
      return TRUE;
    case 32:
      *out_algorithm = RC_LISTED_SHA256;
      return TRUE;
    case 48:
      *out_algorithm = RC_LISTED_SHA384;
      return TRUE;
    case 64:
      *out_algorithm = RC_LISTED_SHA512;
      return TRUE;
    default:
      return FALSE;
    }
}

static RcListedDigest *
entry_new (RcListedAlgorithm  algorithm,
           const char        *hex,
           gsize              hex_length,
           const char        *path,
           gsize              path_length,
           gboolean           is_escaped)
{
  g_autofree guint8 *digest = NULL;
  g_autofree char *plain = NULL;
  RcListedDigest *entry;
  gsize length = 0;

  if (path_length == 0 || path_length > RC_LIMIT_NAME_BYTES || memchr (path, '\0', path_length) != NULL)
    return NULL;
  digest = rc_bytes_from_hex (hex, hex_length, &length);
  if (digest == NULL || length > RC_LISTED_DIGEST_BYTES)
    return NULL;

  if (is_escaped)
    path = plain = unescape (path, path_length, &path_length);

  entry = g_new0 (RcListedDigest, 1);
  entry->algorithm = algorithm;
  entry->path = make_valid (path, path_length);
  memcpy (entry->digest, digest, length);
  entry->length = length;
  return entry;
}

static gsize
count_hex (const char *text,
           gsize       length)
{
  gsize n = 0;

  while (n < length && g_ascii_isxdigit (text[n]))
    n++;
  return n;
}

/* `hex  path`, `hex *path`; for the long digests also one blank or tab, as older programs write it. */
static RcListedDigest *
parse_plain (Slice    line,
             gboolean is_escaped)
{
  gsize hex = count_hex (line.text, line.length);
  RcListedAlgorithm algorithm;
  const char *path;
  gsize length;

  if (!algorithm_by_length (hex / 2, &algorithm) || hex % 2 != 0 || line.length < hex + 2)
    return NULL;

  path = line.text + hex;
  length = line.length - hex;
  if (path[0] == ' ' && (path[1] == ' ' || path[1] == '*'))
    {
      path += 2;
      length -= 2;
    }
  else if (hex >= 64 && (path[0] == ' ' || path[0] == '\t'))
    {
      path += 1;
      length -= 1;
    }
  else
    {
      return NULL;
    }

  return entry_new (algorithm, line.text, hex, path, length, is_escaped);
}

/* `ALGORITHM (path) = hex`, with or without the blanks. */
static RcListedDigest *
parse_bsd (Slice    line,
           gboolean is_escaped)
{
  static const struct
  {
    const char       *name;
    RcListedAlgorithm algorithm;
    gsize             n_bytes;
  } tags[] = {
    { "SHA2-224", RC_LISTED_SHA224, 28 }, { "SHA224", RC_LISTED_SHA224, 28 }, { "BLAKE2b-256", RC_LISTED_BLAKE2B_256, 32 },
    { "BLAKE2b-512", RC_LISTED_BLAKE2B, 64 }, { "BLAKE3", RC_LISTED_BLAKE3, 32 },
    { "SHA2-256", RC_LISTED_SHA256, 32 }, { "SHA2-512", RC_LISTED_SHA512, 64 }, { "SHA2-384", RC_LISTED_SHA384, 48 },
    { "SHA256", RC_LISTED_SHA256, 32 }, { "SHA512", RC_LISTED_SHA512, 64 }, { "SHA384", RC_LISTED_SHA384, 48 },
    { "SHA1", RC_LISTED_SHA1, 20 }, { "MD5", RC_LISTED_MD5, 16 }, { "BLAKE2b", RC_LISTED_BLAKE2B, 64 },
  };
  gsize hex;

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      gsize tag = strlen (tags[i].name);
      gsize open = tag;
      gsize close;

      if (line.length < tag + 2 || memcmp (line.text, tags[i].name, tag) != 0)
        continue;
      if (line.text[open] == ' ')
        open++;
      hex = line.length;
      while (hex > 0 && g_ascii_isxdigit (line.text[hex - 1]))
        hex--;
      if (line.text[open] != '(' || line.length - hex != 2 * tags[i].n_bytes)
        return NULL;

      close = hex;
      while (close > 0 && line.text[close - 1] == ' ')
        close--;
      if (close == 0 || line.text[close - 1] != '=')
        return NULL;
      close--;
      while (close > 0 && line.text[close - 1] == ' ')
        close--;
      if (close <= open + 2 || line.text[close - 1] != ')')
        return NULL;

      return entry_new (tags[i].algorithm, line.text + hex, line.length - hex, line.text + open + 1, close - open - 2,
                        is_escaped);
    }

  return NULL;
}

static RcListedDigest *
parse_line (Slice line)
{
  gboolean is_escaped = line.length > 0 && line.text[0] == '\\';
  RcListedDigest *entry;

  if (is_escaped)
    {
      line.text++;
      line.length--;
    }
  entry = parse_plain (line, is_escaped);
  return entry != NULL ? entry : parse_bsd (line, is_escaped);
}

static gboolean
next_line (const char *bytes,
           gsize       length,
           gsize      *place,
           Slice      *out_line)
{
  const char *end;

  if (*place >= length)
    return FALSE;

  end = memchr (bytes + *place, '\n', length - *place);
  out_line->text = bytes + *place;
  out_line->length = end != NULL ? (gsize) (end - out_line->text) : length - *place;
  *place += out_line->length + 1;
  if (out_line->length > 0 && out_line->text[out_line->length - 1] == '\r')
    out_line->length--;
  return TRUE;
}

static gboolean
is_blank (Slice line)
{
  for (gsize i = 0; i < line.length; i++)
    {
      if (!g_ascii_isspace (line.text[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_comment (Slice line)
{
  return line.length > 0 && (line.text[0] == '#' || line.text[0] == ';');
}

/* What stands before the first line: a byte order mark, the two lines of a signature by signify with the list embedded. */
static gsize
skip_front (const char *bytes,
            gsize       length)
{
  static const char comment[] = "untrusted comment:";
  gsize place = length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  Slice line;

  if (length >= strlen (comment) && memcmp (bytes, comment, strlen (comment)) == 0)
    {
      next_line (bytes, length, &place, &line);
      next_line (bytes, length, &place, &line);
    }
  return MIN (place, length);
}

static RcDigestListFile *
parse_text (const char *bytes,
            gsize       length)
{
  g_autoptr (RcDigestListFile) self = rc_digest_list_file_new ();
  gsize place = skip_front (bytes, length);
  Slice line;

  while (next_line (bytes, length, &place, &line))
    {
      guint64 offset = (guint64) (line.text - bytes);
      RcListedDigest *entry;

      if (is_blank (line) || is_comment (line))
        continue;

      entry = parse_line (line);
      if (entry != NULL)
        {
          entry->offset = offset;
          g_ptr_array_add (self->entries, entry);
        }
      else
        {
          g_array_append_val (self->spoiled, offset);
        }
      /* A log whose first line happens to look like an entry is no list. */
      if (self->spoiled->len > 8 && self->spoiled->len > self->entries->len)
        return NULL;
      if (self->entries->len >= RC_LIMIT_DIGEST_LIST_ENTRIES)
        {
          self->over_limit = TRUE;
          break;
        }
    }

  return self->entries->len > 0 && self->spoiled->len <= self->entries->len ? g_steal_pointer (&self) : NULL;
}

/* A digest and nothing else, in a file named after another one. */
static RcDigestListFile *
parse_bare (const char *bytes,
            gsize       length,
            const char *base)
{
  static const char * const endings[] = { ".sha256", ".sha512", ".sha384", ".sha224", ".sha1", ".md5", ".b3", ".blake3" };
  g_autoptr (RcDigestListFile) self = NULL;
  gsize hex = count_hex (bytes, length);
  RcListedAlgorithm algorithm;
  RcListedDigest *entry;
  Slice rest = { bytes + hex, length - hex };

  if (!algorithm_by_length (hex / 2, &algorithm) || hex % 2 != 0 || !is_blank (rest))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize stem = strlen (base) - MIN (strlen (endings[i]), strlen (base));

      if (!g_str_has_suffix (base, endings[i]) || stem == 0)
        continue;
      entry = entry_new (algorithm, bytes, hex, base, stem, FALSE);
      if (entry == NULL)
        return NULL;

      entry->alternative = g_strconcat (entry->path, ".json", NULL);
      self = rc_digest_list_file_new ();
      self->is_sidecar = TRUE;
      g_ptr_array_add (self->entries, entry);
      return g_steal_pointer (&self);
    }

  return NULL;
}

/* "model.bin.sha256" with its one entry speaks of "model.bin" only. */
static gboolean
is_sidecar (const RcDigestListFile *self,
            const char             *base)
{
  const RcListedDigest *only = self->entries->pdata[0];
  gsize length = strlen (only->path);

  return self->entries->len == 1 && strncmp (base, only->path, length) == 0 && base[length] == '.';
}

/* A digest of BLAKE3 looks like one of SHA-256; the name of the file alone tells, and mistaking it would call sound files changed. */
static void
take_name (RcDigestListFile *self,
           const char       *base)
{
  g_autofree char *lower = g_ascii_strdown (base, -1);

  if (!g_str_has_prefix (lower, "b3sum") && !g_str_has_prefix (lower, "blake3") && !g_str_has_suffix (lower, ".b3")
      && !g_str_has_suffix (lower, ".blake3"))
    return;

  for (guint i = 0; i < self->entries->len; i++)
    {
      RcListedDigest *entry = g_ptr_array_index (self->entries, i);

      if (entry->algorithm == RC_LISTED_SHA256)
        entry->algorithm = RC_LISTED_BLAKE3;
    }
}

/**
 * rc_digest_list_file_parse:
 * @bytes: tainted
 *
 * Returns: (transfer full) (nullable): the list; %NULL where @bytes are none
 */
RcDigestListFile *
rc_digest_list_file_parse (const char *bytes,
                           gsize       length,
                           const char *base)
{
  RcDigestListFile *self = parse_bare (bytes, length, base);
  gsize front = skip_front (bytes, length);

  if (self == NULL)
    self = front < length && bytes[front] == '{' ? rc_digest_list_json_parse (bytes, length) : parse_text (bytes, length);
  if (self != NULL)
    take_name (self, base);
  if (self != NULL && self->entries->len == 1 && !self->is_sidecar)
    self->is_sidecar = is_sidecar (self, base);
  return self;
}

/**
 * rc_digest_list_file_is_name:
 *
 * Returns: whether a file of this name says that it is a list of digests; one that is not readable as such is a fault
 */
gboolean
rc_digest_list_file_is_name (const char *base)
{
  static const char * const starts[] = {
    "sha256sum", "sha512sum", "sha384sum", "sha224sum", "sha1sum", "md5sum", "b2sum", "b3sum", "checksums."
  };
  g_autofree char *lower = g_ascii_strdown (base, -1);
  static const char * const others[] = { ".minisig", ".sig", ".asc", ".gpg" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      if (g_str_has_suffix (lower, others[i]))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      if (g_str_has_prefix (lower, starts[i]))
        return TRUE;
    }
  return FALSE;
}

/**
 * rc_digest_list_file_sniff:
 * @head: the first bytes of the file
 * @size: of the whole file
 */
gboolean
rc_digest_list_file_sniff (const char *head,
                           gsize       length,
                           guint64     size,
                           const char *base)
{
  gsize place;
  Slice line;

  if (rc_digest_list_file_is_name (base))
    return TRUE;
  if (length == 0)
    return FALSE;

  place = skip_front (head, length);
  if (place < length && head[place] == '{')
    return rc_digest_list_json_sniff (head, length, size);

  while (next_line (head, length, &place, &line))
    {
      g_autofree char *text = NULL;
      RcListedDigest *entry;

      if (is_blank (line) || is_comment (line))
        continue;
      if (count_hex (line.text, line.length) == line.length && size <= 200)
        return TRUE;
      entry = parse_line (line);
      rc_listed_digest_free (entry);
      return entry != NULL;
    }

  return FALSE;
}
