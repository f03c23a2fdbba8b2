/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/archival/finishing.h"

#include "reports/archival-resource.h"

#include <string.h>

#define PROFILE RC_RESOURCE_PREFIX "/archival/sRGB.icc"

char *
rc_metadata_dup_date (const char *dated)
{
  GString *date = g_string_new ("D:");

  for (const char *cursor = dated; *cursor != '\0'; cursor++)
    if (strchr ("-T:", *cursor) == NULL)
      g_string_append_c (date, *cursor);
  return g_string_free (date, FALSE);
}

static void
put_text (RcQpdf     *pdf,
          qpdf_oh     dictionary,
          const char *key,
          const char *text)
{
  g_autofree char *clean = rc_metadata_dup_clean (text);

  if (clean != NULL)
    rc_objects_put (pdf, dictionary, key, qpdf_oh_new_unicode_string (pdf, clean));
}

/* In place of cairo's, which has the time of the clock. */
static void
put_information (RcFinishing *self)
{
  RcQpdf *pdf = self->pdf;
  const RcArchivalTerms *terms = self->terms;
  g_autofree char *date = rc_metadata_dup_date (terms->dated);
  qpdf_oh trailer = qpdf_get_trailer (pdf), information = qpdf_oh_new_dictionary (pdf);

  put_text (pdf, information, "/Title", terms->title);
  put_text (pdf, information, "/Author", terms->author);
  put_text (pdf, information, "/Subject", terms->subject);
  put_text (pdf, information, "/Keywords", terms->keywords);
  put_text (pdf, information, "/Creator", RC_ARCHIVAL_CREATOR);
  put_text (pdf, information, "/Producer", self->producer);
  rc_objects_put (pdf, information, "/CreationDate", qpdf_oh_new_string (pdf, date));
  rc_objects_put (pdf, information, "/ModDate", qpdf_oh_new_string (pdf, date));
  rc_objects_put (pdf, trailer, "/Info", rc_objects_indirect (pdf, information));
}

static qpdf_oh
describe_colours (RcQpdf  *pdf,
                  GBytes  *profile)
{
  qpdf_oh intent = qpdf_oh_parse (pdf, "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) >>");
  qpdf_oh stream = rc_objects_stream (pdf, g_bytes_get_data (profile, NULL), g_bytes_get_size (profile));
  qpdf_oh list = qpdf_oh_new_array (pdf);

  rc_objects_put_stream (pdf, stream, "/N", qpdf_oh_new_integer (pdf, 3));
  rc_objects_put (pdf, intent, "/DestOutputProfile", rc_objects_indirect (pdf, stream));
  rc_objects_append (pdf, list, intent);
  return list;
}

static qpdf_oh
describe_document (RcFinishing *self)
{
  g_autofree char *xmp = rc_metadata_dup_xmp (self->terms, self->producer);
  qpdf_oh stream = rc_objects_stream (self->pdf, xmp, strlen (xmp));

  rc_objects_put_stream (self->pdf, stream, "/Type", qpdf_oh_new_name (self->pdf, "/Metadata"));
  rc_objects_put_stream (self->pdf, stream, "/Subtype", qpdf_oh_new_name (self->pdf, "/XML"));
  return rc_objects_indirect (self->pdf, stream);
}

gboolean
rc_finishing_add_metadata (RcFinishing  *self,
                           GError      **error)
{
  RcQpdf *pdf = self->pdf;
  qpdf_oh catalog = qpdf_get_root (pdf);
  g_autoptr (GBytes) profile = g_resource_lookup_data (rc_archival_get_resource (), PROFILE, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  if (profile == NULL)
    return FALSE;
  put_information (self);
  put_text (pdf, catalog, "/Lang", self->terms->language);
  rc_objects_put (pdf, catalog, "/MarkInfo", qpdf_oh_parse (pdf, "<< /Marked true >>"));
  rc_objects_put (pdf, catalog, "/ViewerPreferences", qpdf_oh_parse (pdf, "<< /DisplayDocTitle true >>"));
  rc_objects_put (pdf, catalog, "/OutputIntents", describe_colours (pdf, profile));
  rc_objects_put (pdf, catalog, "/Metadata", describe_document (self));
  return TRUE;
}

/* --- The place of a signature --- */

/* Without a place on the page: whoever signs it by hand does so on paper, and whoever signs the file needs no picture. */
void
rc_finishing_add_signature_field (RcFinishing *self)
{
  RcQpdf *pdf = self->pdf;
  qpdf_oh catalog = qpdf_get_root (pdf), page = qpdf_get_page_n (pdf, 0);
  qpdf_oh annotations = qpdf_oh_get_key (pdf, page, "/Annots"), fields = qpdf_oh_new_array (pdf), form = qpdf_oh_new_dictionary (pdf);
  qpdf_oh field = qpdf_oh_parse (pdf, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /Rect [ 0 0 0 0 ] /F 132 >>");

  put_text (pdf, field, "/TU", self->terms->signature_field);
  rc_objects_put (pdf, field, "/P", qpdf_oh_new_object (pdf, page));
  field = rc_objects_indirect (pdf, field);
  if (!qpdf_oh_is_array (pdf, annotations))
    {
      qpdf_oh_release (pdf, annotations);
      annotations = qpdf_oh_new_array (pdf);
      qpdf_oh_replace_key (pdf, page, "/Annots", annotations);
    }
  qpdf_oh_append_item (pdf, annotations, field);
  rc_objects_append (pdf, fields, field);
  rc_objects_put (pdf, form, "/Fields", fields);
  rc_objects_put (pdf, catalog, "/AcroForm", rc_objects_indirect (pdf, form));
}
