import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

export type Encoding = "identity" | "gzip" | "br";

/** One body in one encoding, with the headers that go with exactly these bytes. */
export interface Variant {
  etag: string;
  body: Buffer;
  headers: Record<string, string>;
}

/** A 200 answer that costs nothing to give: compressed, tagged and kept in memory. `gzip` and `br` when they save. */
export interface PreparedAnswer {
  identity: Variant;
  gzip: Variant | null;
  br: Variant | null;
}

/** Below this a compressed body plus its header saves nothing. */
const WORTH_COMPRESSING_BYTES = 256;
/** Brotli's best takes about a second per megabyte; what is larger than this gets the level that takes a tenth. */
const BEST_BROTLI_BYTES = 200_000;
/** A tenth larger than the best in a fortieth of its time. */
const QUICK_BROTLI_QUALITY = 5;

const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);

/**
 * Compresses off the event loop. `headers` are those of every variant, in lower case, with their `content-type`. What is seldom
 * asked for is compressed quickly, so that a server starts sooner.
 */
export async function prepareAnswer(
  body: Buffer,
  headers: Record<string, string>,
  isSeldomAsked = false,
): Promise<PreparedAnswer> {
  const digest = createHash("sha256").update(body).digest("base64url").slice(0, 22);
  const isCompressible =
    body.length >= WORTH_COMPRESSING_BYTES && !/^(image\/(?!svg)|font\/)/.test(headers["content-type"] ?? "");
  const [gzipped, brotli] = isCompressible
    ? await Promise.all([compressGzip(body, { level: 9 }), toBrotli(body, isSeldomAsked)])
    : [];

  const variant = (encoding: Encoding, bytes: Buffer): Variant => {
    const etag = encoding === "identity" ? `"${digest}"` : `"${digest}-${encoding}"`;
    return {
      etag,
      body: bytes,
      headers: {
        ...headers,
        etag,
        vary: "accept-encoding",
        "content-length": String(bytes.length),
        ...(encoding === "identity" ? {} : { "content-encoding": encoding }),
      },
    };
  };
  const smaller = (encoding: Encoding, bytes: Buffer | undefined) =>
    bytes !== undefined && bytes.length < body.length ? variant(encoding, bytes) : null;
  return { identity: variant("identity", body), gzip: smaller("gzip", gzipped), br: smaller("br", brotli) };
}

function toBrotli(body: Buffer, isQuick: boolean): Promise<Buffer> {
  const best = body.length <= BEST_BROTLI_BYTES ? constants.BROTLI_MAX_QUALITY : 9;
  const quality = isQuick ? QUICK_BROTLI_QUALITY : best;
  return compressBrotli(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  });
}
