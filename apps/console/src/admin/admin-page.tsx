import { Link, Navigate, Outlet, useRouterState } from "@tanstack/react-router";
import { Message } from "../application/message-pages.tsx";
import { holdsAny, useMe } from "../application/session.ts";
import "./admin.css";
import { sectionAt, sectionsFor } from "./admin-sections.ts";
import "./parts/dialogs.css";
import "./parts/lists.css";
import "./source-page.css";

/** Administration is for whom roles let in; the server says so too, whatever is shown here. */
export function AdminPage() {
  return (
    <main className="admin">
      <Permitted />
    </main>
  );
}

function Permitted() {
  const me = useMe();
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  if (holdsAny(me, sectionAt(pathname).needs)) return <Outlet />;
  const [first] = sectionsFor(me);
  // The way in leads to what there is.
  if (first !== undefined && /^\/admin\/?$/.test(pathname)) return <Navigate to={first.to} replace />;
  return (
    <Message title="Not for your role" action={<Link to="/desk">Go to the desk</Link>}>
      Your role does not let you change this. Ask an administrator if something should be different.
    </Message>
  );
}
