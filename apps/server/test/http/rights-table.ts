import type { Permission, SourcePermission } from "@beckon/protocol";

/**
 * Who may use a route: `everybody` (signed in or not), `users` (whoever is signed in), who holds any of some permissions,
 * or who holds one for the source of the thread that the path names.
 */
export type Access =
  | "everybody"
  | "users"
  | { anyOf: readonly Permission[] }
  | { inSource: SourcePermission; also?: Permission };

const needs = (...anyOf: Permission[]): Access => ({ anyOf });
const inSource = (permission: SourcePermission, also?: Permission): Access =>
  also === undefined ? { inSource: permission } : { inSource: permission, also };
const messaging = needs("manage_messaging");
const communities = needs("update_community");

/** Every route of the API, one a line. `rights.test.ts` fails for a route that is not here, and for one that is gone. */
export const ROUTES: Record<string, Access> = {
  "POST /api/v1/session": "everybody",
  "DELETE /api/v1/session": "users",
  "POST /api/v1/tokens": "everybody",
  "DELETE /api/v1/tokens/current": "users",
  "GET /api/v1/me": "users",
  "GET /api/v1/me/presence": needs("receive_tasks"),
  "PUT /api/v1/me/presence": needs("receive_tasks"),
  "GET /api/v1/presence_statuses": "users",
  "POST /api/v1/presence_statuses": needs("update_settings"),
  "PATCH /api/v1/presence_statuses/{id}": needs("update_settings"),
  "DELETE /api/v1/presence_statuses/{id}": needs("update_settings"),
  "GET /api/v1/channels": "users",
  "PATCH /api/v1/channels/{channel}": needs("update_settings"),
  "GET /api/v1/capacities": needs("read_presence", "update_user"),
  "GET /api/v1/capacities/{user_id}": needs("read_presence", "update_user"),
  "PUT /api/v1/capacities/{user_id}": needs("update_user"),
  "GET /api/v1/presence": needs("read_presence"),
  "GET /api/v1/users": "users",
  "POST /api/v1/users": needs("invite_user"),
  "GET /api/v1/users/{id}": needs("invite_user", "update_user", "manage_roles"),
  "PATCH /api/v1/users/{id}": needs("update_user"),
  "POST /api/v1/users/{id}/deactivate": needs("update_user"),
  "POST /api/v1/users/{id}/activate": needs("update_user"),
  "GET /api/v1/tokens": "users",
  "POST /api/v1/users/{id}/tokens": "users",
  "DELETE /api/v1/tokens/{id}": "users",
  "GET /api/v1/users/{id}/roles": needs("manage_roles", "update_user", "invite_user"),
  "PUT /api/v1/users/{id}/roles": needs("update_user"),
  "GET /api/v1/roles": needs("manage_roles", "update_user", "invite_user"),
  "GET /api/v1/roles/{id}": needs("manage_roles", "update_user", "invite_user"),
  "POST /api/v1/roles": needs("manage_roles"),
  "PATCH /api/v1/roles/{id}": needs("manage_roles"),
  "DELETE /api/v1/roles/{id}": needs("manage_roles"),
  "GET /api/v1/audit_events": needs("read_event"),

  "GET /api/v1/sources": "users",
  "POST /api/v1/sources": needs("create_source"),
  "GET /api/v1/sources/{id}": "users",
  "PATCH /api/v1/sources/{id}": needs("update_source"),
  "GET /api/v1/sources/{id}/changes": needs("manage_messaging", "update_source"),
  "POST /api/v1/changes/{id}/revert": needs("manage_messaging", "update_source"),

  "PUT /api/v1/triggers/order": messaging,
  "GET /api/v1/triggers": "users",
  "GET /api/v1/triggers/{id}": "users",
  "POST /api/v1/triggers": messaging,
  "PATCH /api/v1/triggers/{id}": messaging,
  "DELETE /api/v1/triggers/{id}": messaging,
  "POST /api/v1/triggers/{id}/duplicate": messaging,
  "GET /api/v1/items": "users",
  "GET /api/v1/items/{id}": "users",
  "POST /api/v1/items": messaging,
  "PATCH /api/v1/items/{id}": messaging,
  "DELETE /api/v1/items/{id}": messaging,
  "POST /api/v1/items/{id}/duplicate": messaging,
  "GET /api/v1/automatic_messages": "users",
  "GET /api/v1/automatic_messages/{id}": "users",
  "POST /api/v1/automatic_messages": messaging,
  "PATCH /api/v1/automatic_messages/{id}": messaging,
  "DELETE /api/v1/automatic_messages/{id}": messaging,
  "GET /api/v1/custom_variables": "users",
  "GET /api/v1/custom_variables/{id}": "users",
  "POST /api/v1/custom_variables": messaging,
  "PATCH /api/v1/custom_variables/{id}": messaging,
  "DELETE /api/v1/custom_variables/{id}": messaging,

  "GET /api/v1/communities": communities,
  "GET /api/v1/communities/{id}": communities,
  "POST /api/v1/communities": needs("create_community"),
  "PATCH /api/v1/communities/{id}": communities,
  "DELETE /api/v1/communities/{id}": communities,
  "GET /api/v1/communities/{id}/keys": communities,
  "POST /api/v1/communities/{id}/keys": communities,
  "DELETE /api/v1/communities/{id}/keys/{key_id}": communities,
  "POST /api/v1/communities/{id}/token_check": communities,
  "GET /api/v1/communities/{id}/refusals": communities,

  "GET /api/v1/identities": needs("read_identity"),
  "GET /api/v1/identities/{id}": needs("read_identity"),
  "GET /api/v1/identities/{id}/export": needs("export_identity"),

  "GET /api/v1/canned_replies": "users",
  "GET /api/v1/canned_replies/{id}": "users",
  "POST /api/v1/canned_replies": needs("manage_reply_assistant"),
  "PATCH /api/v1/canned_replies/{id}": needs("manage_reply_assistant"),
  "DELETE /api/v1/canned_replies/{id}": needs("manage_reply_assistant"),

  "GET /api/v1/categories": "users",
  "POST /api/v1/categories": needs("manage_categories"),
  "PATCH /api/v1/categories/{id}": needs("manage_categories"),
  "DELETE /api/v1/categories/{id}": needs("manage_categories"),
  "PUT /api/v1/threads/{id}/categories": inSource("read", "update_intervention"),

  "GET /api/v1/teams": "users",
  "GET /api/v1/teams/{id}": "users",
  "POST /api/v1/teams": needs("manage_teams"),
  "PATCH /api/v1/teams/{id}": needs("manage_teams"),
  "DELETE /api/v1/teams/{id}": needs("manage_teams"),
  "GET /api/v1/time_sheets": needs("update_settings", "manage_rules_engine_rules"),
  "POST /api/v1/time_sheets": needs("update_settings"),
  "PATCH /api/v1/time_sheets/{id}": needs("update_settings"),
  "DELETE /api/v1/time_sheets/{id}": needs("update_settings"),

  "GET /api/v1/tags": "users",
  "POST /api/v1/tags": needs("manage_tags"),
  "PATCH /api/v1/tags/{id}": needs("manage_tags"),
  "DELETE /api/v1/tags/{id}": needs("manage_tags"),
  "PUT /api/v1/threads/{id}/tags": inSource("read", "update_intervention"),
  "PUT /api/v1/threads/{id}/language": inSource("read", "update_intervention"),

  "PUT /api/v1/attachments/{id}": "users",
  "GET /api/v1/threads": "users",
  "POST /api/v1/threads": "users",
  "GET /api/v1/threads/{id}": inSource("read"),
  "PUT /api/v1/threads/{id}/read": inSource("read"),
  "POST /api/v1/threads/{id}/take": inSource("reply"),
  "POST /api/v1/threads/{id}/release": inSource("reply"),
  "POST /api/v1/threads/{id}/end": inSource("reply", "close_content_thread"),
  "POST /api/v1/threads/{id}/lock": inSource("read", "close_content_thread"),
  "POST /api/v1/threads/{id}/unlock": inSource("read", "open_content_thread"),
  "GET /api/v1/threads/{id}/page_views": inSource("read"),
  "GET /api/v1/threads/{id}/messages": inSource("read"),
  "POST /api/v1/threads/{id}/messages": inSource("reply"),
};
