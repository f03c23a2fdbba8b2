/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/pdf-signature.h"

#include <string.h>

#include "core/bounds.h"
#include "core/words.h"

#define KIND "pades"
#define KEY "/ByteRange"
#define REASON_LIMIT "limit(RC_LIMIT_PDF_SIGNATURES,64)"
G_STATIC_ASSERT (RC_LIMIT_PDF_SIGNATURES == 64);

/* More than a range is written in. */
#define RANGE_BYTES 256u

/* What a signature in a PDF file says it is over: two ranges, between which its own value stands (ISO 32000-1 section 12.8.1). */
typedef struct
{
  guint64 numbers[4];
} Range;

static const char *
skip_blanks (const char *at,
             const char *end)
{
  while (at < end && (g_ascii_isspace (*at) || *at == '\0'))
    at++;
  return at;
}

/* "[0 840 960 240]" */
static gboolean
read_range (const char *at,
            const char *end,
            Range      *out_range)
{
  at = skip_blanks (at, end);
  if (at == end || *at++ != '[')
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (out_range->numbers); i++)
    {
      guint64 number = 0;
      guint n_digits = 0;

      for (at = skip_blanks (at, end); at < end && g_ascii_isdigit (*at) && n_digits < 18; at++, n_digits++)
        number = number * 10 + (guint64) (*at - '0');
      if (n_digits == 0)
        return FALSE;
      out_range->numbers[i] = number;
    }
  at = skip_blanks (at, end);
  return at < end && *at == ']';
}

static void
judge_range (RcSealWork     *work,
             const RcSource *carrier,
             const Range    *range)
{
  const guint64 *numbers = range->numbers;
  RcSeal *seal = rc_seal_work_begin (work, KIND, NULL, carrier);
  guint64 end = numbers[2] + numbers[3];

  rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, "format-unsupported");
  rc_seal_add_note (seal, "A signature says that it is over the bytes %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT " and %" G_GUINT64_FORMAT
                    " to %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT, numbers[0], numbers[0] + numbers[1], numbers[2], end, carrier->size);
  if (numbers[0] != 0 || end < carrier->size)
    rc_seal_add_note (seal, "%" G_GUINT64_FORMAT " bytes stand outside of them: they may have been added after it was signed",
                      numbers[0] + (end < carrier->size ? carrier->size - end : 0));
  rc_seal_work_end (work, seal, carrier);
}

/* --- The mechanism --- */

static int
recognise (const RcSample *sample)
{
  return sample->head_length >= 5 && memcmp (sample->head, "%PDF-", 5) == 0 ? 1 : 0;
}

/* Those that begin in the first @length bytes of @text; @end: of what is there to read them to. FALSE: there are too many. */
static gboolean
judge_text (RcSealWork     *work,
            const RcSource *carrier,
            const char     *text,
            gsize           length,
            const char     *end,
            guint          *n_signatures)
{
  const char *last = MIN (text + length + strlen (KEY) - 1, end);
  Range range;

  for (const char *at = text; (at = memmem (at, (gsize) (last - at), KEY, strlen (KEY))) != NULL; at += strlen (KEY))
    {
      if (!read_range (at + strlen (KEY), end, &range))
        continue;
      if (++*n_signatures > RC_LIMIT_PDF_SIGNATURES)
        return FALSE;
      judge_range (work, carrier, &range);
    }
  return TRUE;
}

/* Documents may be large: each window is read with the beginning of the next. */
static gboolean
judge_windows (RcSealWork      *work,
               const RcSource  *carrier,
               GError         **error)
{
  RcVault *vault = rc_record_reader_peek_vault (work->context->reader);
  g_autofree char *window = g_malloc (RC_LIMIT_BLOCK_BYTES + RANGE_BYTES);
  g_autoptr (GError) local_error = NULL;
  guint n_signatures = 0;
  gboolean more = TRUE;

  for (guint64 at = 0; at < carrier->size && more; at += RC_LIMIT_BLOCK_BYTES)
    {
      gsize length = (gsize) MIN (carrier->size - at, RC_LIMIT_BLOCK_BYTES + RANGE_BYTES);

      if (g_cancellable_set_error_if_cancelled (work->context->cancellable, error))
        return FALSE;
      if (!rc_vault_read (vault, carrier->start + at, window, length, &local_error))
        return rc_seal_context_tolerate (&local_error, error);
      more = judge_text (work, carrier, window, MIN (length, RC_LIMIT_BLOCK_BYTES), window + length, &n_signatures);
    }
  if (!more)
    rc_seal_work_unverifiable (work, KIND, NULL, carrier, REASON_LIMIT);
  return TRUE;
}

static gboolean
judge (RcSealWork      *work,
       gpointer         run,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  return judge_windows (work, carrier, error);
}

/* Signatures in PDF files of others are told, and not judged (integrity.md section 5.14). */
const RcMechanism rc_mechanism_pdf_signature = {
  .id = "pdf-signature",
  .title = N_("PDF document, signed or not"),
  .evidences = N_("Whether it carries signatures, and over which bytes; they are not judged."),
  .framing = RC_FRAMING_FIXED,
  .recognise = recognise,
  .judge = judge,
};
