/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/life/disposal-plan.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "core/base64.h"
#include "core/bounds.h"
#include "core/digest.h"
#include "core/file-place.h"
#include "core/json-writer.h"
#include "core/json.h"
#include "core/words.h"
#include "reports/life/disposal.h"
#include "reports/typesetting/file-write.h"

#define FOR_DISPOSAL "for disposal"
#define DESTROYED "destroyed"

void
rc_disposal_plan_free (RcDisposalPlan *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->sha256);
  g_clear_pointer (&self->certificate, g_bytes_unref);
  g_free (self->signature);
  g_free (self);
}

char *
rc_disposal_plan_dup_path (const char *certificate)
{
  return g_strconcat (certificate, ".plan", NULL);
}

static char *
dup_member (const RcJson *json,
            const char   *name)
{
  guint32 node = rc_json_member (json, 0, name);

  return node != RC_JSON_NO_NODE && json->nodes[node].type == RC_JSON_STRING ? rc_json_dup_text (json, node, NULL) : NULL;
}

/* Tainted: it lay in a folder. */
static RcDisposalPlan *
read_plan (const RcJson *json)
{
  g_autoptr (RcDisposalPlan) self = g_new0 (RcDisposalPlan, 1);
  g_autofree char *format = dup_member (json, "format");
  g_autofree char *state = dup_member (json, "state");
  g_autofree char *certificate = dup_member (json, "certificate");
  gint64 bytes = -1;
  RcDigest digest;

  self->name = dup_member (json, "file");
  self->sha256 = dup_member (json, "sha256");
  self->signature = dup_member (json, "signature");
  self->certificate = certificate != NULL ? rc_base64_decode (certificate, strlen (certificate), RC_BASE64_STANDARD) : NULL;
  self->is_destroyed = g_strcmp0 (state, DESTROYED) == 0;
  if (g_strcmp0 (format, RC_DISPOSAL_FORMAT) != 0 || (!self->is_destroyed && g_strcmp0 (state, FOR_DISPOSAL) != 0) || self->name == NULL ||
      self->sha256 == NULL || !rc_digest_from_hex (self->sha256, strlen (self->sha256), &digest) || self->certificate == NULL ||
      !rc_json_get_integer (json, rc_json_member (json, 0, "bytes"), &bytes) || bytes < 0)
    return NULL;
  self->bytes = (guint64) bytes;
  return g_steal_pointer (&self);
}

RcDisposalPlan *
rc_disposal_plan_load (const char  *certificate,
                       GError     **error)
{
  g_autofree char *path = rc_disposal_plan_dup_path (certificate);
  g_autoptr (GError) reason = NULL;
  g_autofree char *text = NULL;
  RcDisposalPlan *self = NULL;
  g_auto (RcJson) json;
  RcJsonFault fault;
  gsize length;

  rc_json_init (&json);
  if (!g_file_get_contents (path, &text, &length, &reason))
    {
      if (!g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }

  if (length <= RC_LIMIT_RECORD_BYTES && rc_json_parse (&json, text, length, &fault))
    self = read_plan (&json);
  if (self == NULL)
    g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_STATE, _("“%s” is no plan of a disposal that could be gone on with."), path);
  return self;
}

gboolean
rc_disposal_plan_save (const RcDisposalPlan  *self,
                       const char            *certificate,
                       GError               **error)
{
  g_autofree char *path = rc_disposal_plan_dup_path (certificate);
  g_autofree char *packed = rc_base64_encode (g_bytes_get_data (self->certificate, NULL), g_bytes_get_size (self->certificate));
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  const char *text;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "format", RC_DISPOSAL_FORMAT);
  rc_json_writer_member_string (writer, "state", self->is_destroyed ? DESTROYED : FOR_DISPOSAL);
  rc_json_writer_member_string (writer, "note", "This is no certificate. The order that made it is to be given again; it goes on where it stopped.");
  rc_json_writer_member_string (writer, "file", self->name);
  rc_json_writer_member_integer (writer, "bytes", (gint64) self->bytes);
  rc_json_writer_member_string (writer, "sha256", self->sha256);
  rc_json_writer_member_string (writer, "certificate", packed);
  if (self->signature != NULL)
    rc_json_writer_member_string (writer, "signature", self->signature);
  rc_json_writer_end_object (writer);
  text = rc_json_writer_peek (writer);
  return rc_file_write (path, text, strlen (text), TRUE, error);
}

gboolean
rc_disposal_plan_remove (const char  *certificate,
                         GError     **error)
{
  g_autofree char *path = rc_disposal_plan_dup_path (certificate);

  if (unlink (path) != 0 && errno != ENOENT)
    return rc_life_refuse_file (path, errno, error);
  rc_file_sync_folder (path);
  return TRUE;
}
