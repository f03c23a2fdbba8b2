/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/archival/finishing.h"

#include <string.h>

static const char * const relations[] = { "Source", "Data", "Alternative", "Supplement", NULL };

/* A reader finds them by their names in order; @before: (nullable) */
static gboolean
check_attachment (const RcArchivalAttachment  *self,
                  const RcArchivalAttachment  *before,
                  GError                     **error)
{
  if (self->name == NULL || self->name[0] == '\0' || !g_str_is_ascii (self->name))
    return rc_objects_refuse (error, "the name of an attached file is not in ASCII");
  if (before != NULL && strcmp (before->name, self->name) >= 0)
    return rc_objects_refuse (error, "the attached files do not come by their names, or “%s” comes twice", self->name);
  if (self->relation == NULL || !g_strv_contains (relations, self->relation))
    return rc_objects_refuse (error, "how “%s” relates to the document is not said", self->name);
  return TRUE;
}

/* As a name of PDF, where "/" and what is not plain is written in hex; libqpdf does so. */
static qpdf_oh
name_of (RcQpdf     *pdf,
         const char *words)
{
  g_autofree char *name = g_strconcat ("/", words, NULL);

  return qpdf_oh_new_name (pdf, name);
}

static qpdf_oh
embed (RcFinishing                *self,
       const RcArchivalAttachment *attachment)
{
  RcQpdf *pdf = self->pdf;
  gsize length = g_bytes_get_size (attachment->bytes);
  qpdf_oh stream = rc_objects_stream (pdf, g_bytes_get_data (attachment->bytes, NULL), length);
  qpdf_oh parameters = qpdf_oh_new_dictionary (pdf);
  g_autofree char *date = rc_metadata_dup_date (self->terms->dated);

  rc_objects_put (pdf, parameters, "/Size", qpdf_oh_new_integer (pdf, (long long) length));
  rc_objects_put (pdf, parameters, "/ModDate", qpdf_oh_new_string (pdf, date));
  rc_objects_put_stream (pdf, stream, "/Type", qpdf_oh_new_name (pdf, "/EmbeddedFile"));
  rc_objects_put_stream (pdf, stream, "/Subtype", name_of (pdf, attachment->media_type));
  rc_objects_put_stream (pdf, stream, "/Params", parameters);
  return stream;
}

static qpdf_oh
specify (RcFinishing                *self,
         const RcArchivalAttachment *attachment)
{
  RcQpdf *pdf = self->pdf;
  qpdf_oh stream = rc_objects_indirect (pdf, embed (self, attachment));
  qpdf_oh files = qpdf_oh_new_dictionary (pdf), specification = qpdf_oh_new_dictionary (pdf);

  qpdf_oh_replace_key (pdf, files, "/F", stream);
  rc_objects_put (pdf, files, "/UF", stream);
  rc_objects_put (pdf, specification, "/Type", qpdf_oh_new_name (pdf, "/Filespec"));
  rc_objects_put (pdf, specification, "/F", qpdf_oh_new_string (pdf, attachment->name));
  rc_objects_put (pdf, specification, "/UF", qpdf_oh_new_unicode_string (pdf, attachment->name));
  rc_objects_put (pdf, specification, "/AFRelationship", name_of (pdf, attachment->relation));
  if (attachment->description != NULL)
    {
      g_autofree char *words = rc_metadata_dup_clean (attachment->description);

      rc_objects_put (pdf, specification, "/Desc", qpdf_oh_new_unicode_string (pdf, words));
    }
  rc_objects_put (pdf, specification, "/EF", files);
  return rc_objects_indirect (pdf, specification);
}

/* Beside the names of places that cairo wrote. */
static void
put_names (RcQpdf  *pdf,
           qpdf_oh  catalog,
           qpdf_oh  list)
{
  qpdf_oh files = qpdf_oh_new_dictionary (pdf), names = qpdf_oh_get_key (pdf, catalog, "/Names");

  rc_objects_put (pdf, files, "/Names", list);
  if (qpdf_oh_is_dictionary (pdf, names))
    rc_objects_put (pdf, names, "/EmbeddedFiles", files);
  else
    {
      qpdf_oh made = qpdf_oh_new_dictionary (pdf);

      rc_objects_put (pdf, made, "/EmbeddedFiles", files);
      rc_objects_put (pdf, catalog, "/Names", made);
    }
}

gboolean
rc_finishing_add_attachments (RcFinishing  *self,
                              GError      **error)
{
  RcQpdf *pdf = self->pdf;
  const RcArchivalAttachment *attachments = self->terms->attachments;
  qpdf_oh catalog = qpdf_get_root (pdf), list, related;

  for (gsize i = 0; i < self->terms->n_attachments; i++)
    if (!check_attachment (&attachments[i], i > 0 ? &attachments[i - 1] : NULL, error))
      return FALSE;
  /* PDF/A-1 has no attached files. */
  if (self->terms->n_attachments == 0 || self->terms->profile == RC_ARCHIVAL_1B)
    return TRUE;

  list = qpdf_oh_new_array (pdf);
  related = qpdf_oh_new_array (pdf);
  for (gsize i = 0; i < self->terms->n_attachments; i++)
    {
      qpdf_oh specification = specify (self, &attachments[i]);

      rc_objects_append (pdf, list, qpdf_oh_new_string (pdf, attachments[i].name));
      qpdf_oh_append_item (pdf, list, specification);
      rc_objects_append (pdf, related, specification);
    }
  rc_objects_put (pdf, catalog, "/AF", related);
  put_names (pdf, catalog, list);
  return TRUE;
}
