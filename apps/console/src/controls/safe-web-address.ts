/** An address that may be linked to: http and https only. What a visitor's browser says may be anything. */
export function safeWebAddress(text: string): { href: string; path: string; short: string } | null {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  const path = decode(url.pathname + url.search);
  return { href: url.href, path, short: url.host + path };
}

function decode(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
