/** The server's `inflates`; a browser that cannot gets every frame as it is. */
export function canInflate(): boolean {
  try {
    new DecompressionStream("deflate-raw");
    return true;
  } catch {
    return false;
  }
}

/**
 * Takes a socket's messages and gives their texts on, in the order in which they came: what is compressed takes a moment,
 * and what comes behind it waits for it. What cannot be read is left out.
 */
export function createMessageOrder(onText: (text: string) => void): (data: unknown) => void {
  let waiting = 0;
  let last = Promise.resolve();
  return (data) => {
    if (waiting === 0 && typeof data === "string") return onText(data);
    waiting += 1;
    const text = typeof data === "string" ? data : inflate(data);
    last = last.then(async () => {
      const read = await Promise.resolve(text).catch(() => null);
      waiting -= 1;
      if (read !== null) onText(read);
    });
  };
}

async function inflate(data: unknown): Promise<string | null> {
  if (!(data instanceof ArrayBuffer)) return null;
  const bytes = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return await new Response(bytes).text();
}
