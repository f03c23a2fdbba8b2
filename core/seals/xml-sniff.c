/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/xml-sniff.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/xml-document.h"

static gboolean
has_text (const char *bytes,
          gsize       length,
          const char *text)
{
  return memmem (bytes, length, text, strlen (text)) != NULL;
}

static gboolean
begins_with (const char *bytes,
             gsize       length,
             const char *start)
{
  return length > strlen (start) && memcmp (bytes, start, strlen (start)) == 0;
}

/* Of UTF-16, which libxml2 reads too, what is ASCII in it: nothing else is looked for. NULL: another encoding. */
static char *
dup_narrow (const char *bytes,
            gsize       length,
            gsize      *out_length)
{
  char *narrow;

  if (!begins_with (bytes, length, "\xff\xfe") && !begins_with (bytes, length, "\xfe\xff"))
    return NULL;

  narrow = g_malloc (length);
  *out_length = 0;
  for (gsize i = 2; i < length; i++)
    if (bytes[i] != '\0')
      narrow[(*out_length)++] = bytes[i];
  return narrow;
}

static gboolean
is_xml (const char *bytes,
        gsize       length)
{
  const char *mark = "\xef\xbb\xbf";
  gsize skipped = begins_with (bytes, length, mark) ? strlen (mark) : 0;

  while (skipped < length && g_ascii_isspace (bytes[skipped]))
    skipped++;
  if (length - skipped < 2 || bytes[skipped] != '<')
    return FALSE;
  return strchr ("?!_:", bytes[skipped + 1]) != NULL || g_ascii_isalpha (bytes[skipped + 1]) || (guint8) bytes[skipped + 1] >= 0x80;
}

/* Declarations stand before everything else. */
static gboolean
declares_entities (const char *bytes,
                   gsize       length)
{
  length = MIN (length, RC_LIMIT_SAMPLE_BYTES);
  return has_text (bytes, length, "<!DOCTYPE") && has_text (bytes, length, "<!ENTITY");
}

RcXmlSniff
rc_xml_sniff (const char *bytes,
              gsize       length)
{
  g_autofree char *narrow = dup_narrow (bytes, length, &length);

  if (narrow != NULL)
    bytes = narrow;
  if (!is_xml (bytes, length))
    return RC_XML_NONE;
  return has_text (bytes, length, RC_XML_DSIG) || declares_entities (bytes, length) ? RC_XML_SIGNED : RC_XML_PLAIN;
}
