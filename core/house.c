/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "house.h"

#include <string.h>

#include "bounds.h"
#include "custody.h"
#include "json-writer.h"

G_DEFINE_QUARK (rc-house-error-quark, rc_house_error)

#define KEY_LETTERHEAD     "house.letterhead"      /* lines parted by line ends */
#define KEY_LOGO           "house.logo"            /* base64 */
#define KEY_CLASSIFICATION "house.classification"
#define KEY_ZONE           "house.zone"
#define KEY_NUMBER         "house.number"
#define KEY_DISCLAIMERS    "house.disclaimers"     /* lines parted by line ends */
#define KEY_NUMBERING      "house.numbering"       /* the same */

#define PNG_HEADER_BYTES   24    /* signature, and the first chunk up to width and height */

void
rc_house_free (RcHouse *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->letterhead);
  g_clear_pointer (&self->logo, g_bytes_unref);
  g_free (self->classification);
  g_free (self->zone);
  g_free (self->number);
  g_strfreev (self->disclaimers);
  g_strfreev (self->numbering);
  g_free (self);
}

static guint32
read_big_endian (const guint8 *bytes)
{
  return ((guint32) bytes[0] << 24) | ((guint32) bytes[1] << 16) | ((guint32) bytes[2] << 8) | bytes[3];
}

/* Whoever draws it reserves width times height before the first pixel is read. */
static gboolean
is_small_png (GBytes *logo)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R' };
  gsize size;
  const guint8 *bytes = g_bytes_get_data (logo, &size);
  guint32 width, height;

  if (size < PNG_HEADER_BYTES || size > RC_LIMIT_LOGO_BYTES || memcmp (bytes, signature, sizeof signature) != 0)
    return FALSE;

  width = read_big_endian (bytes + 16);
  height = read_big_endian (bytes + 20);
  return width > 0 && width <= RC_LIMIT_LOGO_PIXELS && height > 0 && height <= RC_LIMIT_LOGO_PIXELS;
}

static GBytes *
load_logo (RcCase *case_file)
{
  g_autofree char *text = rc_case_dup_setting (case_file, KEY_LOGO);
  g_autoptr (GBytes) logo = NULL;
  guint8 *bytes;
  gsize size = 0;

  if (text == NULL || *text == '\0' || strlen (text) > 2 * RC_LIMIT_LOGO_BYTES)
    return NULL;

  bytes = g_base64_decode (text, &size);
  logo = g_bytes_new_take (bytes, size);
  return is_small_png (logo) ? g_steal_pointer (&logo) : NULL;
}

static char **
load_lines (RcCase     *case_file,
            const char *key,
            guint       most)
{
  g_autofree char *text = rc_case_dup_setting (case_file, key);

  return text != NULL && *text != '\0' ? g_strsplit (text, "\n", (int) most) : NULL;
}

/**
 * rc_house_load:
 *
 * Returns: (transfer full): the style of the house, as the case keeps it
 */
RcHouse *
rc_house_load (RcCase *case_file)
{
  RcHouse *self = g_new0 (RcHouse, 1);

  self->letterhead = load_lines (case_file, KEY_LETTERHEAD, RC_LIMIT_HOUSE_LINES);
  self->disclaimers = load_lines (case_file, KEY_DISCLAIMERS, RC_LIMIT_HOUSE_LINES);
  self->numbering = load_lines (case_file, KEY_NUMBERING, RC_LIMIT_HOUSE_NUMBERINGS);
  self->logo = load_logo (case_file);
  self->classification = rc_case_dup_setting (case_file, KEY_CLASSIFICATION);
  self->zone = rc_case_dup_setting (case_file, KEY_ZONE);
  self->number = rc_case_dup_setting (case_file, KEY_NUMBER);
  return self;
}

static gboolean
check_text (const char  *text,
            const char  *what,
            guint        most,
            GError     **error)
{
  if (!g_utf8_validate (text, -1, NULL) || strpbrk (text, "\r\n") != NULL)
    {
      g_set_error (error, RC_HOUSE_ERROR, RC_HOUSE_ERROR_TEXT, "The %s must be one line of text", what);
      return FALSE;
    }
  if (g_utf8_strlen (text, -1) > (glong) most)
    {
      g_set_error (error, RC_HOUSE_ERROR, RC_HOUSE_ERROR_TEXT, "The %s may have %u characters at the most", what, most);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_line (const char  *text,
            const char  *what,
            GError     **error)
{
  return check_text (text, what, RC_LIMIT_HOUSE_TEXT, error);
}

static gboolean
check_lines (char       **lines,
             const char  *what,
             guint        most_lines,
             guint        most_characters,
             GError     **error)
{
  if (lines == NULL)
    return TRUE;
  if (g_strv_length (lines) > most_lines)
    {
      g_set_error (error, RC_HOUSE_ERROR, RC_HOUSE_ERROR_TEXT, "There may be %u lines of a %s at the most", most_lines, what);
      return FALSE;
    }
  for (guint i = 0; lines[i] != NULL; i++)
    if (!check_text (lines[i], what, most_characters, error))
      return FALSE;

  return TRUE;
}

/* "tabletop=TR-{year}-{number}": a scheme without a running number would give one number to two documents. */
static gboolean
check_numbering (char   **lines,
                 GError **error)
{
  if (!check_lines (lines, "numbering", RC_LIMIT_HOUSE_NUMBERINGS, RC_LIMIT_HOUSE_TEXT, error))
    return FALSE;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      const char *form = strchr (lines[i], '=');

      if (form == NULL || form == lines[i] || strstr (form, RC_HOUSE_NUMBER_PLACE) == NULL)
        {
          g_set_error (error, RC_HOUSE_ERROR, RC_HOUSE_ERROR_NUMBER,
                       "“%s” is no scheme of numbers; write the kind of document and its form, as in “tabletop=TR-{year}-{number}”", lines[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_zone (const char  *zone,
            GError     **error)
{
  g_autoptr (GTimeZone) found = *zone != '\0' ? g_time_zone_new_identifier (zone) : g_time_zone_new_utc ();

  if (found != NULL)
    return TRUE;

  g_set_error (error, RC_HOUSE_ERROR, RC_HOUSE_ERROR_ZONE, "“%s” is no zone; write it as in “Europe/Berlin”", zone);
  return FALSE;
}

static gboolean
check_logo (GBytes  *logo,
            GError **error)
{
  if (logo == NULL || g_bytes_get_size (logo) == 0 || is_small_png (logo))
    return TRUE;

  g_set_error (error, RC_HOUSE_ERROR, RC_HOUSE_ERROR_LOGO,
               "The logo must be a PNG picture of at most %u KiB and %u by %u pixels", RC_LIMIT_LOGO_BYTES >> 10, RC_LIMIT_LOGO_PIXELS,
               RC_LIMIT_LOGO_PIXELS);
  return FALSE;
}

static gboolean
check (const RcHouse  *change,
       GError        **error)
{
  return check_lines (change->letterhead, "letterhead", RC_LIMIT_HOUSE_LINES, RC_LIMIT_HOUSE_TEXT, error) &&
         check_lines (change->disclaimers, "disclaimer", RC_LIMIT_HOUSE_LINES, RC_LIMIT_HOUSE_DISCLAIMER, error) &&
         check_numbering (change->numbering, error) &&
         check_logo (change->logo, error) &&
         (change->classification == NULL || check_line (change->classification, "classification", error)) &&
         (change->number == NULL || check_line (change->number, "number's beginning", error)) &&
         (change->zone == NULL || (check_line (change->zone, "zone", error) && check_zone (change->zone, error)));
}

/* An empty @value takes the setting away. */
static gboolean
put (RcCase        *case_file,
     RcJsonWriter  *detail,
     const char    *key,
     const char    *value,
     GError       **error)
{
  if (value == NULL)
    return TRUE;

  rc_json_writer_member_string (detail, key + strlen ("house."), value);
  return rc_case_set_setting (case_file, key, *value != '\0' ? value : NULL, error);
}

/* The log names the picture by its digest. */
static gboolean
put_logo (RcCase        *case_file,
          RcJsonWriter  *detail,
          GBytes        *logo,
          GError       **error)
{
  g_autofree char *text = NULL, *hex = NULL;
  gsize size = 0;
  const guint8 *bytes = logo != NULL ? g_bytes_get_data (logo, &size) : NULL;
  RcDigest digest;

  if (logo == NULL)
    return TRUE;
  if (size == 0)
    return put (case_file, detail, KEY_LOGO, "", error);

  rc_digest_compute (bytes, size, &digest);
  hex = rc_digest_dup_hex (&digest);
  text = g_base64_encode (bytes, size);
  rc_json_writer_member_string (detail, "logo_sha256", hex);
  return rc_case_set_setting (case_file, KEY_LOGO, text, error);
}

static gboolean
put_lines (RcCase        *case_file,
           RcJsonWriter  *detail,
           const char    *key,
           char         **lines,
           GError       **error)
{
  g_autofree char *text = lines != NULL ? g_strjoinv ("\n", lines) : NULL;

  return put (case_file, detail, key, text, error);
}

static gboolean
put_all (RcCase         *case_file,
         const RcHouse  *change,
         GError        **error)
{
  g_autoptr (RcJsonWriter) detail = rc_json_writer_new ();

  rc_json_writer_begin_object (detail);
  if (!put_lines (case_file, detail, KEY_LETTERHEAD, change->letterhead, error) ||
      !put_logo (case_file, detail, change->logo, error) ||
      !put (case_file, detail, KEY_CLASSIFICATION, change->classification, error) ||
      !put (case_file, detail, KEY_ZONE, change->zone, error) ||
      !put (case_file, detail, KEY_NUMBER, change->number, error) ||
      !put_lines (case_file, detail, KEY_DISCLAIMERS, change->disclaimers, error) ||
      !put_lines (case_file, detail, KEY_NUMBERING, change->numbering, error))
    return FALSE;

  rc_json_writer_end_object (detail);
  return rc_custody_append (case_file, "house", rc_json_writer_peek (detail), error);
}

/**
 * rc_house_change:
 * @change: what is not %NULL in it is set; an empty text, picture or list of lines takes it away
 *
 * One act, with one entry in the custody log.
 *
 * Returns: FALSE with %RC_HOUSE_ERROR where something is too long, no picture, or no zone; nothing is changed then
 */
gboolean
rc_house_change (RcCase         *case_file,
                 const RcHouse  *change,
                 GError        **error)
{
  if (!check (change, error) || !rc_case_begin (case_file, error))
    return FALSE;
  if (put_all (case_file, change, error))
    return rc_case_commit (case_file, error);

  rc_case_rollback (case_file);
  return FALSE;
}

char *
rc_house_dup_numbering (const RcHouse *self,
                        const char    *kind)
{
  gsize length = strlen (kind);

  for (guint i = 0; self->numbering != NULL && self->numbering[i] != NULL; i++)
    {
      const char *line = self->numbering[i];

      /* What stands in the case is tainted: a scheme without a running number is none. */
      if (strncmp (line, kind, length) == 0 && line[length] == '=' && strstr (line + length, RC_HOUSE_NUMBER_PLACE) != NULL)
        return g_strdup (line + length + 1);
    }
  return NULL;
}

static void
hash_text (RcHasher   *hasher,
           const char *text)
{
  rc_hasher_update (hasher, text != NULL ? text : "", (text != NULL ? strlen (text) : 0) + 1);
}

/* What a later version added counts only where it is set, so that the digest on papers of before stays. */
static gboolean
hash_lines (RcHasher   *hasher,
            const char *name,
            char      **lines)
{
  g_autofree char *text = lines != NULL ? g_strjoinv ("\n", lines) : NULL;

  if (text == NULL)
    return FALSE;

  hash_text (hasher, name);
  hash_text (hasher, text);
  return TRUE;
}

/**
 * rc_house_digest:
 * @out_digest: (out): over all of it, what is not set as empty
 *
 * Returns: whether anything is set
 */
gboolean
rc_house_digest (const RcHouse *self,
                 RcDigest      *out_digest)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  g_autofree char *letterhead = self->letterhead != NULL ? g_strjoinv ("\n", self->letterhead) : NULL;
  gsize size = 0;
  const void *logo = self->logo != NULL ? g_bytes_get_data (self->logo, &size) : NULL;
  gboolean has_lines;

  hash_text (hasher, letterhead);
  hash_text (hasher, self->classification);
  hash_text (hasher, self->zone);
  hash_text (hasher, self->number);
  has_lines = hash_lines (hasher, KEY_DISCLAIMERS, self->disclaimers);
  has_lines = hash_lines (hasher, KEY_NUMBERING, self->numbering) || has_lines;
  if (logo != NULL)
    rc_hasher_update (hasher, logo, size);
  rc_hasher_finish (hasher, out_digest);
  return has_lines || letterhead != NULL || self->classification != NULL || self->zone != NULL || self->number != NULL || logo != NULL;
}
