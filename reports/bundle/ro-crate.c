/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/ro-crate.h"

#include <string.h>

#include "core/canonical.h"
#include "core/json-writer.h"
#include "core/timestamp.h"
#include "core/words.h"
#include "reports/bundle/bundle-work.h"

/*
 * The bundle as a research object, RO-Crate 1.1 (w3id.org/ro/crate/1.1): flat JSON-LD that names every file with its size and digest. It describes and
 * seals nothing; the tag manifest covers it. A licence is not stated: nobody gave one for evidence.
 */

#define PROV_FOLDER "data/prov/"

static const struct
{
  const char *suffix;
  const char *id;
  const char *name;
} forms[] = {
  { ".json", "https://www.w3.org/submissions/2013/SUBM-prov-json-20130424/", "The PROV-JSON Serialization" },
  { ".xml", "https://www.w3.org/TR/2013/NOTE-prov-xml-20130430/", "PROV-XML: The PROV XML Schema" },
};

static gboolean
is_provenance (const RcBundleFile *file)
{
  return g_str_has_prefix (file->path, PROV_FOLDER);
}

/* Where a file lies, as a reference relative to the crate. */
static char *
dup_id (const RcBundleFile *file)
{
  return g_uri_escape_string (file->path, "/", FALSE);
}

static void
write_reference (RcJsonWriter *writer,
                 const char   *name,
                 const char   *id)
{
  if (name != NULL)
    rc_json_writer_name (writer, name);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "@id", id);
  rc_json_writer_end_object (writer);
}

static void
begin_entity (RcJsonWriter *writer,
              const char   *id,
              const char   *type,
              const char   *name)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "@id", id);
  rc_json_writer_member_string (writer, "@type", type);
  if (name != NULL)
    rc_json_writer_member_string (writer, "name", name);
}

static void
write_named (RcJsonWriter *writer,
             const char   *id,
             const char   *type,
             const char   *name)
{
  begin_entity (writer, id, type, name);
  rc_json_writer_end_object (writer);
}

/* A digest is no term of RO-Crate 1.1 itself; this is the one that its profiles for workflows use. */
static void
write_context (RcJsonWriter *writer)
{
  rc_json_writer_name (writer, "@context");
  rc_json_writer_begin_array (writer);
  rc_json_writer_string (writer, "https://w3id.org/ro/crate/1.1/context");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "sha256", "https://w3id.org/ro/terms/workflow-run#sha256");
  rc_json_writer_end_object (writer);
  rc_json_writer_end_array (writer);
}

static void
write_descriptor (RcJsonWriter *writer)
{
  begin_entity (writer, RC_RO_CRATE_FILE, "CreativeWork", NULL);
  write_reference (writer, "about", "./");
  write_reference (writer, "conformsTo", "https://w3id.org/ro/crate/1.1");
  write_reference (writer, "sdPublisher", "#program");
  rc_json_writer_end_object (writer);
}

/* @name: a list of references to the files, or to those alone that tell provenance. */
static void
write_files (RcJsonWriter    *writer,
             const char      *name,
             const GPtrArray *files,
             gboolean         only_provenance)
{
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < files->len; i++)
    {
      const RcBundleFile *file = g_ptr_array_index (files, i);
      g_autofree char *id = dup_id (file);

      if (!only_provenance || is_provenance (file))
        write_reference (writer, NULL, id);
    }
  rc_json_writer_end_array (writer);
}

static void
write_root (RcJsonWriter         *writer,
            const GPtrArray      *files,
            const RcRoCrateTerms *terms)
{
  g_autofree char *published = rc_time_format_utc (terms->published_us);

  begin_entity (writer, "./", "Dataset", terms->name);
  rc_json_writer_member_string (writer, "description", terms->description);
  rc_json_writer_member_string (writer, "identifier", terms->identifier);
  rc_json_writer_member_string (writer, "datePublished", published);
  if (terms->author != NULL)
    write_reference (writer, "author", "#author");
  if (terms->publisher != NULL)
    write_reference (writer, "publisher", "#publisher");
  write_files (writer, "hasPart", files, FALSE);
  write_files (writer, "mentions", files, TRUE);
  rc_json_writer_end_object (writer);
}

static const char *
peek_form (const RcBundleFile *file)
{
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (is_provenance (file) && g_str_has_suffix (file->path, forms[i].suffix))
        return forms[i].id;
    }
  return NULL;
}

static void
write_file (RcJsonWriter       *writer,
            const RcBundleFile *file)
{
  g_autofree char *id = dup_id (file), *sha256 = rc_digest_dup_hex (&file->sha256);
  g_autofree char *size = g_strdup_printf ("%" G_GUINT64_FORMAT, file->bytes);
  const char *form = peek_form (file);

  begin_entity (writer, id, "File", file->title);
  rc_json_writer_member_string (writer, "encodingFormat", file->media_type);
  rc_json_writer_member_string (writer, "contentSize", size);
  rc_json_writer_member_string (writer, "sha256", sha256);
  if (form != NULL)
    write_reference (writer, "conformsTo", form);
  rc_json_writer_end_object (writer);
}

static void
write_context_entities (RcJsonWriter         *writer,
                        const GPtrArray      *files,
                        const RcRoCrateTerms *terms)
{
  gboolean has_provenance = FALSE;

  for (guint i = 0; i < files->len; i++)
    has_provenance = has_provenance || is_provenance (g_ptr_array_index (files, i));

  begin_entity (writer, "#program", "SoftwareApplication", "Recount");
  rc_json_writer_member_string (writer, "version", terms->version);
  rc_json_writer_end_object (writer);
  if (terms->author != NULL)
    write_named (writer, "#author", "Person", terms->author);
  if (terms->publisher != NULL)
    write_named (writer, "#publisher", "Organization", terms->publisher);
  for (gsize i = 0; has_provenance && i < G_N_ELEMENTS (forms); i++)
    write_named (writer, forms[i].id, "CreativeWork", forms[i].name);
}

/**
 * rc_ro_crate_to_json:
 * @files: (element-type RcBundleFile): those that are described, in their order
 *
 * Returns: (transfer full) (nullable): ro-crate-metadata.json, in the form of RFC 8785; %NULL where there are more files than one JSON document may tell of
 */
char *
rc_ro_crate_to_json (const GPtrArray      *files,
                     const RcRoCrateTerms *terms)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  const char *text;

  rc_json_writer_begin_object (writer);
  write_context (writer);
  rc_json_writer_name (writer, "@graph");
  rc_json_writer_begin_array (writer);
  write_descriptor (writer);
  write_root (writer, files, terms);
  for (guint i = 0; i < files->len; i++)
    write_file (writer, g_ptr_array_index (files, i));
  write_context_entities (writer, files, terms);
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
  text = rc_json_writer_peek (writer);
  return rc_canonical_dup (text, strlen (text));
}

/**
 * rc_bundle_write_crate:
 *
 * Describes every file that was written so far. Those that follow are the crate's own description, the tag manifest that covers it, and the seals.
 */
gboolean
rc_bundle_write_crate (RcBundleWork  *work,
                       GError       **error)
{
  g_autofree char *author = rc_case_dup_setting (work->case_file, "auditor.name");
  g_autofree char *publisher = rc_case_dup_setting (work->case_file, "case.organisation");
  g_autofree char *name = g_strdup_printf (_("Handover bundle %.16s"), work->id);
  const RcRoCrateTerms terms = {
    .name = name,
    .description = work->selection != NULL ? _("Records of AI decisions with proof that each stands in its source; what is withheld is listed.")
                                           : _("Everything that a case holds of AI decisions: its sources byte for byte, what they say, and what was found."),
    .identifier = work->id,
    .published_us = work->changed_us,
    .version = PACKAGE_VERSION,
    .author = author,
    .publisher = publisher,
  };
  g_autofree char *json = rc_ro_crate_to_json (rc_bundle_writer_list (work->writer), &terms);

  if (json == NULL)
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_STATE, _("The bundle has more files than one description can tell of."));
      return FALSE;
    }
  return rc_bundle_writer_add (work->writer, RC_RO_CRATE_FILE, "application/ld+json", _("The contents as an RO-Crate 1.1"), json, strlen (json),
                               error);
}
