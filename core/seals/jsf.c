/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/jsf.h"

#include <string.h>

#include "core/bounds.h"
#include "core/json.h"
#include "core/seals/json-prefix.h"
#include "core/words.h"

#define KIND "jsf"
#define REASON_FILE_LIMIT "limit(RC_LIMIT_SEAL_FILE_BYTES,16777216)"
G_STATIC_ASSERT (RC_LIMIT_SEAL_FILE_BYTES == 16777216);

static gboolean
has_text (const char *text,
          gsize       length,
          const char *what)
{
  return memmem (text, length, what, strlen (what)) != NULL;
}

static gboolean
is_bom (const char *text,
        gsize       length)
{
  static const char * const names[] = { "bomFormat", NULL };

  return rc_json_prefix_find_names (text, length, names) != 0 && has_text (text, length, "\"CycloneDX\"");
}

/* A signature stands at the end, which a long document has behind the sample. */
static int
recognise (const RcSample *sample)
{
  gboolean is_long = sample->head_length == RC_LIMIT_SAMPLE_BYTES;

  return is_bom (sample->head, sample->head_length) &&
         (is_long || has_text (sample->head, sample->head_length, "\"signature\"")) ? 1 : 0;
}

/* One signature, or several side by side or one over the other. */
static gboolean
is_signature (const RcJson *json,
              guint32       object)
{
  static const char * const lists[] = { "signers", "chain" };

  if (!rc_json_is (json, object, RC_JSON_OBJECT))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      guint32 list = rc_json_member (json, object, lists[i]);

      if (list != RC_JSON_NO_NODE && rc_json_is (json, list, RC_JSON_ARRAY))
        return TRUE;
    }

  return rc_json_member (json, object, "algorithm") != RC_JSON_NO_NODE && rc_json_member (json, object, "value") != RC_JSON_NO_NODE;
}

static guint
count_signatures (const RcJson *json)
{
  guint n = 0;

  for (guint32 i = 0; i + 1 < json->n_nodes; i++)
    if (rc_json_is (json, i, RC_JSON_NAME) && rc_json_name_is (json, i, "signature") && is_signature (json, i + 1))
      n++;

  return n;
}

static gboolean
judge_large (RcSealWork      *work,
             const RcSource  *carrier,
             GError         **error)
{
  g_autoptr (GBytes) head = rc_seal_work_read_head (work, carrier, error);

  if (head == NULL)
    return *error == NULL;
  if (is_bom (g_bytes_get_data (head, NULL), g_bytes_get_size (head)))
    rc_seal_work_unverifiable (work, KIND, carrier, carrier, REASON_FILE_LIMIT);
  return TRUE;
}

static gboolean
judge (RcSealWork      *work,
       gpointer         run,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  g_auto (RcJson) json;
  gsize length = 0;
  const char *text;
  RcSeal *seal;
  guint n;

  rc_json_init (&json);
  if (bytes == NULL)
    return judge_large (work, carrier, error);

  /* What cannot be read is told by the importer. */
  text = g_bytes_get_data (bytes, &length);
  if (!rc_json_parse (&json, text, length, NULL))
    return TRUE;
  n = count_signatures (&json);
  if (n == 0)
    return TRUE;

  seal = rc_seal_work_begin (work, KIND, carrier, carrier);
  rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, "format-unsupported");
  rc_seal_add_note (seal, "%u signatures of the JSON Signature Format stand in it, which are not judged here", n);
  rc_seal_work_end_inside (work, seal, carrier, 0);
  return TRUE;
}

const RcMechanism rc_mechanism_jsf = {
  .id = "jsf",
  .title = N_("Signature in JSON (JSF)"),
  .evidences = N_("That a bill of materials carries signatures; they are not judged here."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .judge = judge,
};
