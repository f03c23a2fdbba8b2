/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "law-parts.h"

#include "core/bounds.h"
#include "core/law-resource.h"
#include "core/seals/xml-document.h"
#include "core/stream.h"

G_DEFINE_QUARK (rc-law-error-quark, rc_law_error)

#define CATALOGUE   RC_RESOURCE_PREFIX "/law/law.xml"

/* --- Making --- */

RcLaw *
rc_law_new (const RcLaw *base)
{
  RcLaw *self = g_new0 (RcLaw, 1);

  self->base = base;
  for (guint kind = 0; kind < RC_LAW_N_LISTS; kind++)
    {
      self->lists[kind].things = g_ptr_array_new ();
      self->lists[kind].by_id = g_hash_table_new (g_str_hash, g_str_equal);
    }
  return self;
}

/**
 * rc_law_free:
 * @self: (nullable): not that of rc_law_get(); nothing may lie over it any more
 */
void
rc_law_free (RcLaw *self)
{
  if (self == NULL)
    return;

  for (guint kind = 0; kind < RC_LAW_N_LISTS; kind++)
    {
      for (guint i = 0; i < self->lists[kind].things->len; i++)
        rc_law_thing_free (kind, g_ptr_array_index (self->lists[kind].things, i));
      g_ptr_array_unref (self->lists[kind].things);
      g_hash_table_unref (self->lists[kind].by_id);
    }
  g_free (self->version);
  g_free (self->prefix);
  rc_law_text_free (self->name);
  g_free (self);
}

/* @thing: (transfer full) */
void
rc_law_add (RcLaw         *self,
            RcLawListKind  kind,
            gpointer       thing)
{
  RcLawList *list = &self->lists[kind];

  g_ptr_array_add (list->things, thing);
  g_hash_table_insert (list->by_id, *(char **) thing, thing);
}

static RcLaw *
read_document (const RcLaw         *base,
               const RcXmlDocument *document,
               GError             **error)
{
  g_autoptr (RcLaw) self = NULL;

  if (!rc_law_check_schema (rc_xml_document_peek (document), error))
    return NULL;

  self = rc_law_new (base);
  rc_law_read (self, xmlDocGetRootElement (rc_xml_document_peek (document)));
  return rc_law_link (self, error) ? g_steal_pointer (&self) : NULL;
}

static RcLaw *
load (const RcLaw  *base,
      GBytes       *bytes,
      GError      **error)
{
  g_autoptr (RcXmlDocument) document = NULL;
  g_autofree char *refusal = NULL;
  RcXmlResult result = rc_xml_document_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &document);

  if (result == RC_XML_READ)
    return read_document (base, document, error);

  refusal = rc_xml_document_dup_refusal (result);
  g_set_error_literal (error, RC_LAW_ERROR, RC_LAW_ERROR_MALFORMED, refusal);
  return NULL;
}

static gpointer
load_own (gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (rc_law_get_resource (), CATALOGUE, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  RcLaw *self = bytes != NULL ? load (NULL, bytes, &error) : NULL;

  if (self == NULL)
    g_error ("The catalogue of requirements compiled into the program cannot be read: %s", error->message);
  return self;
}

/**
 * rc_law_get:
 *
 * The catalogue that is compiled in. It is read once, by whichever thread asks first.
 *
 * Returns: (transfer none) (not nullable): lives as long as the program
 */
const RcLaw *
rc_law_get (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_own, NULL);
}

/**
 * rc_law_load_bytes:
 * @base: over which the criteria lie, rc_law_get() or what was loaded before; must live longer than what is returned
 * @bytes: tainted: a file of own criteria
 *
 * What lies below can be referred to and is found through what is returned, but never replaced: every id that the file gives begins
 * with the prefix that it states, and no id may be given twice.
 *
 * Returns: (transfer full) (nullable): %NULL with @error of %RC_LAW_ERROR set, which names the line where there is one
 */
RcLaw *
rc_law_load_bytes (const RcLaw  *base,
                   GBytes       *bytes,
                   GError      **error)
{
  g_return_val_if_fail (base != NULL, NULL);

  if (g_bytes_get_size (bytes) > RC_LIMIT_CRITERIA_BYTES)
    {
      g_set_error (error, RC_LAW_ERROR, RC_LAW_ERROR_MALFORMED, "is larger than the %u bytes that are read of a file of criteria",
                   RC_LIMIT_CRITERIA_BYTES);
      return NULL;
    }
  return load (base, bytes, error);
}

/* One byte more than is read tells a file that is too large. */
static GBytes *
read_file (const char  *path,
           GError     **error)
{
  g_autofree char *buffer = g_malloc (RC_LIMIT_CRITERIA_BYTES + 1);
  RcStream *stream = rc_stream_new_file (path, error);
  gsize length = 0;
  gboolean is_read;

  if (stream == NULL)
    return NULL;

  is_read = rc_stream_read_full (stream, buffer, RC_LIMIT_CRITERIA_BYTES + 1, &length, error);
  rc_stream_close (stream);
  return is_read ? g_bytes_new (buffer, length) : NULL;
}

/**
 * rc_law_load_file:
 * @path: a native file
 *
 * As rc_law_load_bytes(). The message of @error begins with the path.
 */
RcLaw *
rc_law_load_file (const RcLaw  *base,
                  const char   *path,
                  GError      **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GBytes) bytes = read_file (path, &cause);
  RcLaw *self = NULL;

  if (bytes == NULL)
    {
      g_set_error (error, RC_LAW_ERROR, RC_LAW_ERROR_READ, "%s", cause->message);
      return NULL;
    }

  self = rc_law_load_bytes (base, bytes, &cause);
  if (self == NULL)
    g_set_error (error, RC_LAW_ERROR, cause->code, "%s: %s", path, cause->message);
  return self;
}

/* --- What it is --- */

const char *
rc_law_version (void)
{
  return rc_law_get ()->version;
}

const char *
rc_law_peek_version (const RcLaw *self)
{
  return self->version;
}

const RcLawText *
rc_law_peek_name (const RcLaw *self)
{
  return self->name;
}

gint64
rc_law_state_us (const RcLaw *self)
{
  return self->state_us;
}

const char *
rc_law_peek_prefix (const RcLaw *self)
{
  return self->prefix;
}

/* --- What is in it --- */

gpointer
rc_law_find (const RcLaw   *self,
             RcLawListKind  kind,
             const char    *id)
{
  for (const RcLaw *law = self; law != NULL && id != NULL; law = law->base)
    {
      gpointer thing = g_hash_table_lookup (law->lists[kind].by_id, id);

      if (thing != NULL)
        return thing;
    }
  return NULL;
}

static guint
count (const RcLaw   *self,
       RcLawListKind  kind)
{
  return self->lists[kind].things->len + (self->base != NULL ? count (self->base, kind) : 0);
}

static gconstpointer
nth (const RcLaw   *self,
     RcLawListKind  kind,
     guint          index)
{
  guint below = self->base != NULL ? count (self->base, kind) : 0;

  if (index < below)
    return nth (self->base, kind, index);

  g_return_val_if_fail (index - below < self->lists[kind].things->len, NULL);
  return g_ptr_array_index (self->lists[kind].things, index - below);
}

guint
rc_law_count_requirements (const RcLaw *self)
{
  return count (self, RC_LAW_LIST_REQUIREMENT);
}

const RcRequirement *
rc_law_nth_requirement (const RcLaw *self,
                        guint        index)
{
  return nth (self, RC_LAW_LIST_REQUIREMENT, index);
}

const RcRequirement *
rc_law_find_requirement (const RcLaw *self,
                         const char  *id)
{
  return rc_law_find (self, RC_LAW_LIST_REQUIREMENT, id);
}

guint
rc_law_count_questions (const RcLaw *self)
{
  return count (self, RC_LAW_LIST_QUESTION);
}

const RcQuestion *
rc_law_nth_question (const RcLaw *self,
                     guint        index)
{
  return nth (self, RC_LAW_LIST_QUESTION, index);
}

const RcQuestion *
rc_law_find_question (const RcLaw *self,
                      const char  *id)
{
  return rc_law_find (self, RC_LAW_LIST_QUESTION, id);
}

guint
rc_law_count_packs (const RcLaw *self)
{
  return count (self, RC_LAW_LIST_PACK);
}

const RcPack *
rc_law_nth_pack (const RcLaw *self,
                 guint        index)
{
  return nth (self, RC_LAW_LIST_PACK, index);
}

const RcPack *
rc_law_find_pack (const RcLaw *self,
                  const char  *id)
{
  return rc_law_find (self, RC_LAW_LIST_PACK, id);
}

guint
rc_law_count_policies (const RcLaw *self)
{
  return count (self, RC_LAW_LIST_POLICY);
}

const RcRetentionPolicy *
rc_law_nth_policy (const RcLaw *self,
                   guint        index)
{
  return nth (self, RC_LAW_LIST_POLICY, index);
}

const RcRetentionPolicy *
rc_law_find_policy (const RcLaw *self,
                    const char  *id)
{
  return rc_law_find (self, RC_LAW_LIST_POLICY, id);
}

guint
rc_law_count_dates (const RcLaw *self)
{
  return count (self, RC_LAW_LIST_DATE);
}

const RcLawDate *
rc_law_nth_date (const RcLaw *self,
                 guint        index)
{
  return nth (self, RC_LAW_LIST_DATE, index);
}

guint
rc_law_count_terms (const RcLaw   *self,
                    RcLawTermKind  kind)
{
  return count (self, RC_LAW_LIST_TERM + kind);
}

const RcLawTerm *
rc_law_nth_term (const RcLaw   *self,
                 RcLawTermKind  kind,
                 guint          index)
{
  return nth (self, RC_LAW_LIST_TERM + kind, index);
}

const RcLawTerm *
rc_law_find_term (const RcLaw   *self,
                  RcLawTermKind  kind,
                  const char    *id)
{
  return rc_law_find (self, RC_LAW_LIST_TERM + kind, id);
}

const RcLawAct *
rc_law_find_act (const RcLaw *self,
                 const char  *id)
{
  return rc_law_find (self, RC_LAW_LIST_ACT, id);
}

const RcLawSection *
rc_law_find_section (const RcLaw *self,
                     const char  *id)
{
  return rc_law_find (self, RC_LAW_LIST_SECTION, id);
}
