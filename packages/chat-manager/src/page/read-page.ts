/** How much of the page is above the lower edge of the screen, in percent; 0 for a page that is not scrolled. */
export const readScrollDepth = (): number =>
  scrollY > 0 ? Math.min(100, Math.round((100 * (scrollY + innerHeight)) / document.documentElement.scrollHeight)) : 0;

/** By what the visitor holds: no pointer that hovers makes a phone or, where there is room, a tablet. */
export const readDevice = (): string =>
  matchMedia("(hover:hover)").matches ? "desktop" : Math.min(screen.width, screen.height) < 600 ? "phone" : "tablet";
