export interface LoadOptions {
  /** Where Beckon answers, such as `https://chat.example.com`. */
  url: string;
  /** Of the source, as the console shows it under *Code to include*. */
  sourceToken: string;
}

/** Instead of the snippet: adds the source's loader to the page, once. Without a page, as on a server, it does nothing. */
export const loadBeckon = ({ url, sourceToken }: LoadOptions): void => {
  if (typeof document === "undefined") return;
  const address = `${url.replace(/\/+$/, "")}/chat/${encodeURIComponent(sourceToken)}/loader.js`;
  for (const { src } of document.scripts) if (src === address) return;
  const script = document.createElement("script");
  script.async = true;
  script.src = address;
  document.head.append(script);
};
