import { useEffect } from "react";

let pageName = "";
let unreadCount = 0;

function show(): void {
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
