import {
  IconAdjustmentsHorizontal,
  IconBolt,
  IconCode,
  IconHistory,
  IconLanguage,
  IconLayoutBottombar,
  IconMessageCircle,
  IconPalette,
  IconPlayerPlay,
  IconVariable,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { SideNavigation } from "./parts/side-navigation.tsx";

const entries = [
  { to: "/admin/sources/$sourceId", name: "Settings", Icon: IconAdjustmentsHorizontal },
  { to: "/admin/sources/$sourceId/triggers", name: "Triggers", Icon: IconBolt },
  { to: "/admin/sources/$sourceId/items", name: "Items", Icon: IconLayoutBottombar },
  { to: "/admin/sources/$sourceId/automatic-messages", name: "Automatic messages", Icon: IconMessageCircle },
  { to: "/admin/sources/$sourceId/custom-variables", name: "Custom variables", Icon: IconVariable },
  { to: "/admin/sources/$sourceId/theme", name: "Theme", Icon: IconPalette },
  { to: "/admin/sources/$sourceId/texts", name: "Texts", Icon: IconLanguage },
  { to: "/admin/sources/$sourceId/simulator", name: "Simulator", Icon: IconPlayerPlay },
  { to: "/admin/sources/$sourceId/history", name: "History", Icon: IconHistory },
  { to: "/admin/sources/$sourceId/code", name: "Code to include", Icon: IconCode },
] as const;

export function SourceNavigation({ sourceId }: { sourceId: string }) {
  return (
    <SideNavigation name="Source">
      {entries.map(({ to, name, Icon }) => (
        <li key={to}>
          <Link to={to} params={{ sourceId }} activeOptions={{ exact: name === "Settings" }} className="source-entry">
            <Icon size={16} stroke={1.7} aria-hidden="true" />
            {name}
          </Link>
        </li>
      ))}
    </SideNavigation>
  );
}
