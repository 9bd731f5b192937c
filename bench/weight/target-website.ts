import { once } from "node:events";
import { createServer } from "node:http";

export interface TargetWebsite {
  url(page: "plain" | "with-chat"): string;
  close(): void;
}

/** A website of text on an origin of its own; `with-chat` is the same page with the snippet and nothing else. */
export async function openTargetWebsite(loaderUrl: string): Promise<TargetWebsite> {
  const paragraphs = Array.from({ length: 40 }, (_, index) => `<p>Paragraph ${index} of a page about dresses.</p>`);
  const snippet = `<script>
var _chatq = _chatq || [];
(function () {
  var script = document.createElement("script");
  script.async = true;
  script.src = ${JSON.stringify(loaderUrl)};
  document.head.appendChild(script);
})();
</script>`;
  const render = (extra: string) =>
    `<!doctype html><html lang="en"><head><title>Dresses</title><link rel="icon" href="data:,"></head>
<body><h1>Dresses</h1>${paragraphs.join("")}${extra}</body></html>`;
  const server = createServer((request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(render(request.url === "/with-chat" ? snippet : ""));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the website listens on no port");
  return {
    url: (page) => `http://127.0.0.1:${address.port}/${page}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
