/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "hugging-face-card.h"

#include "card-claims.h"
#include "card-table.h"
#include "cards.h"
#include "importers/yaml-reader.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * A model card as Hugging Face and most others keep it: Markdown, with YAML front matter or without. Lines end with LF, CRLF or CR, and a byte
 * order mark may stand first. The front matter is split off on bytes; its scalars stay text. What it gets wrong is set aside, and the rest of
 * the card stays understood.
 *
 * The card is one entity of the world, named by the digest of its bytes; so are the models and data sets that it names.
 *
 * field                                                        becomes                                        lineage
 * -----------------------------------------------------------  ---------------------------------------------  -------------------------
 * model_name, else model-index[]/name, with version;           card DESCRIBES "name/version", or the model    card
 *   else "Model Card for NAME" as the first heading
 * date, card_date, last_modified                               card CARD_DATE, as written; DESCRIBES holds    card
 *                                                              from the first of them that is a date
 * card_version                                                 card CARD_VERSION                              card
 * datasets (text or list)                                      card DATASET, by name                          dataset
 * base_model (text or list)                                    card BASE_MODEL                                -
 * license (text or list), license_name                         card LICENCE                                   -
 * model-index[]/results[]/metrics[]: type, value               card EVALUATION "type = value", linked to the  -
 *                                                              data set "type@revision"
 * …/verified                                                   tag: who computed it is not checked here       -
 * …/verifyToken                                                never claimed: a token                         -
 * …: a result without task type, data set type and name, or    set aside with its place; its siblings are     -
 *   metrics with type and value                                read
 * co2_eq_emissions (number, or emissions in it)                tag                                            -
 * every other key with a text or a list of texts               tags "key = text"; a key whose name speaks     -
 *                                                              of a secret is left out
 * a key given twice                                            both are claimed, and it is set aside          -
 * headings of use                                              card INTENDED_USE, with the place of the text  -
 * headings of limits, risks, bias, use out of scope            card LIMITATION, with the place of the text    -
 * heading Training Data                                        tag, with the place of the text                -
 * the first heading                                            tag "title = …"                                -
 * tables "Field | Response" (NVIDIA's Model Card++)            INTENDED_USE, LIMITATION, LICENCE, else tags   -
 * {{ … }}, [More Information Needed]                           set aside as a template that was not filled in -
 *
 * Time: the card's own date, else what its file, its archive or its Git commit carried.
 * Cannot evidence: an approver, the code, a digest, a run, an environment, a deployment, an inference.
 */

/* Keys that model cards have and other documents with front matter do not. */
static const char * const card_keys[] = {
  "model-index", "model_name", "base_model", "library_name", "pipeline_tag", "card_version", "datasets", "license", "license_name",
  "language", "metrics", "co2_eq_emissions", NULL,
};

/* Beginnings of headings, folded, that the model card paper and Hugging Face's template made usual. */
static const char * const card_headings[] = {
  "model card", "model details", "model description", "intended use", "direct use", "out-of-scope use", "uses", "bias, risks",
  "training data", "training details", "evaluation data", "evaluation", "ethical considerations", "limitations",
  "environmental impact", "how to get started with the model", NULL,
};

static gboolean
begins_with_one_of (const char         *text,
                    const char * const *beginnings)
{
  for (; *beginnings != NULL; beginnings++)
    if (g_str_has_prefix (text, *beginnings))
      return TRUE;
  return FALSE;
}

static guint
count_headings (const RcCardDocument *document)
{
  guint n = 0;

  for (guint i = 0; i < document->headings->len; i++)
    {
      const RcCardHeading *heading = g_ptr_array_index (document->headings, i);
      g_autofree char *folded = g_ascii_strdown (heading->text, -1);

      /* A number sign alone also begins the comments of many a script. */
      n += heading->level >= 2 && begins_with_one_of (folded, card_headings);
    }

  return n;
}

static guint
count_keys (const RcCardDocument *document)
{
  gsize end = document->yaml_offset + document->yaml_length;
  guint n = 0;
  gsize next;

  for (gsize offset = document->yaml_offset; offset < end; offset = next)
    {
      gsize length = rc_card_line_length (document->text, document->length, offset, &next);
      const char *colon = memchr (document->text + offset, ':', length);
      g_autofree char *key = colon != NULL ? g_strndup (document->text + offset, (gsize) (colon - document->text) - offset) : NULL;

      n += key != NULL && g_strv_contains (card_keys, key);
    }

  return n;
}

static gboolean
is_markdown_name (const char *name)
{
  g_autofree char *folded = name != NULL ? g_ascii_strdown (name, -1) : NULL;

  return folded != NULL && (g_str_has_suffix (folded, ".md") || g_str_has_suffix (folded, ".markdown"));
}

/* Words of the first heading, folded; (nullable). */
static char *
dup_title (const RcCardDocument *document)
{
  const RcCardHeading *first = document->headings->len > 0 ? g_ptr_array_index (document->headings, 0) : NULL;

  return first != NULL ? g_ascii_strdown (first->text, -1) : NULL;
}

static gboolean
has_front_without_keys (const RcCardDocument *document)
{
  return document->front == RC_CARD_FRONT_CLOSED && document->yaml_length > 0 &&
         memchr (document->text + document->yaml_offset, ':', document->yaml_length) == NULL;
}

static int
score (const RcCardDocument *document,
       const char           *name)
{
  g_autofree char *title = dup_title (document);
  guint n_headings = count_headings (document);
  guint n_keys = document->front != RC_CARD_FRONT_NONE ? count_keys (document) : 0;

  if (n_keys >= 2 || (n_keys == 1 && document->headings->len > 0))
    return 90;
  if (document->front_has_placeholder)
    return 80;
  if (n_headings >= 2 || (title != NULL && (g_str_has_prefix (title, "model card") || g_str_has_suffix (title, "model card"))))
    return 70;
  if (n_keys == 1 || n_headings == 1)
    return 40;
  /* The cards beside an overview have a table and hardly a heading. */
  if (rc_card_table_is_in (document))
    return 60;
  /* A page of Markdown about "MyCoolModel", or with front matter that names nothing, and nothing else that tells. */
  return is_markdown_name (name) && title != NULL && (g_str_has_suffix (title, "model") || has_front_without_keys (document)) ? 10 : 0;
}

/* The sample may end within a character, but nowhere else may there be a byte that is none. */
static gsize
usable_length (const RcSample *sample)
{
  const char *end;

  if (g_utf8_validate_len (sample->head, sample->head_length, &end))
    return sample->head_length;
  return sample->head_length == RC_LIMIT_SAMPLE_BYTES && (gsize) (end - sample->head) + 4 > sample->head_length
           ? (gsize) (end - sample->head)
           : 0;
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  g_auto (RcCardDocument) document = { 0 };
  gsize length = usable_length (sample);

  if (length == 0)
    return 0;

  rc_card_document_read (&document, sample->head, length);
  return score (&document, sample->name);
}

static gboolean
tell_template (RcCardClaims  *self,
               GError       **error)
{
  const RcCardDocument *document = self->document;
  g_autofree char *first = NULL;
  g_autofree char *placeholders = NULL;
  g_autofree char *sections = NULL;

  if (document->n_placeholders > 0)
    {
      first = g_strndup (document->text + document->first_placeholder, document->first_placeholder_length);
      placeholders = g_strdup_printf ("%u of them, the first “%s”", document->n_placeholders, first);
      if (!rc_card_claims_set_aside (self, RC_EXCEPTION_UNFILLED_TEMPLATE, document->first_placeholder,
                                     "a card without placeholders", placeholders,
                                     "A template of a model card was not filled in.", error))
        return FALSE;
    }
  if (document->n_open_sections > 0)
    {
      sections = g_strdup_printf ("%u times “[More Information Needed]”", document->n_open_sections);
      return rc_card_claims_set_aside (self, RC_EXCEPTION_UNFILLED_TEMPLATE, document->first_open_section,
                                       "a text in every section", sections, "Sections of a model card were left open.", error);
    }

  return TRUE;
}

/* Whether a heading begins with one of the words, as words: "Direct Uses", but not "Direct Users". */
static gboolean
is_about (const char         *heading,
          const char * const *beginnings)
{
  g_autofree char *folded = g_ascii_strdown (heading, -1);

  for (; *beginnings != NULL; beginnings++)
    {
      const char *rest = folded + strlen (*beginnings);

      if (!g_str_has_prefix (folded, *beginnings))
        continue;
      if (*rest == 's')
        rest++;
      /* "Use" alone is too common a word to begin with. */
      if (g_str_equal (*beginnings, "use") ? *rest == '\0' : !g_ascii_isalpha (*rest))
        return TRUE;
    }

  return FALSE;
}

/* What a section is about; %RC_N_PROPERTIES: nothing that is asked for. */
static RcProperty
property_of_heading (const char *heading)
{
  static const char * const uses[] = { "intended use", "direct use", "downstream use", "primary intended use", "model use",
                                       "evaluated use", "use", NULL };
  static const char * const limits[] = { "out-of-scope use", "misuse", "bias", "limitation", "known limitation", "technical limitation",
                                         "performance and limitation", "risk", "ethical consideration", "caveat",
                                         "broader implication", NULL };
  static const char * const data[] = { "training data", NULL };

  if (is_about (heading, uses))
    return RC_PROPERTY_INTENDED_USE;
  if (is_about (heading, limits))
    return RC_PROPERTY_LIMITATION;

  return is_about (heading, data) ? RC_PROPERTY_TAG : RC_N_PROPERTIES;
}

static gboolean
add_sections (RcCardClaims  *self,
          GError       **error)
{
  const RcCardDocument *document = self->document;

  for (guint i = 0; i < document->headings->len; i++)
    {
      const RcCardHeading *heading = g_ptr_array_index (document->headings, i);
      g_autofree char *locator = g_strdup_printf ("heading %s", heading->text);
      RcProperty property = property_of_heading (heading->text);
      g_autofree char *value = g_strdup_printf ("%s%s (%" G_GSIZE_FORMAT " bytes from byte %" G_GSIZE_FORMAT ")",
                                                property == RC_PROPERTY_TAG ? "section = " : "", heading->text, heading->content_length,
                                                heading->content_offset);

      if (property != RC_N_PROPERTIES && !rc_card_claims_add (self, property, value, 0, locator, error))
        return FALSE;
    }

  if (!document->has_more_headings)
    return TRUE;
  return rc_card_claims_set_aside (self, RC_EXCEPTION_LIMIT, document->body_offset,
                                   "at most 1000 headings (RC_LIMIT_CARD_HEADINGS) of at most 4096 bytes (RC_LIMIT_NAME_BYTES)",
                                   "more", "A model card has more headings than the program lists.", error);
}

/* "Model Card for X" and "Model Card: X" name the model where the front matter does not. */
static const char *
peek_model_of_title (const char *title)
{
  static const char * const beginnings[] = { "model card for ", "model card: ", "model card - ", "model card – " };

  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      const char *model = title + strlen (beginnings[i]);

      if (g_ascii_strncasecmp (title, beginnings[i], strlen (beginnings[i])) != 0)
        continue;
      model += strspn (model, "*_` ");
      return *model != '\0' ? model : NULL;
    }

  return NULL;
}

static gboolean
add_title (RcCardClaims  *self,
           GError       **error)
{
  const RcCardHeading *first = self->document->headings->len > 0 ? g_ptr_array_index (self->document->headings, 0) : NULL;
  const char *model = first != NULL ? peek_model_of_title (first->text) : NULL;
  g_autofree char *locator = NULL;
  g_autofree char *tag = NULL;

  if (first == NULL || strstr (first->text, "{{") != NULL)
    return TRUE;

  locator = g_strdup_printf ("heading %s", first->text);
  tag = g_strdup_printf ("title = %s", first->text);
  if (model != NULL && !self->is_named &&
      !rc_card_claims_add_target (self, RC_PROPERTY_DESCRIBES, model, RC_ENTITY_MODEL, model, locator, error))
    return FALSE;
  return rc_card_claims_add (self, RC_PROPERTY_TAG, tag, 0, locator, error);
}

static gboolean
refuse_card (const RcImportInput  *input,
             RcImportSink         *sink,
             const char           *kind,
             gint64                offset,
             const char           *expected,
             const char           *found,
             GError              **error)
{
  return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, offset, kind, expected, found, "A model card cannot be read.", error);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_auto (RcCardDocument) document = { 0 };
  RcCardClaims claims;
  const char *text;
  const char *bad;
  gsize length;

  if (input->bytes == NULL)
    return refuse_card (input, sink, RC_EXCEPTION_LIMIT, -1, "at most 64 MiB (RC_LIMIT_RECORD_BYTES)", "more", error);
  text = g_bytes_get_data (input->bytes, &length);
  if (text == NULL)
    text = "";
  if (!g_utf8_validate_len (text, length, &bad))
    return refuse_card (input, sink, RC_EXCEPTION_UNREADABLE_RECORD, bad - text, "UTF-8 text",
                        "a byte that is not part of a character", error);

  if (!rc_card_claims_begin (&claims, sink, input, error))
    return FALSE;

  claims.document = &document;
  rc_card_document_read (&document, text, length);
  return (document.front == RC_CARD_FRONT_NONE || rc_card_read_front_matter (&claims, error)) &&
         add_title (&claims, error) &&
         add_sections (&claims, error) &&
         rc_card_table_read (&claims, error) &&
         tell_template (&claims, error);
}

/* A card has no events. */
static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rc_field_value_free);
}

static const RcImporter importer = {
  .id = "hugging-face-card",
  .title = N_("Model card (Hugging Face)"),
  .system = RC_HUGGING_FACE_SYSTEM,
  .evidences = N_("model, data sets, base model and licence by name, evaluation results, intended use, the card's own date; "
                  "names no approver, no commit and no digest"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

/**
 * rc_hugging_face_card_importer:
 *
 * Returns: the importer of Markdown model cards with optional YAML front matter. What the front matter gets wrong is set aside; the
 *   rest of the card stays understood.
 */
const RcImporter *
rc_hugging_face_card_importer (void)
{
  return &importer;
}
