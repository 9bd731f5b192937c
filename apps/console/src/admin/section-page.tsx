import {
  IconAddressBook,
  IconArrowsSplit,
  IconClockHour4,
  IconForms,
  IconKey,
  IconLanguage,
  IconListSearch,
  IconLock,
  IconMessageBolt,
  IconRobot,
  IconRoute,
  IconShieldLock,
  IconTag,
  IconTags,
  IconUserCheck,
  IconUsers,
  IconUsersGroup,
  IconWorldWww,
} from "@tabler/icons-react";
import { Link, Outlet } from "@tanstack/react-router";
import { useMe } from "../application/session.ts";
import { type AdminSection, sectionsFor } from "./admin-sections.ts";
import { SideNavigation } from "./parts/side-navigation.tsx";

const icons: Readonly<Record<AdminSection["name"], typeof IconWorldWww>> = {
  Sources: IconWorldWww,
  Communities: IconAddressBook,
  People: IconUsers,
  Roles: IconShieldLock,
  Teams: IconUsersGroup,
  Presence: IconUserCheck,
  Routing: IconArrowsSplit,
  "API tokens": IconKey,
  "Custom fields": IconForms,
  Categories: IconTags,
  "Canned replies": IconMessageBolt,
  Translation: IconLanguage,
  Tags: IconTag,
  "Business hours": IconClockHour4,
  Rules: IconRoute,
  Bots: IconRobot,
  Privacy: IconLock,
  "Audit log": IconListSearch,
};

/** What surrounds the parts of the administration: those that the user's roles let them into. */
export function SectionPage() {
  const me = useMe();
  return (
    <div className="source-page">
      <header className="source-head">
        <h1 className="source-title">Administration</h1>
      </header>
      <SideNavigation name="Administration">
        {sectionsFor(me).map(({ to, name }) => {
          const Icon = icons[name];
          return (
            <li key={to}>
              <Link to={to} activeOptions={{ exact: to === "/admin" }} className="source-entry">
                <Icon size={16} stroke={1.7} aria-hidden="true" />
                {name}
              </Link>
            </li>
          );
        })}
      </SideNavigation>
      <div className="source-content">
        <Outlet />
      </div>
    </div>
  );
}
