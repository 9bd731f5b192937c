import type { AgentPresence, Task, TaskPriority } from "@beckon/protocol";

export const priorityNames: Readonly<Record<TaskPriority, string>> = {
  urgent: "Urgent",
  high: "High",
  normal: "Normal",
  low: "Low",
};

/** What is said of a task's priority; null of the one that nobody has changed. */
export const sayPriority = ({ priority }: Pick<Task, "priority">): string | null =>
  priority === "normal" ? null : priorityNames[priority];

/** `0:24` */
export function saySecondsLeft(endsAt: string | null, nowMs: number): string {
  const seconds = endsAt === null ? 0 : Math.max(0, Math.ceil((Date.parse(endsAt) - nowMs) / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Why a task comes to somebody in particular; null when it does not. */
export function sayTarget({ target, target_label, transferred_by }: Task): string | null {
  const from = transferred_by === null ? "" : `${transferred_by.name} passes this on`;
  // By a rule: an agent has it at once then, and who is asked first after putting it off knows it.
  if (target?.kind === "team" && transferred_by === null) return `For the team ${target_label ?? ""}.`;
  if (target === null || transferred_by === null) return from === "" ? null : `${from}.`;
  switch (target.kind) {
    case "agent":
      return `${from} to you.`;
    case "team":
      return `${from} to the team ${target_label ?? ""}.`;
    case "category":
      return `${from}: ${target_label ?? ""}.`;
    case "language":
      return `${from}, for who speaks ${target_label ?? ""}.`;
  }
}

/** To somebody who let something ring: what follows from it. */
export function sayMissed({ realtime, asynchronous }: Pick<AgentPresence, "realtime" | "asynchronous">): string {
  const where = realtime === asynchronous ? "" : realtime === "away" ? " for live chats" : " for messages";
  return `You let a conversation ring, so it is for your colleagues now. You are away${where} until you say that you are back.`;
}

/** Times at which something that is put off comes back, the next ones first. */
export function suggestReturns(nowMs: number): { label: string; at: Date }[] {
  const now = new Date(nowMs);
  const at = (days: number, hour: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
  const inMinutes = (minutes: number) => new Date(nowMs + minutes * 60_000);
  const daysToMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { label: "In 30 minutes", at: inMinutes(30) },
    { label: "In 3 hours", at: inMinutes(180) },
    { label: "Tomorrow at 9", at: at(1, 9) },
    { label: "Monday at 9", at: at(daysToMonday, 9) },
  ];
}

/** A time as a field of the browser holds it, in the person's own zone: `2026-11-30T14:05`. */
export function toLocalField(time: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}T${two(time.getHours())}:${two(time.getMinutes())}`;
}
