import { useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";

/** The entries of a part of the administration; on a phone they lie side by side. */
export function SideNavigation({ name, children }: { name: string; children: ReactNode }) {
  const list = useRef<HTMLUListElement>(null);
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(() => {
    const current = list.current?.querySelector(`a[href="${CSS.escape(pathname)}"], [data-status="active"]`);
    current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [pathname]);
  return (
    <nav className="source-navigation" aria-label={name}>
      <ul ref={list}>{children}</ul>
    </nav>
  );
}
