/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cyclonedx-bom.h"

#include <string.h>

/* How the model was made: each workflow of a formula is a run. */

static gboolean
is_environment (const RcBomThing *thing)
{
  static const char * const types[] = { "container", "operating-system", "platform", "framework", "library", "device", "application",
                                        NULL };

  return thing->kind == RC_ENTITY_ENVIRONMENT && thing->type != NULL && g_strv_contains (types, thing->type);
}

static gboolean
add_environment (RcBom             *self,
                 gint64             run,
                 const RcBomThing  *thing,
                 RcCardNode         node,
                 GError           **error)
{
  return thing == NULL || !is_environment (thing) ||
         rc_card_state_value (self->claims, run, RC_PROPERTY_ENVIRONMENT, thing->name, 0, RC_TIME_NONE, node, error);
}

/* The components of a formula are what its only workflow ran in; of several workflows it is not said which used which. */
static gboolean
add_components (RcBom         *self,
                RcCardNode     formula,
                gint64         run,
                GError       **error)
{
  RcCardNode components = rc_card_node_member (formula, "components");
  RcCardNode item = { 0 };

  while (rc_card_node_next (components, &item))
    {
      RcCardNode name = rc_card_node_member (item, "name");

      if (!add_environment (self, run, rc_bom_peek_thing (self, rc_card_node_member (item, "bom-ref")), name, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_topology (RcBom         *self,
              RcCardNode     workflow,
              gint64         run,
              GError       **error)
{
  RcCardNode topology = rc_card_node_member (workflow, "runtimeTopology");
  RcCardNode item = { 0 };

  while (rc_card_node_next (topology, &item))
    {
      RcCardNode reference = rc_card_node_member (item, "ref");

      if (!add_environment (self, run, rc_bom_peek_thing (self, reference), reference, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_inputs (RcBom         *self,
            RcCardNode     workflow,
            gint64         run,
            GError       **error)
{
  RcCardNode inputs = rc_card_node_member (workflow, "inputs");
  RcCardNode item = { 0 };

  while (rc_card_node_next (inputs, &item))
    {
      RcCardNode reference = rc_card_node_at (item, "resource/ref");
      const RcBomThing *thing = rc_bom_peek_thing (self, reference);
      gboolean is_model = thing != NULL && thing->kind == RC_ENTITY_MODEL_VERSION;

      if (thing == NULL || thing->entity == 0 || thing->entity == self->claims->card)
        continue;
      if (!rc_card_state_value (self->claims, run, is_model ? RC_PROPERTY_USED_MODEL : RC_PROPERTY_DATASET, NULL, thing->entity,
                                RC_TIME_NONE, reference, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_result (RcBom         *self,
            gint64         version,
            gint64         run,
            const char    *name,
            RcCardNode     node,
            GError       **error)
{
  return version == 0 || version == self->claims->card ||
         rc_card_state_value (self->claims, version, RC_PROPERTY_TRAINED_BY, name, run, RC_TIME_NONE, node, error);
}

/* Only a workflow that builds makes a model; a scan or a deployment of it does not. */
static gboolean
builds (RcCardNode workflow)
{
  RcCardNode types = rc_card_node_member (workflow, "taskTypes");
  RcCardNode item = { 0 };

  while (rc_card_node_next (types, &item))
    if (rc_card_node_equals (item, "build"))
      return TRUE;

  return FALSE;
}

/* The models among its outputs; where it names no output at all, the model that the BOM is about. */
static gboolean
add_results (RcBom         *self,
             RcCardNode     workflow,
             gint64         run,
             const char    *name,
             GError       **error)
{
  RcCardNode outputs = rc_card_node_member (workflow, "outputs");
  RcCardNode item = { 0 };
  guint n = 0;

  if (!builds (workflow))
    return TRUE;

  while (rc_card_node_next (outputs, &item))
    {
      RcCardNode reference = rc_card_node_at (item, "resource/ref");
      const RcBomThing *thing = rc_bom_peek_thing (self, reference);

      n++;
      if (thing != NULL && thing->kind == RC_ENTITY_MODEL_VERSION && !add_result (self, thing->entity, run, name, reference, error))
        return FALSE;
    }

  return n > 0 || add_result (self, self->main, run, name, rc_card_node_member (workflow, "uid"), error);
}

static gboolean
add_times (RcBom         *self,
           RcCardNode     workflow,
           gint64         run,
           GError       **error)
{
  RcCardNode start = rc_card_node_member (workflow, "timeStart");
  g_autofree char *text = rc_card_node_dup_text (start);
  RcTimestamp time = { .from_us = RC_TIME_NONE };

  if (text != NULL && !rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &time))
    time.from_us = RC_TIME_NONE;
  return rc_card_state_value (self->claims, run, RC_PROPERTY_CREATED, text, 0, time.from_us, start, error) &&
         rc_card_state_tags (self->claims, run, "ended", rc_card_node_member (workflow, "timeEnd"), error) &&
         rc_card_state_tags (self->claims, run, "name", rc_card_node_member (workflow, "name"), error);
}

static gboolean
add_workflow (RcBom         *self,
              RcCardNode     formula,
              RcCardNode     workflow,
              gboolean       is_only,
              GError       **error)
{
  RcCardNode uid = rc_card_node_member (workflow, "uid");
  g_autofree char *name = rc_card_node_dup_text (uid);
  gint64 run;

  if (!rc_card_state_thing (self->claims, RC_ENTITY_RUN, NULL, name, uid, &run, error))
    return FALSE;

  return run == 0 ||
         (add_times (self, workflow, run, error) &&
          add_inputs (self, workflow, run, error) &&
          add_results (self, workflow, run, name, error) &&
          add_topology (self, workflow, run, error) &&
          (!is_only || add_components (self, formula, run, error)));
}

static gboolean
add_formula (RcBom         *self,
             RcCardNode     formula,
             GError       **error)
{
  RcCardNode workflows = rc_card_node_member (formula, "workflows");
  RcCardNode item = { 0 };
  guint n = 0;

  while (rc_card_node_next (workflows, &item))
    n++;
  item = (RcCardNode) { 0 };
  while (rc_card_node_next (workflows, &item))
    if (!add_workflow (self, formula, item, n == 1, error))
      return FALSE;

  return TRUE;
}

gboolean
rc_bom_add_formulation (RcBom   *self,
                        GError **error)
{
  RcCardNode formulas = rc_card_node_member (self->root, "formulation");
  RcCardNode item = { 0 };

  while (rc_card_node_next (formulas, &item))
    if (!add_formula (self, item, error))
      return FALSE;

  return TRUE;
}
