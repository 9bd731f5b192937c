import type { Permission, SignedInUser } from "@beckon/protocol";
import { holdsAny } from "../application/session.ts";

/** The parts of the administration, in the order of the navigation. Each is for who holds one of its permissions. */
export const adminSections = [
  { to: "/admin", name: "Sources", needs: ["update_source", "manage_messaging", "create_source"] },
  { to: "/admin/communities", name: "Communities", needs: ["update_community"] },
  { to: "/admin/people", name: "People", needs: ["manage_roles", "update_user", "invite_user"] },
  { to: "/admin/roles", name: "Roles", needs: ["manage_roles", "update_user", "invite_user"] },
  { to: "/admin/teams", name: "Teams", needs: ["manage_teams"] },
  { to: "/admin/presence", name: "Presence", needs: ["update_settings"] },
  { to: "/admin/routing", name: "Routing", needs: ["manage_topologies"] },
  { to: "/admin/tokens", name: "API tokens", needs: ["manage_api_access_tokens"] },
  { to: "/admin/custom-fields", name: "Custom fields", needs: ["manage_custom_fields"] },
  { to: "/admin/categories", name: "Categories", needs: ["manage_categories"] },
  { to: "/admin/canned-replies", name: "Canned replies", needs: ["manage_reply_assistant"] },
  { to: "/admin/translation", name: "Translation", needs: ["update_settings"] },
  { to: "/admin/tags", name: "Tags", needs: ["manage_tags"] },
  { to: "/admin/business-hours", name: "Business hours", needs: ["update_settings"] },
  { to: "/admin/rules", name: "Rules", needs: ["manage_rules_engine_rules"] },
  { to: "/admin/bots", name: "Bots", needs: ["manage_bots"] },
  { to: "/admin/privacy", name: "Privacy", needs: ["update_settings"] },
  { to: "/admin/audit-log", name: "Audit log", needs: ["read_event"] },
] as const satisfies readonly { to: string; name: string; needs: readonly Permission[] }[];

export type AdminSection = (typeof adminSections)[number];

export function sectionsFor(user: SignedInUser): AdminSection[] {
  return adminSections.filter(({ needs }) => holdsAny(user, needs));
}

export function maySeeAdministration(user: SignedInUser): boolean {
  return sectionsFor(user).length > 0;
}

/** The part that an address belongs to. */
export function sectionAt(pathname: string): AdminSection {
  return adminSections.find(({ to }) => to !== "/admin" && isBeneath(pathname, to)) ?? adminSections[0];
}

function isBeneath(pathname: string, place: string): boolean {
  return pathname === place || pathname.startsWith(`${place}/`);
}
