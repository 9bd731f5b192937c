import type { IncomingMessage } from "node:http";

export type FormBody =
  | { readonly kind: "read"; readonly form: URLSearchParams }
  | { readonly kind: "refused"; readonly status: 403 | 413 | 415 };

/** The largest form of the shop is three fields of a hundred characters. */
const mostBytes = 8192;

/** Reads a form that a page of this very shop has sent; everything else is refused with a status. */
export async function readForm(request: IncomingMessage): Promise<FormBody> {
  if (!isOwn(request)) return { kind: "refused", status: 403 };
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("application/x-www-form-urlencoded")) return { kind: "refused", status: 415 };
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > mostBytes) return { kind: "refused", status: 413 };
    chunks.push(part);
  }
  return { kind: "read", form: new URLSearchParams(Buffer.concat(chunks).toString()) };
}

/** Browsers name the origin of every form they send; a program that is no browser sends none, and has no cookies to misuse. */
function isOwn({ headers }: IncomingMessage): boolean {
  if (headers.origin === undefined) return true;
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
}
