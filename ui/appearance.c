/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/appearance.h"

#include "ui/settings.h"

#define INTERFACE_SCHEMA "org.gnome.desktop.interface"
#define CONTRAST_SCHEMA  "org.gnome.desktop.a11y.interface"

struct _RcAppearance
{
  GObject         parent_instance;
  GtkCssProvider *colours;
  GSettings      *interface;      /* (nullable): no such desktop */
  GSettings      *contrast;       /* (nullable) */
  char           *choice;
  RcScheme        scheme;
};

enum
{
  PROP_CHOICE = 1,
  PROP_SCHEME,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (RcAppearance, rc_appearance, G_TYPE_OBJECT)

/* --- Colours by name --- */

static void
define_colour (GString    *css,
               const char *name,
               RcInk       ink)
{
  g_string_append_printf (css, "@define-color %s #%02x%02x%02x;\n", name, (guint) (ink.red * 255 + 0.5), (guint) (ink.green * 255 + 0.5),
                          (guint) (ink.blue * 255 + 0.5));
}

static void
load_colours (RcAppearance *self)
{
  static const char * const roles[RC_N_INKS] = { "rc_text", "rc_muted", "rc_line", "rc_ground", "rc_panel", "rc_accent" };
  g_autoptr (GString) css = g_string_new (NULL);

  for (guint i = 0; i < RC_N_INKS; i++)
    define_colour (css, roles[i], rc_scheme_ink (self->scheme, i));
  define_colour (css, "rc_passed", rc_shape_ink (RC_SHAPE_PASSED, self->scheme));
  define_colour (css, "rc_failed", rc_shape_ink (RC_SHAPE_FAILED, self->scheme));
  define_colour (css, "rc_absent", rc_shape_ink (RC_SHAPE_ABSENT, self->scheme));
  define_colour (css, "rc_note", rc_shape_ink (RC_SHAPE_NOTE, self->scheme));
  gtk_css_provider_load_from_data (self->colours, css->str, (gssize) css->len);
}

/* --- What the desktop wants --- */

static gboolean
desktop_is_dark (RcAppearance *self)
{
  g_autofree char *scheme = self->interface != NULL ? g_settings_get_string (self->interface, "color-scheme") : NULL;

  return g_strcmp0 (scheme, "prefer-dark") == 0;
}

static gboolean
has_high_contrast (RcAppearance *self)
{
  g_autofree char *theme = NULL;

  g_object_get (gtk_settings_get_default (), "gtk-theme-name", &theme, NULL);
  return (self->contrast != NULL && g_settings_get_boolean (self->contrast, "high-contrast")) ||
         (theme != NULL && (g_str_has_prefix (theme, "HighContrast") || strstr (theme, "-hc") != NULL));
}

static RcScheme
scheme_of (gboolean is_dark,
           gboolean is_high_contrast)
{
  if (is_high_contrast)
    return is_dark ? RC_SCHEME_HIGH_CONTRAST_DARK : RC_SCHEME_HIGH_CONTRAST;
  return is_dark ? RC_SCHEME_DARK : RC_SCHEME_LIGHT;
}

static void
update (RcAppearance *self)
{
  gboolean follows = strcmp (self->choice, "follow") == 0;
  gboolean is_dark = follows ? desktop_is_dark (self) : strcmp (self->choice, "dark") == 0;
  RcScheme scheme = scheme_of (is_dark, has_high_contrast (self));

  g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", is_dark, NULL);
  if (scheme == self->scheme)
    return;

  self->scheme = scheme;
  load_colours (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCHEME]);
}

RcScheme
rc_appearance_get_scheme (RcAppearance *self)
{
  return self->scheme;
}

const char *
rc_appearance_get_choice (RcAppearance *self)
{
  return self->choice;
}

/**
 * rc_appearance_set_choice:
 * @choice: "follow", "light" or "dark"; anything else is taken for "follow"
 */
void
rc_appearance_set_choice (RcAppearance *self,
                          const char   *choice)
{
  static const char * const choices[] = { "follow", "light", "dark", NULL };
  const char *taken = choice != NULL && g_strv_contains (choices, choice) ? choice : "follow";

  g_return_if_fail (RC_IS_APPEARANCE (self));

  if (strcmp (taken, self->choice) == 0)
    return;
  g_free (self->choice);
  self->choice = g_strdup (taken);
  rc_settings_set_string ("appearance", taken);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOICE]);
}

static void
rc_appearance_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  RcAppearance *self = RC_APPEARANCE (object);

  if (id == PROP_CHOICE)
    g_value_set_string (value, self->choice);
  else
    g_value_set_int (value, (int) self->scheme);
}

static void
rc_appearance_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  rc_appearance_set_choice (RC_APPEARANCE (object), g_value_get_string (value));
}

static void
rc_appearance_finalize (GObject *object)
{
  RcAppearance *self = RC_APPEARANCE (object);

  g_clear_object (&self->colours);
  g_clear_object (&self->interface);
  g_clear_object (&self->contrast);
  g_free (self->choice);
  G_OBJECT_CLASS (rc_appearance_parent_class)->finalize (object);
}

static void
rc_appearance_class_init (RcAppearanceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rc_appearance_get_property;
  object_class->set_property = rc_appearance_set_property;
  object_class->finalize = rc_appearance_finalize;
  properties[PROP_CHOICE] = g_param_spec_string ("choice", NULL, NULL, "follow", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SCHEME] = g_param_spec_int ("scheme", NULL, NULL, 0, RC_N_SCHEMES - 1, RC_SCHEME_LIGHT,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

/* Settings of a desktop that is not there would end the program. */
static GSettings *
settings_of_desktop (RcAppearance *self,
                     const char   *schema_id,
                     const char   *key)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, schema_id, TRUE) : NULL;
  g_autofree char *signal = g_strconcat ("changed::", key, NULL);
  GSettings *settings;

  if (schema == NULL || !g_settings_schema_has_key (schema, key))
    return NULL;

  settings = g_settings_new (schema_id);
  g_signal_connect_object (settings, signal, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return settings;
}

static void
rc_appearance_init (RcAppearance *self)
{
  self->choice = rc_settings_dup_string ("appearance", "follow");
  self->scheme = RC_SCHEME_LIGHT;
  self->interface = settings_of_desktop (self, INTERFACE_SCHEMA, "color-scheme");
  self->contrast = settings_of_desktop (self, CONTRAST_SCHEMA, "high-contrast");
  self->colours = gtk_css_provider_new ();
  load_colours (self);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (self->colours),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_signal_connect_object (gtk_settings_get_default (), "notify::gtk-theme-name", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

RcAppearance *
rc_appearance_get_default (void)
{
  static RcAppearance *appearance;

  if (appearance == NULL)
    appearance = g_object_new (RC_TYPE_APPEARANCE, NULL);
  return appearance;
}
