/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "withheld.h"

#include <string.h>

#include "bounds.h"
#include "display-text.h"
#include "json.h"
#include "stated.h"

struct _RcWithheld
{
  GPtrArray  *sources;     /* borrowed */
  GPtrArray  *whole;       /* of RcSource, borrowed */
  GHashTable *from_bundle; /* of gint64: sources that came out of a selective bundle */
  GHashTable *numbers;     /* "BUNDLE NUMBER", as its maker counts → gint64: number here */
  GPtrArray  *seals;       /* of RcStated */
};

/* Conclusions from what is absent. */
static const char * const absence_kinds[] = {
  RC_EXCEPTION_CHAIN_GAP, RC_EXCEPTION_CHAIN_TAIL_MISSING, RC_EXCEPTION_CHAIN_PARTIAL, RC_EXCEPTION_CHAIN_RESTART, RC_EXCEPTION_HEAD_DISAGREES,
  RC_EXCEPTION_LISTED_ABSENT, RC_EXCEPTION_NOT_LISTED, RC_EXCEPTION_PROTECTION_WEAKER, RC_EXCEPTION_VANISHED, RC_EXCEPTION_APPROVAL_LATE,
  RC_EXCEPTION_APPROVAL_ENDED, RC_EXCEPTION_DEPLOYMENT_GAP, RC_EXCEPTION_REQUEST_UNANSWERED, RC_EXCEPTION_FOLLOWER_ALONE,
  RC_EXCEPTION_DECISION_MISSING, RC_EXCEPTION_DECISION_UNLISTED, RC_EXCEPTION_DECISIONS_LEFT_OUT, NULL
};

static char *
dup_key (const char *bundle,
         gint64      number)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, bundle, number);
}

static void
take_source (RcWithheld     *self,
             const RcStated *stated)
{
  g_auto (RcJson) json;
  RcJsonFault fault;
  gint64 number;

  rc_json_init (&json);
  g_hash_table_add (self->from_bundle, g_memdup2 (&stated->number, sizeof stated->number));
  if (rc_json_parse (&json, stated->body, strlen (stated->body), &fault) && rc_json_get_integer (&json, rc_json_member (&json, 0, "id"), &number))
    g_hash_table_insert (self->numbers, dup_key (stated->bundle, number), g_memdup2 (&stated->number, sizeof stated->number));
}

RcWithheld *
rc_withheld_new (RcCase     *case_file,
                 GPtrArray  *sources,
                 GError    **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (RcWithheld) self = g_new0 (RcWithheld, 1);
  g_autoptr (GPtrArray) from = rc_stated_list (database, RC_STATED_SOURCE, error);

  self->sources = sources;
  self->whole = g_ptr_array_new ();
  self->from_bundle = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->seals = from != NULL ? rc_stated_list (database, RC_STATED_SEAL, error) : NULL;
  if (self->seals == NULL)
    return NULL;

  for (guint i = 0; i < from->len; i++)
    take_source (self, from->pdata[i]);
  for (guint i = 0; i < sources->len; i++)
    if (!rc_source_is_incomplete (sources->pdata[i]))
      g_ptr_array_add (self->whole, sources->pdata[i]);
  return g_steal_pointer (&self);
}

void
rc_withheld_free (RcWithheld *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->whole, g_ptr_array_unref);
  g_clear_pointer (&self->from_bundle, g_hash_table_unref);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_pointer (&self->seals, g_ptr_array_unref);
  g_free (self);
}

GPtrArray *
rc_withheld_peek_whole (RcWithheld *self)
{
  return self->whole;
}

/* --- Seals that were judged here --- */

static gboolean
is_from_bundle (RcWithheld *self,
                gint64      source)
{
  return source > 0 && g_hash_table_contains (self->from_bundle, &source);
}

static gboolean
touches_bundle (RcWithheld   *self,
                const RcSeal *seal)
{
  gboolean touches = is_from_bundle (self, seal->carrier);

  for (guint i = 0; !touches && i < seal->sources->len; i++)
    touches = is_from_bundle (self, g_array_index (seal->sources, gint64, i));
  for (guint i = 0; !touches && i < seal->carriers->len; i++)
    touches = is_from_bundle (self, g_array_index (seal->carriers, RcSealCarrier, i).source);
  return touches;
}

static void
limit_verdict (RcSeal    *seal,
               RcVerdict *verdict)
{
  if (*verdict != RC_VERDICT_GAP && *verdict != RC_VERDICT_INCOMPLETE && *verdict != RC_VERDICT_NOT_COVERED)
    return;

  *verdict = RC_VERDICT_UNVERIFIABLE;
  if (rc_verdict_worst (rc_seal_worst (seal), RC_VERDICT_UNVERIFIABLE) == RC_VERDICT_UNVERIFIABLE)
    {
      g_free (seal->reason);
      seal->reason = g_strdup ("payload-withheld");
    }
}

static void
limit_seal (RcSeal *seal)
{
  limit_verdict (seal, &seal->integrity);
  limit_verdict (seal, &seal->signature);
  limit_verdict (seal, &seal->anchor);
  limit_verdict (seal, &seal->completeness);
}

/* --- Seals that the maker of the bundle judged --- */

typedef struct
{
  char      *kind;
  char      *name;
  GArray    *sources;      /* of gint64: as they are numbered here */
  guint      n_sources;    /* as the maker counts */
  RcVerdict  worst;
  gint64     checked;
  gint64     total;
} Said;

static void
said_clear (Said *self)
{
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->sources, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Said, said_clear)

static gboolean
is_kind (const char *kind)
{
  gsize length = kind != NULL ? strspn (kind, "abcdefghijklmnopqrstuvwxyz0123456789-") : 0;

  return length > 0 && length <= 40 && kind[length] == '\0';
}

static gboolean
read_said (RcWithheld     *self,
           const RcStated *stated,
           Said           *said)
{
  g_auto (RcJson) json;
  RcJsonFault fault;
  g_autofree char *name = NULL;
  g_autofree char *worst = NULL;
  guint32 sources;

  rc_json_init (&json);
  memset (said, 0, sizeof *said);
  said->sources = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!rc_json_parse (&json, stated->body, strlen (stated->body), &fault))
    return FALSE;

  said->kind = rc_json_dup_string (&json, rc_json_member (&json, 0, "kind"));
  name = rc_json_dup_string (&json, rc_json_member (&json, 0, "name"));
  worst = rc_json_dup_string (&json, rc_json_member (&json, 0, "worst"));
  sources = rc_json_member (&json, 0, "sources");
  if (!is_kind (said->kind) || name == NULL || worst == NULL || !rc_verdict_from_code (worst, &said->worst)
      || !rc_json_get_integer (&json, rc_json_member (&json, 0, "checked"), &said->checked)
      || !rc_json_get_integer (&json, rc_json_member (&json, 0, "total"), &said->total) || !rc_json_is (&json, sources, RC_JSON_ARRAY))
    return FALSE;

  said->name = rc_display_text (name, -1, RC_LIMIT_SHOWN_BYTES);
  for (guint32 item = sources + 1; item < json.nodes[sources].next; item = json.nodes[item].next)
    {
      gint64 number;
      g_autofree char *key = NULL;
      const gint64 *here;

      said->n_sources++;
      if (!rc_json_get_integer (&json, item, &number))
        continue;
      key = dup_key (stated->bundle, number);
      here = g_hash_table_lookup (self->numbers, key);
      if (here != NULL)
        g_array_append_val (said->sources, *here);
    }
  return TRUE;
}

static gboolean
same_sources (const Said   *said,
              const RcSeal *seal)
{
  if (said->n_sources != seal->sources->len || said->sources->len != seal->sources->len)
    return FALSE;

  for (guint i = 0; i < said->sources->len; i++)
    {
      gint64 wanted = g_array_index (said->sources, gint64, i);
      gboolean found = FALSE;

      for (guint k = 0; !found && k < seal->sources->len; k++)
        found = g_array_index (seal->sources, gint64, k) == wanted;
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static void
note_said (RcSeal     *seal,
           const Said *said)
{
  rc_seal_add_note (seal, "the maker of the bundle found: %s, %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT, rc_verdict_to_code (said->worst),
                    said->checked, said->total);
}

static const RcSource *
find_source (RcWithheld *self,
             gint64      id)
{
  for (guint i = 0; i < self->sources->len; i++)
    if (((const RcSource *) self->sources->pdata[i])->id == id)
      return self->sources->pdata[i];
  return NULL;
}

static void
add_unverifiable (RcWithheld   *self,
                  const Said   *said,
                  RcJudgement  *judgement)
{
  RcSeal *seal = rc_seal_new (said->kind, said->name);
  gint64 id;

  seal->integrity = seal->signature = seal->anchor = seal->completeness = RC_VERDICT_UNVERIFIABLE;
  seal->reason = g_strdup ("payload-withheld");
  seal->checked = 0;
  seal->total = MAX (said->total, 0);
  g_array_append_vals (seal->sources, said->sources->data, said->sources->len);
  note_said (seal, said);
  id = rc_judgement_add_seal (judgement, seal);

  /* Of what it stands over nothing is shown here, but that it is said to be protected. */
  for (guint i = 0; i < said->sources->len; i++)
    {
      const RcSource *source = find_source (self, g_array_index (said->sources, gint64, i));

      if (source != NULL && rc_source_is_incomplete (source))
        rc_judgement_add_cover (judgement, id, source->id, 1, source->records, RC_VERDICT_UNVERIFIABLE);
    }
}

static void
apply_said (RcWithheld   *self,
            const Said   *said,
            RcJudgement  *judgement,
            guint         n_judged)
{
  for (guint i = 0; i < n_judged; i++)
    {
      RcSeal *seal = judgement->seals->pdata[i];

      if (strcmp (seal->kind, said->kind) != 0 || strcmp (seal->name, said->name) != 0 || !touches_bundle (self, seal))
        continue;
      if (!same_sources (said, seal))
        note_said (seal, said);
      return;
    }
  add_unverifiable (self, said, judgement);
}

void
rc_withheld_limit_seals (RcWithheld  *self,
                         RcJudgement *judgement)
{
  guint n_judged = judgement->seals->len;

  for (guint i = 0; i < n_judged; i++)
    if (touches_bundle (self, judgement->seals->pdata[i]))
      limit_seal (judgement->seals->pdata[i]);

  for (guint i = 0; i < self->seals->len; i++)
    {
      g_auto (Said) said = { 0 };

      if (read_said (self, self->seals->pdata[i], &said))
        apply_said (self, &said, judgement, n_judged);
    }
}

/* --- Exceptions --- */

void
rc_withheld_limit_exceptions (RcWithheld  *self,
                              RcJudgement *judgement,
                              guint        first)
{
  g_autoptr (GPtrArray) all = g_steal_pointer (&judgement->exceptions);
  g_autofree gint64 *numbers = g_new0 (gint64, all->len + 1);

  judgement->exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);
  g_ptr_array_set_free_func (all, NULL);
  for (guint i = 0; i < all->len; i++)
    {
      RcException *exception = all->pdata[i];

      if (i >= first && is_from_bundle (self, exception->source) && g_strv_contains (absence_kinds, exception->kind))
        rc_exception_free (exception);
      else
        numbers[i + 1] = rc_judgement_add_exception (judgement, exception);
    }
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      RcException *exception = judgement->exceptions->pdata[i];

      if (exception->caused_by > 0)
        exception->caused_by = exception->caused_by <= (gint64) all->len ? numbers[exception->caused_by] : 0;
    }
}
