import type { Message } from "@beckon/protocol";

interface Typing {
  authorType: Message["author"]["type"];
  authorName: string;
}

/** What a colleague does in the thread that somebody is answering; null while they are alone with it. */
export function sayCollision(typing: readonly Typing[], answer: Pick<Message, "author"> | undefined): string | null {
  if (answer !== undefined) return `${answer.author.name} answered while you were writing. Read it before you send.`;
  const names = typing.filter(({ authorType }) => authorType === "agent").map(({ authorName }) => authorName);
  return names.length === 0 ? null : `${names.join(" and ")} ${names.length === 1 ? "is" : "are"} writing here too.`;
}

/** The newest reply of a colleague behind a number. */
export function findAnswerSince(
  messages: readonly Pick<Message, "number" | "author" | "private" | "automated">[],
  number: number,
  userId: string,
): Pick<Message, "author"> | undefined {
  return messages.findLast(
    (message) =>
      message.number > number &&
      message.author.type === "agent" &&
      message.author.id !== userId &&
      !message.private &&
      !message.automated,
  );
}
