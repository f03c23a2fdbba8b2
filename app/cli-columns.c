/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <string.h>

/* Two columns of 47 and a rule between them, within 100. */
#define COLUMN_WIDTH 47

/* What a character takes of a line of a terminal. */
static int
width_of (gunichar character)
{
  if (g_unichar_iszerowidth (character))
    return 0;

  return g_unichar_iswide (character) ? 2 : 1;
}

/* Takes the next line off @text: up to the last blank that fits, or in the midst of a word where that would leave the line almost empty.
 * (transfer full) */
static char *
take_line (const char **text,
           int          width,
           int         *out_width)
{
  const char *start = *text, *end = start, *blank = NULL;
  int taken = 0, taken_at_blank = 0;

  while (*end != '\0' && *end != '\n')
    {
      int more = width_of (g_utf8_get_char (end));

      if (taken + more > width)
        break;
      if (*end == ' ')
        {
          blank = end;
          taken_at_blank = taken;
        }
      taken += more;
      end = g_utf8_next_char (end);
    }

  *text = end;
  if (*end == '\n' || *end == ' ')
    {
      *text = end + 1;
    }
  else if (*end != '\0' && blank != NULL && taken_at_blank > width / 2)
    {
      end = blank;
      taken = taken_at_blank;
      *text = blank + 1;
    }
  *out_width = taken;
  return g_strndup (start, (gsize) (end - start));
}

void
rc_cli_print_columns (const char *indent,
                      const char *left,
                      const char *right)
{
  int width = COLUMN_WIDTH - (int) strlen (indent);

  while (*left != '\0' || *right != '\0')
    {
      int left_width, right_width;
      g_autofree char *first = take_line (&left, width, &left_width);
      g_autofree char *second = take_line (&right, width, &right_width);

      rc_cli_print ("%s%s%*s │", indent, first, width - left_width, "");
      if (right_width > 0)
        rc_cli_print (" %s%s", indent, second);
      rc_cli_print ("\n");
    }
}
