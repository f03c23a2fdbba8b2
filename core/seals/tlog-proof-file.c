/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/tlog-proof-file.h"

#include <string.h>

#include "core/base64.h"
#include "core/bounds.h"
#include "core/seals/checkpoint.h"

#define FIRST_WORD "c2sp.org/tlog-proof@"
#define FIRST_LINE FIRST_WORD "v1"
/* A tree of 64 bits of leaves is not higher. */
#define LONGEST_PATH 64u

/* A line without its end, and what follows it. */
typedef struct
{
  const char *text;
  gsize       length;
  const char *rest;
  gsize       rest_length;
} Line;

void
rc_tlog_proof_file_free (RcTlogProofFile *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->extra, g_bytes_unref);
  g_array_unref (self->path);
  g_clear_pointer (&self->note, g_bytes_unref);
  g_free (self);
}

gboolean
rc_tlog_proof_file_is (const char *bytes,
                       gsize       length)
{
  return length >= strlen (FIRST_WORD) && memcmp (bytes, FIRST_WORD, strlen (FIRST_WORD)) == 0;
}

static gboolean
next_line (Line *line)
{
  const char *end = line->rest_length > 0 ? memchr (line->rest, '\n', line->rest_length) : NULL;

  if (end == NULL)
    return FALSE;
  line->text = line->rest;
  line->length = (gsize) (end - line->rest);
  line->rest = end + 1;
  line->rest_length -= line->length + 1;
  return TRUE;
}

static gboolean
starts_with (const Line *line,
             const char *word)
{
  return line->length >= strlen (word) && memcmp (line->text, word, strlen (word)) == 0;
}

static const char *
read_extra (RcTlogProofFile *self,
            Line            *line)
{
  gsize skip = strlen ("extra ");

  if (!starts_with (line, "extra "))
    return NULL;
  self->extra = rc_base64_decode (line->text + skip, line->length - skip, RC_BASE64_STANDARD);
  return self->extra != NULL && next_line (line) ? NULL : "its extra data is not base64";
}

static const char *
read_path (RcTlogProofFile *self,
           Line            *line)
{
  while (next_line (line))
    {
      RcDigest hash;

      if (line->length == 0)
        return NULL;
      if (self->path->len == LONGEST_PATH)
        return "it has more hashes than any log is high";
      if (!rc_checkpoint_parse_hash (line->text, line->length, &hash))
        return "a line of its path is no SHA-256 in base64";
      g_array_append_val (self->path, hash);
    }
  return "no empty line follows its path";
}

static const char *
read_lines (RcTlogProofFile *self,
            Line            *line)
{
  gsize skip = strlen ("index ");
  const char *fault;

  if (!next_line (line))
    return "it ends with its first line";
  fault = read_extra (self, line);
  if (fault != NULL)
    return fault;
  if (!starts_with (line, "index ") || !rc_checkpoint_parse_number (line->text + skip, line->length - skip, &self->index))
    return "it does not say which entry it is of";
  fault = read_path (self, line);
  if (fault != NULL)
    return fault;

  self->note = g_bytes_new (line->rest, line->rest_length);
  return line->rest_length > 0 ? NULL : "the head of the log is not in it";
}

/**
 * rc_tlog_proof_file_parse:
 * @bytes: tainted
 * @out_fault: (out): for %RC_TLOG_PROOF_MALFORMED
 */
RcTlogProofForm
rc_tlog_proof_file_parse (const char       *bytes,
                          gsize             length,
                          RcTlogProofFile **out_file,
                          const char      **out_fault)
{
  g_autoptr (RcTlogProofFile) self = NULL;
  Line line = { .rest = bytes, .rest_length = length };

  *out_file = NULL;
  *out_fault = NULL;
  if (!rc_tlog_proof_file_is (bytes, length))
    return RC_TLOG_PROOF_ANOTHER;
  if (!next_line (&line))
    {
      *out_fault = "it ends with its first line";
      return RC_TLOG_PROOF_MALFORMED;
    }
  if (line.length != strlen (FIRST_LINE) || !starts_with (&line, FIRST_LINE))
    return RC_TLOG_PROOF_VERSION;

  self = g_new0 (RcTlogProofFile, 1);
  self->path = g_array_new (FALSE, FALSE, sizeof (RcDigest));
  *out_fault = read_lines (self, &line);
  if (*out_fault != NULL)
    return RC_TLOG_PROOF_MALFORMED;
  *out_file = g_steal_pointer (&self);
  return RC_TLOG_PROOF_READ;
}
