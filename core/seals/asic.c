/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/asic.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/asic-manifest.h"
#include "core/seals/asic-place.h"
#include "core/words.h"

#define KIND "asic"
#define TYPE_START "application/vnd.etsi.asic-"
#define TYPE_EXTENDED TYPE_START "e+zip"
#define TYPE_SIMPLE TYPE_START "s+zip"

/* The header of a member (APPNOTE.TXT section 4.3.7), whose first one names the type and is not compressed (EN 319 162-1 section A.1). */
#define HEADER_BYTES 30
#define MEMBER_NAME "mimetype"

/* One container while it is judged. */
typedef struct
{
  RcSealWork      *work;
  RcSourceDigests *digests;
  const RcSource  *container;
  char            *root;            /* what the names of its members begin with */
  GPtrArray       *members;         /* of RcSource */
  RcSeal          *seal;
  guint            n_payload;
  guint            n_covered;
  guint            n_signatures;
  RcVerdict        signature;
  RcVerdict        anchor;
  const char      *reason;          /* (nullable) */
} Container;

static const char *
name_of (const Container *self,
         const RcSource  *member)
{
  return member->name + strlen (self->root);
}

/* --- Its form --- */

static void
fail (Container  *self,
      const char *reason,
      const char *kind,
      const char *expected,
      const char *found,
      const char *sentence)
{
  self->seal->integrity = RC_VERDICT_INVALID;
  rc_seal_set_reason (self->seal, reason);
  rc_seal_work_tell (self->work, kind, self->container, expected, found, "The container “%s” %s.", self->container->name, sentence);
}

static const RcSource *
find_member (const Container *self,
             const char      *name)
{
  for (guint i = 0; i < self->members->len; i++)
    if (strcmp (name_of (self, self->members->pdata[i]), name) == 0)
      return self->members->pdata[i];
  return NULL;
}

static gboolean
has_ending (const Container *self,
            const char      *first,
            const char      *second)
{
  return g_str_has_suffix (self->container->name, first) || g_str_has_suffix (self->container->name, second);
}

/* The simple form holds one signature or time stamp over one file; the extended one has no such member. */
static gboolean
is_type_right (const Container *self,
               const char      *type)
{
  gboolean has_own_stamp = find_member (self, "META-INF/timestamp.tst") != NULL;

  if (strcmp (type, TYPE_EXTENDED) == 0)
    return !has_ending (self, ".asics", ".scs") && !has_own_stamp;
  if (strcmp (type, TYPE_SIMPLE) == 0)
    return !has_ending (self, ".asice", ".sce");
  return FALSE;
}

static gboolean
judge_type (Container  *self,
            GError    **error)
{
  const RcSource *member = find_member (self, MEMBER_NAME);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *type = NULL;

  if (member == NULL)
    return TRUE;

  bytes = rc_seal_context_read (self->work->context, member, &local_error);
  if (local_error != NULL)
    return rc_seal_context_tolerate (&local_error, error);

  type = bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), MIN (g_bytes_get_size (bytes), 100)) : g_strdup ("");
  if (is_type_right (self, type))
    rc_seal_add_note (self->seal, "The container has the form that its type asks for (%s)", type);
  else
    fail (self, "format", RC_EXCEPTION_CONTAINER_MALFORMED, TYPE_SIMPLE " or " TYPE_EXTENDED ", as its content is", type,
          "says that it is of a type that it is not");
  return TRUE;
}

static void
judge_name (Container  *self,
            const char *name)
{
  if (!rc_asic_is_plain_path (name))
    fail (self, "path", RC_EXCEPTION_PATH_REFUSED, "names within the container", name,
          "names a member that leads elsewhere; nothing was read there");
}

/* META-INF/manifest.xml vouches for nothing, but a name in it may lead a reader elsewhere. */
static gboolean
judge_list (Container       *self,
            const RcSource  *manifest,
            GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GPtrArray) names = rc_asic_manifest_list (self->work, manifest, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const char *name = names->pdata[i];

      if (strcmp (name, "/") == 0 || g_str_has_suffix (name, "/"))
        continue;
      judge_name (self, name);
      if (rc_asic_is_plain_path (name) && find_member (self, name) == NULL)
        {
          self->seal->completeness = RC_VERDICT_INCOMPLETE;
          rc_seal_work_tell (self->work, RC_EXCEPTION_LISTED_ABSENT, self->container, name, "nothing received",
                             "The container “%s” lists “%s”, which is not in it.", self->container->name, name);
        }
    }
  return TRUE;
}

static gboolean
judge_members (Container  *self,
               GError    **error)
{
  const RcSource *list = find_member (self, "META-INF/manifest.xml");

  for (guint i = 0; i < self->members->len; i++)
    {
      const RcSource *member = self->members->pdata[i];
      const char *name = name_of (self, member);

      judge_name (self, name);
      if (g_str_has_prefix (name, "META-INF/ASiCManifest") && !rc_asic_manifest_judge (self->work, self->digests, member, error))
        return FALSE;
    }
  return list == NULL || judge_list (self, list, error);
}

/* --- What its signatures cover --- */

/* The best of the seals of this container that stand over @member; (nullable). */
static const RcSeal *
find_seal (const Container *self,
           const RcSource  *member)
{
  const GPtrArray *over = rc_seal_work_list_over (self->work, member->id);
  const RcSeal *best = NULL;

  for (guint i = 0; over != NULL && i < over->len; i++)
    {
      const RcSeal *seal = over->pdata[i];
      const RcSource *carrier = rc_seal_context_source (self->work->context, seal->carrier);

      if (carrier != NULL && carrier->parent == self->container->id && (best == NULL || rc_seal_worst (seal) > rc_seal_worst (best)))
        best = seal;
    }
  return best;
}

static void
judge_payload (Container      *self,
               const RcSource *member)
{
  const RcSeal *seal = find_seal (self, member);

  self->n_payload++;
  if (seal == NULL)
    {
      if (self->n_signatures > 0)
        rc_seal_work_tell (self->work, RC_EXCEPTION_NOT_LISTED, member, "a file that a signature names", "none",
                           "“%s” lies in a signed container, and no signature in it covers that file.", member->name);
      return;
    }

  self->n_covered++;
  if (rc_verdict_worst (seal->signature, seal->anchor) < rc_verdict_worst (self->signature, self->anchor))
    self->reason = seal->reason;
  self->signature = rc_verdict_worst (self->signature, seal->signature);
  self->anchor = rc_verdict_worst (self->anchor, seal->anchor);
}

static gboolean
is_signature (const char *name)
{
  return g_str_has_prefix (name, "META-INF/")
         && (strstr (name, "signatures") != NULL || g_str_has_suffix (name, ".p7s") || g_str_has_suffix (name, ".tst"));
}

static void
judge_coverage (Container *self)
{
  for (guint i = 0; i < self->members->len; i++)
    self->n_signatures += is_signature (name_of (self, self->members->pdata[i])) ? 1 : 0;
  for (guint i = 0; i < self->members->len; i++)
    if (rc_asic_is_payload (self->members->pdata[i], self->root))
      judge_payload (self, self->members->pdata[i]);

  self->seal->checked = self->n_covered;
  self->seal->total = self->n_payload;
  rc_seal_add_note (self->seal, "%u of the %u files in it are covered by a signature or time stamp in it", self->n_covered, self->n_payload);
  self->seal->signature = self->n_covered > 0 ? self->signature : RC_VERDICT_UNSIGNED;
  self->seal->anchor = self->n_covered > 0 ? self->anchor : RC_VERDICT_UNSIGNED;
  if (self->n_covered < self->n_payload && self->n_signatures > 0)
    self->seal->completeness = rc_verdict_worst (self->seal->completeness, RC_VERDICT_NOT_COVERED);
  if (self->seal->reason == NULL)
    rc_seal_set_reason (self->seal, self->reason);
}

/* --- The mechanism --- */

/* Members are covered by what stands over them; only a form that is wrong is said of all of them. */
static void
end_container (Container *self)
{
  if (self->seal->integrity == RC_VERDICT_INVALID)
    rc_seal_work_end (self->work, self->seal, self->container);
  else
    rc_judgement_add_seal (self->work->judgement, self->seal);
}

static gboolean
judge_container (Container  *self,
                 GError    **error)
{
  self->seal = rc_seal_work_begin (self->work, KIND, self->container, self->container);
  rc_seal_set_all (self->seal, RC_VERDICT_VALID, NULL);
  self->signature = RC_VERDICT_VALID;
  self->anchor = RC_VERDICT_VALID;
  if (!judge_type (self, error) || !judge_members (self, error))
    {
      rc_seal_free (self->seal);
      return FALSE;
    }
  judge_coverage (self);
  end_container (self);
  return TRUE;
}

static int
recognise (const RcSample *sample)
{
  const char *head = sample->head;
  gsize name_length = strlen (MEMBER_NAME);
  gsize extra;

  if (sample->head_length < HEADER_BYTES + name_length || memcmp (head, "PK\3\4", 4) != 0 || head[8] != 0 || head[9] != 0
      || (guint8) head[26] != name_length || head[27] != 0 || memcmp (head + HEADER_BYTES, MEMBER_NAME, name_length) != 0)
    return 0;

  extra = (gsize) (guint8) head[28] | (gsize) (guint8) head[29] << 8;
  return sample->head_length > HEADER_BYTES + name_length + extra + strlen (TYPE_START)
         && memcmp (head + HEADER_BYTES + name_length + extra, TYPE_START, strlen (TYPE_START)) == 0 ? RC_MECHANISM_SURE : 0;
}

static gpointer
begin (RcSealWork *work)
{
  return rc_source_digests_new (work);
}

static void
end (gpointer run)
{
  rc_source_digests_free (run);
}

static gboolean
judge (RcSealWork      *work,
       gpointer         run,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  const GArray *children = rc_seal_context_children (work->context, carrier->id);
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  g_autofree char *root = g_strconcat (carrier->name, "!", NULL);
  Container container = { .work = work, .digests = run, .container = carrier, .root = root, .members = members };

  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      const RcSource *member = rc_seal_context_source (work->context, g_array_index (children, gint64, i));

      if (member != NULL && g_str_has_prefix (member->name, root))
        g_ptr_array_add (members, (gpointer) member);
    }
  if (members->len > 0)
    return judge_container (&container, error);

  rc_seal_work_malformed (work, KIND, NULL, carrier, "a container of signed files (ASiC)", "nothing in it could be read");
  return TRUE;
}

/* Judges the form of ASiC containers, and what of their content their signatures leave out (integrity.md section 5.14). */
const RcMechanism rc_mechanism_asic = {
  .id = "asic",
  .title = N_("Container of signed files (ASiC)"),
  .evidences = N_("Which of the files in it the signatures and time stamps in it cover."),
  .framing = RC_FRAMING_FIXED,
  .recognise = recognise,
  .begin = begin,
  .judge = judge,
  .end = end,
};
