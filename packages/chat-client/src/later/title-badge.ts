/** The title with the unread count before it. */
function withBadge(title: string, count: number): string {
  return count > 0 ? `(${count}) ${title}` : title;
}

export interface TitleBadge {
  show(count: number): void;
}

/**
 * Keeps the unread count in the page's title, also when the page changes its title meanwhile. It watches
 * only while there is something unread, and takes back only what it wrote itself.
 */
export function createTitleBadge(page: Document): TitleBadge {
  let shownCount = 0;
  let ownTitle = "";
  let written: string | null = null;
  const apply = (): void => {
    if (page.title !== written) ownTitle = page.title;
    written = withBadge(ownTitle, shownCount);
    if (page.title !== written) page.title = written;
  };
  const observer = new MutationObserver(apply);
  return {
    show(count) {
      if (count === shownCount) return;
      shownCount = count;
      observer.disconnect();
      apply();
      if (count > 0) observer.observe(page.head, { childList: true, subtree: true, characterData: true });
    },
  };
}
