/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/session-private.h"

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SAID,
  SIGNAL_SHOW_PAGE,
  SIGNAL_KEY_WANTED,
  SIGNAL_FOUND,
  N_SIGNALS
};

static GParamSpec *properties[RC_SESSION_N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RcSession, rc_session, G_TYPE_OBJECT)

void
rc_session_notify (RcSession         *self,
                   RcSessionProperty  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
rc_session_set_text (RcSession         *self,
                     char             **place,
                     const char        *text,
                     RcSessionProperty  property)
{
  if (g_strcmp0 (*place, text) == 0)
    return;

  g_free (*place);
  *place = g_strdup (text);
  rc_session_notify (self, property);
}

void
rc_session_set_flag (RcSession         *self,
                     gboolean          *place,
                     gboolean           value,
                     RcSessionProperty  property)
{
  if (*place == value)
    return;

  *place = value;
  rc_session_notify (self, property);
}

void
rc_session_emit_changed (RcSession *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
rc_session_emit_key_wanted (RcSession *self)
{
  if (!g_signal_has_handler_pending (self, signals[SIGNAL_KEY_WANTED], 0, FALSE))
    return FALSE;

  g_signal_emit (self, signals[SIGNAL_KEY_WANTED], 0);
  return TRUE;
}

/* --- What is known and selected --- */

RcCaseQueue *
rc_session_peek_reader (RcSession *self)
{
  return self->reader;
}

RcCaseQueue *
rc_session_peek_writer (RcSession *self)
{
  return self->writer;
}

void
rc_session_set_searcher (RcSession   *self,
                         RcCaseQueue *searcher)
{
  g_return_if_fail (RC_IS_SESSION (self));

  g_set_object (&self->searcher, searcher);
}

const char *
rc_session_peek_path (RcSession *self)
{
  return self->path;
}

const char *
rc_session_peek_title (RcSession *self)
{
  return self->title;
}

const char *
rc_session_peek_holder (RcSession *self)
{
  return self->holder;
}

const char *
rc_session_peek_act (RcSession *self)
{
  return self->act;
}

const char *
rc_session_peek_progress (RcSession *self)
{
  return self->progress;
}

gboolean
rc_session_is_writable (RcSession *self)
{
  return self->writer != NULL;
}

gboolean
rc_session_is_busy (RcSession *self)
{
  return self->act != NULL;
}

gboolean
rc_session_is_verified (RcSession *self)
{
  return self->is_verified;
}

gboolean
rc_session_has_evidence (RcSession *self)
{
  return self->has_evidence;
}

gboolean
rc_session_is_signed (RcSession *self)
{
  return self->is_signed;
}

static char *
dup_if_filled (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

void
rc_session_set_provenance (RcSession  *self,
                           const char *controller,
                           const char *obtained)
{
  g_return_if_fail (RC_IS_SESSION (self));

  g_free (self->controller);
  g_free (self->obtained);
  self->controller = dup_if_filled (controller);
  self->obtained = dup_if_filled (obtained);
  self->has_provenance = TRUE;
}

gboolean
rc_session_has_provenance (RcSession *self)
{
  return self->has_provenance;
}

gint64
rc_session_get_event (RcSession *self)
{
  return self->event;
}

void
rc_session_select_event (RcSession *self,
                         gint64     event)
{
  g_return_if_fail (RC_IS_SESSION (self));

  if (self->event == event)
    return;
  self->event = event;
  rc_session_notify (self, RC_SESSION_PROP_EVENT);
}

void
rc_session_show_event (RcSession *self,
                       gint64     event)
{
  rc_session_select_event (self, event);
  rc_session_show_page (self, "lineage");
}

void
rc_session_show_found (RcSession *self,
                       GArray    *events)
{
  g_return_if_fail (RC_IS_SESSION (self));

  g_signal_emit (self, signals[SIGNAL_FOUND], 0, events);
  rc_session_show_page (self, "decisions");
}

void
rc_session_show_page (RcSession  *self,
                      const char *name)
{
  g_return_if_fail (RC_IS_SESSION (self));

  g_signal_emit (self, signals[SIGNAL_SHOW_PAGE], 0, name);
}

void
rc_session_say (RcSession  *self,
                gboolean    is_trouble,
                const char *format,
                ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  g_return_if_fail (RC_IS_SESSION (self));

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_signal_emit (self, signals[SIGNAL_SAID], 0, sentence, is_trouble);
}

/* --- The object --- */

static void
rc_session_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  RcSession *self = RC_SESSION (object);

  switch (id)
    {
    case RC_SESSION_PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case RC_SESSION_PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case RC_SESSION_PROP_WRITABLE:
      g_value_set_boolean (value, self->writer != NULL);
      break;
    case RC_SESSION_PROP_HOLDER:
      g_value_set_string (value, self->holder);
      break;
    case RC_SESSION_PROP_BUSY:
      g_value_set_boolean (value, self->act != NULL);
      break;
    case RC_SESSION_PROP_ACT:
      g_value_set_string (value, self->act);
      break;
    case RC_SESSION_PROP_PROGRESS:
      g_value_set_string (value, self->progress);
      break;
    case RC_SESSION_PROP_EVENT:
      g_value_set_int64 (value, self->event);
      break;
    case RC_SESSION_PROP_VERIFIED:
      g_value_set_boolean (value, self->is_verified);
      break;
    case RC_SESSION_PROP_HAS_EVIDENCE:
      g_value_set_boolean (value, self->has_evidence);
      break;
    case RC_SESSION_PROP_SIGNED:
      g_value_set_boolean (value, self->is_signed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* A queue that was not closed before closes its case as it goes: the reader first. */
static void
rc_session_finalize (GObject *object)
{
  RcSession *self = RC_SESSION (object);

  rc_session_drop_held (self);
  g_clear_object (&self->searcher);
  g_clear_object (&self->reader);
  g_clear_object (&self->writer);
  g_free (self->path);
  g_free (self->title);
  g_free (self->holder);
  g_free (self->controller);
  g_free (self->obtained);
  g_free (self->act);
  g_free (self->progress);
  G_OBJECT_CLASS (rc_session_parent_class)->finalize (object);
}

static void
install_text (const char *name,
              guint       id)
{
  properties[id] = g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
install_flag (const char *name,
              guint       id)
{
  properties[id] = g_param_spec_boolean (name, NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
rc_session_class_init (RcSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = rc_session_get_property;
  object_class->finalize = rc_session_finalize;

  install_text ("path", RC_SESSION_PROP_PATH);
  install_text ("title", RC_SESSION_PROP_TITLE);
  install_flag ("writable", RC_SESSION_PROP_WRITABLE);
  install_text ("holder", RC_SESSION_PROP_HOLDER);
  install_flag ("busy", RC_SESSION_PROP_BUSY);
  install_text ("act", RC_SESSION_PROP_ACT);
  install_text ("progress", RC_SESSION_PROP_PROGRESS);
  properties[RC_SESSION_PROP_EVENT] = g_param_spec_int64 ("event", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  install_flag ("verified", RC_SESSION_PROP_VERIFIED);
  install_flag ("has-evidence", RC_SESSION_PROP_HAS_EVIDENCE);
  install_flag ("signed", RC_SESSION_PROP_SIGNED);
  g_object_class_install_properties (object_class, RC_SESSION_N_PROPERTIES, properties);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SAID] = g_signal_new ("said", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[SIGNAL_SHOW_PAGE] = g_signal_new ("show-page", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_FOUND] = g_signal_new ("found", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ARRAY);
  signals[SIGNAL_KEY_WANTED] = g_signal_new ("key-wanted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rc_session_init (RcSession *self)
{
  (void) self;
}

RcSession *
rc_session_new (void)
{
  return g_object_new (RC_TYPE_SESSION, NULL);
}
