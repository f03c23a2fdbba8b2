/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "slot-trace.h"

#include "bounds.h"
#include "display-text.h"
#include "mask.h"
#include "words.h"

gboolean
rc_slot_is_traced (const RcSlotContext *self)
{
  return self->trace != NULL;
}

static void
take (RcSlotContext     *self,
      RcLineageStepKind  kind,
      gint64             source,
      guint64            record,
      const char        *format,
      va_list            arguments)
{
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  RcLineageStep *step = rc_lineage_step_new (kind, rc_display_sentence (text));

  rc_lineage_step_add_record (step, source, record);
  rc_lineage_trace_take (self->trace, step);
}

void
rc_slot_trace (RcSlotContext     *self,
               RcLineageStepKind  kind,
               gint64             source,
               guint64            record,
               const char        *format,
               ...)
{
  va_list arguments;

  if (self->trace == NULL)
    return;

  va_start (arguments, format);
  take (self, kind, source, record, format, arguments);
  va_end (arguments);
}

void
rc_slot_trace_event (RcSlotContext     *self,
                     RcLineageStepKind  kind,
                     const RcEvent     *event,
                     const char        *format,
                     ...)
{
  va_list arguments;

  if (self->trace == NULL)
    return;

  va_start (arguments, format);
  take (self, kind, event->source, event->record, format, arguments);
  va_end (arguments);
}

/* --- What is left out --- */

void
rc_slot_trace_later_event (RcSlotContext *self,
                           const RcEvent *event)
{
  g_autofree char *time = NULL;

  if (self->trace == NULL)
    return;

  time = rc_time_format_utc (event->time_us);
  rc_slot_trace_event (self, RC_LINEAGE_STEP_LEFT_OUT, event,
                       _("A record of the kind “%1$s” is left out: it is dated %2$s, after the time asked for."),
                       rc_event_kind_to_name (event->kind), time);
}

gboolean
rc_slot_trace_later_events (RcSlotContext  *self,
                            RcEventKind     kind,
                            GError        **error)
{
  g_autoptr (GArray) ids = NULL;

  if (self->trace == NULL || self->known_at_us == RC_TIME_NONE || self->known_at_us == G_MAXINT64)
    return TRUE;

  ids = rc_event_list_between (self->case_file, kind, self->known_at_us + 1, G_MAXINT64, RC_LIMIT_LINEAGE_STEPS, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (RcEvent) event = rc_event_load (self->case_file, g_array_index (ids, gint64, i), error);

      if (event == NULL)
        return FALSE;
      rc_slot_trace_later_event (self, event);
    }

  return TRUE;
}

static char *
dup_why_left_out (RcSlotContext *self,
                  const RcClaim *claim)
{
  g_autofree char *time = NULL;

  if (self->known_at_us != RC_TIME_NONE && claim->recorded_us != RC_TIME_NONE && claim->recorded_us > self->known_at_us)
    {
      time = rc_time_format_utc (claim->recorded_us);
      return g_strdup_printf (_("it was recorded on %s, after the time asked for"), time);
    }
  if (claim->from_us != RC_TIME_NONE && claim->from_us > self->window->to_us)
    {
      time = rc_time_format_utc (claim->from_us);
      return g_strdup_printf (_("it is valid only from %s on, after the inference"), time);
    }

  time = rc_time_format_utc (claim->to_us);
  return g_strdup_printf (_("it was valid only until %s, before the inference"), time);
}

gboolean
rc_slot_trace_claim_left_out (RcSlotContext  *self,
                              const RcClaim  *claim,
                              GError        **error)
{
  g_autoptr (RcEntity) entity = NULL;
  g_autofree char *name = NULL, *why = NULL;

  if (self->trace == NULL)
    return TRUE;

  entity = rc_entity_load (rc_case_get_database (self->case_file), claim->entity, error);
  if (entity == NULL)
    return FALSE;

  name = rc_mask_entity (self->case_file, entity);
  why = dup_why_left_out (self, claim);
  rc_slot_trace (self, RC_LINEAGE_STEP_LEFT_OUT, claim->source, claim->record, _("What is said of “%1$s” (%2$s) is left out: %3$s."), name,
                 rc_property_to_name (claim->property), why);
  return TRUE;
}

/* --- Ways that were gone --- */

const char *
rc_slot_identity_words (RcIdentity identity)
{
  switch (identity)
    {
    case RC_IDENTITY_STRONG:
      return _("a full digest leads there");
    case RC_IDENTITY_AUDITOR:
      return _("a link made by the auditor leads there");
    case RC_IDENTITY_WEAK:
      return _("only names or keys lead there");
    case RC_IDENTITY_NONE:
    default:
      return _("nothing had to be taken for something else on the way");
    }
}

void
rc_slot_trace_asked (RcSlotContext *self,
                     GPtrArray     *entities,
                     RcProperty     property,
                     GPtrArray     *claims)
{
  const char *name = rc_property_to_name (property);
  RcLineageStep *step;
  char *text;

  if (self->trace == NULL)
    return;

  if (entities->len == 0)
    text = g_strdup_printf (_("Nothing could be looked up for “%s”: no entry that it could be said of was found on the way."), name);
  else if (claims->len == 0)
    text = g_strdup_printf (rc_words_plural ("%1$u entry that was found on the way was asked for “%2$s”: it says nothing that counts.",
                                             "%1$u entries that were found on the way were asked for “%2$s”: they say nothing that counts.",
                                             entities->len), entities->len, name);
  else
    text = g_strdup_printf (rc_words_plural ("The entries that were found on the way were asked for “%2$s”: %1$u statement counts.",
                                             "The entries that were found on the way were asked for “%2$s”: %1$u statements count.",
                                             claims->len), claims->len, name);

  step = rc_lineage_step_new (RC_LINEAGE_STEP_TRIED, text);
  for (guint i = 0; i < MIN (claims->len, RC_LIMIT_LINEAGE_ANSWERS); i++)
    {
      const RcClaim *claim = ((const RcSlotClaim *) g_ptr_array_index (claims, i))->claim;

      rc_lineage_step_add_record (step, claim->source, claim->record);
    }
  rc_lineage_trace_take (self->trace, step);
}

/* The first record that says anything of the thing: where it is to be found. */
static gboolean
cite_first (RcSlotContext  *self,
            RcLineageStep  *step,
            const RcEntity *entity,
            GError        **error)
{
  for (guint i = 0; i <= RC_N_PROPERTIES; i++)
    {
      g_autoptr (GPtrArray) claims = i < RC_N_PROPERTIES ? rc_claim_list_of_entity (self->case_file, entity->id, i, error)
                                                         : rc_claim_list_of_target (self->case_file, entity->id, RC_PROPERTY_DESCRIBES, error);

      if (claims == NULL)
        return FALSE;
      if (claims->len > 0)
        {
          const RcClaim *claim = g_ptr_array_index (claims, 0);

          rc_lineage_step_add_record (step, claim->source, claim->record);
          return TRUE;
        }
    }

  return TRUE;
}

gboolean
rc_slot_trace_named (RcSlotContext  *self,
                     GPtrArray      *named,
                     GError        **error)
{
  if (self->trace == NULL)
    return TRUE;
  if (named->len == 0)
    rc_slot_trace (self, RC_LINEAGE_STEP_TRIED, 0, 0, _("No entry of a registry or model file is named “%s”."), self->version);

  for (guint i = 0; i < MIN (named->len, RC_LIMIT_LINEAGE_ANSWERS); i++)
    {
      const RcEntity *entity = g_ptr_array_index (named, i);
      g_autoptr (RcLineageStep) step = NULL;
      g_autofree char *file = NULL, *text = NULL;

      if (!rc_entity_find_source_name (rc_case_get_database (self->case_file), entity->id, &file, error))
        return FALSE;
      text = g_strdup_printf (_("What “%1$s” has under the name “%2$s” is taken for this version, by its name only."),
                              file != NULL ? file : entity->scope, entity->name);
      step = rc_lineage_step_new (RC_LINEAGE_STEP_LINKED, rc_display_sentence (text));
      if (!cite_first (self, step, entity, error))
        return FALSE;
      rc_lineage_trace_take (self->trace, g_steal_pointer (&step));
    }
  return TRUE;
}

/* The records that give a thing its digest. */
static gboolean
cite_digests (RcSlotContext  *self,
              RcLineageStep  *step,
              const RcEntity *entity,
              GError        **error)
{
  g_autoptr (GPtrArray) claims = NULL;
  RcProperty property;

  if (!rc_identity_digest_property (entity->kind, &property))
    return TRUE;

  claims = rc_claim_list_of_entity (self->case_file, entity->id, property, error);
  if (claims == NULL)
    return FALSE;
  for (guint i = 0; i < MIN (claims->len, RC_LIMIT_LINEAGE_ANSWERS); i++)
    {
      const RcClaim *claim = g_ptr_array_index (claims, i);

      rc_lineage_step_add_record (step, claim->source, claim->record);
    }

  return TRUE;
}

gboolean
rc_slot_trace_edge (RcSlotContext         *self,
                    const RcEntity        *of,
                    const RcIdentityEdge  *edge,
                    gboolean               is_followed,
                    GError               **error)
{
  g_autoptr (RcLineageStep) step = NULL;
  g_autofree char *name = NULL, *other = NULL, *words = NULL, *text = NULL, *file = NULL;

  if (self->trace == NULL)
    return TRUE;
  if (!rc_entity_find_source_name (rc_case_get_database (self->case_file), edge->other->id, &file, error))
    return FALSE;

  name = rc_mask_entity (self->case_file, of);
  other = rc_mask_entity (self->case_file, edge->other);
  words = rc_identity_edge_dup_words (edge);
  if (!is_followed)
    text = g_strdup_printf (_("“%1$s” is not taken for “%2$s”, though %3$s: it is another entry of the same registry, or another one has its "
                              "name."), other, name, words);
  else if (g_strcmp0 (name, other) == 0)
    text = g_strdup_printf (_("“%1$s”, as “%2$s” has it, is taken for the same thing: %3$s."), other, file != NULL ? file : edge->other->scope,
                            words);
  else
    text = g_strdup_printf (_("“%1$s” is taken for “%2$s”: %3$s."), other, name, words);

  step = rc_lineage_step_new (RC_LINEAGE_STEP_LINKED, rc_display_sentence (text));
  if (edge->identity == RC_IDENTITY_STRONG &&
      (!cite_digests (self, step, of, error) || !cite_digests (self, step, edge->other, error)))
    return FALSE;
  if (step->records->len == 0 && !cite_first (self, step, edge->other, error))
    return FALSE;
  rc_lineage_trace_take (self->trace, g_steal_pointer (&step));
  return TRUE;
}
