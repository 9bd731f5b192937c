import { useEffect } from "react";

let pageName = "";
let unreadCount = 0;
let ringingName: string | null = null;

function show(): void {
  if (ringingName !== null) {
    document.title = `☎ ${ringingName} is waiting`;
    return;
  }
  const name = pageName === "" ? "Beckon" : `${pageName} · Beckon`;
  document.title = unreadCount === 0 ? name : `(${unreadCount}) ${name}`;
}

export function usePageTitle(name: string): void {
  useEffect(() => {
    pageName = name;
    show();
  }, [name]);
}

/** The badge in the title: how many threads have something unread. */
export function showUnreadInTitle(count: number): void {
  unreadCount = count;
  show();
}

/** Who rings, before everything else; null when nobody does any longer. */
export function showRingingInTitle(name: string | null): void {
  ringingName = name;
  show();
}
