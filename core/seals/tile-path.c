/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/tile-path.h"

#include <string.h>

/* Nothing of 64 bits needs more steps of three digits. */
#define MOST_STEPS 7u

static gboolean
is_three_digits (const char *step)
{
  return g_ascii_isdigit (step[0]) && g_ascii_isdigit (step[1]) && g_ascii_isdigit (step[2]) && step[3] == '\0';
}

/* "7" or "255", without leading zeros. */
static gboolean
read_small (const char *step,
            guint       most,
            guint      *out_value)
{
  gsize length = strlen (step);
  guint value = 0;

  if (length == 0 || length > 3 || (length > 1 && step[0] == '0'))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (step[i]))
        return FALSE;
      value = value * 10 + (guint) (step[i] - '0');
    }
  *out_value = value;
  return value <= most;
}

/* "000.p" and the width behind it. */
static gboolean
take_width (char       **steps,
            RcTilePath  *path)
{
  guint count = g_strv_length (steps);
  char *partial = count >= 2 && g_str_has_suffix (steps[count - 2], ".p") ? steps[count - 2] : NULL;

  path->width = RC_TILE_HASHES_FULL;
  if (partial == NULL)
    return TRUE;

  if (!read_small (steps[count - 1], RC_TILE_HASHES_FULL - 1, &path->width) || path->width == 0)
    return FALSE;
  g_clear_pointer (&steps[count - 1], g_free);
  partial[strlen (partial) - 2] = '\0';
  return TRUE;
}

/* "x001/x234/067" is 1234067. */
static gboolean
read_index (char    **steps,
            guint64  *out_index)
{
  guint count = g_strv_length (steps);

  if (count == 0 || count > MOST_STEPS)
    return FALSE;

  *out_index = 0;
  for (guint i = 0; i < count; i++)
    {
      const char *digits = steps[i];
      guint64 step;

      if (i + 1 < count && *digits++ != 'x')
        return FALSE;
      if (!is_three_digits (digits))
        return FALSE;
      step = g_ascii_strtoull (digits, NULL, 10);
      if (*out_index > (G_MAXUINT64 - step) / 1000)
        return FALSE;
      *out_index = *out_index * 1000 + step;
    }
  /* Of leaves there are not more than 64 bits count. */
  return *out_index <= G_MAXUINT64 / RC_TILE_HASHES_FULL;
}

static gboolean
read_hash_tile (char       **steps,
                RcTilePath  *path)
{
  path->kind = RC_TILE_HASHES;
  return steps[0] != NULL && read_small (steps[0], RC_TILE_LEVELS - 1, &path->level) && read_index (steps + 1, &path->index);
}

static gboolean
read_data_tile (char       **steps,
                const char  *word,
                RcTileKind   kind,
                RcTilePath  *path)
{
  path->kind = kind;
  path->level = 0;
  return steps[0] != NULL && strcmp (steps[0], word) == 0 && read_index (steps + 1, &path->index);
}

/* What stands behind "tile/". Go's older form names the height of its tiles first, which is 8 (256 hashes) there too. */
static gboolean
read_steps (char       **steps,
            RcTilePath  *path)
{
  gboolean is_go = steps[0] != NULL && strcmp (steps[0], "8") == 0;

  if (!take_width (steps, path))
    return FALSE;
  return read_hash_tile (steps, path) || read_data_tile (steps, "entries", RC_TILE_ENTRIES, path)
         || read_data_tile (steps, "data", RC_TILE_CERTIFICATES, path)
         || (is_go && (read_hash_tile (steps + 1, path) || read_data_tile (steps + 1, "data", RC_TILE_RECORDS, path)));
}

/**
 * rc_tile_path_parse:
 * @name: tainted: of a source
 *
 * C2SP tlog-tiles, “Merkle Tree”; golang.org/x/mod/sumdb/tlog, Tile.Path.
 *
 * Returns: whether @name is that of a tile
 */
gboolean
rc_tile_path_parse (const char *name,
                    RcTilePath *out_path,
                    gsize      *out_folder)
{
  for (const char *at = strstr (name, "tile/"); at != NULL; at = strstr (at + 1, "tile/"))
    {
      g_auto (GStrv) steps = NULL;

      if (at > name && at[-1] != '/' && at[-1] != '!')
        continue;
      steps = g_strsplit (at + strlen ("tile/"), "/", MOST_STEPS + 5);
      *out_folder = (gsize) (at - name);
      if (read_steps (steps, out_path))
        return TRUE;
    }
  return FALSE;
}
