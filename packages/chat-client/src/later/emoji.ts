/** UTF-16 code units; a family emoji takes eleven. */
const LONGEST = 24;
const EMOJI_ALONE = /^(?:\p{Extended_Pictographic}|[\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}\s]|\u200d|\ufe0f)+$/u;

/** Whether a body is a few emoji and nothing else, which are shown large. */
export function isEmojiAlone(body: string): boolean {
  return body.length <= LONGEST && EMOJI_ALONE.test(body) && body.trim() !== "";
}
