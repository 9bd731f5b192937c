/** What was begun, acknowledged and rang, by the thread of each conversation. Times are those of performance.now(). */
export interface Rings {
  /** A conversation begins with a message that falls due now or fell due a moment ago. */
  begin(threadId: string, dueMs: number): void;
  acknowledged(threadId: string): void;
  /**
   * Rings at an agent: each conversation at one, since all that rings is accepted at once. Whether it is the first telling of
   * it: a task that changes twice in a moment is told twice as it has become.
   */
  rang(threadId: string, agentId: string): boolean;
  fault(sentence: string): void;
  openCount(): number;
  /** Of the conversations that fell due within a span. */
  measure(fromMs: number, toMs: number): { acknowledgedMs: number[]; rangMs: number[] };
  faults: readonly string[];
}

export function createRings(): Rings {
  const begun = new Map<string, { dueMs: number; acknowledgedMs: number; rangMs: number; agentId: string | null }>();
  const faults: string[] = [];
  let openCount = 0;
  return {
    begin(threadId, dueMs) {
      begun.set(threadId, { dueMs, acknowledgedMs: Number.NaN, rangMs: Number.NaN, agentId: null });
      openCount += 1;
    },
    acknowledged(threadId) {
      const conversation = begun.get(threadId);
      if (conversation !== undefined && Number.isNaN(conversation.acknowledgedMs)) {
        conversation.acknowledgedMs = performance.now();
      }
    },
    rang(threadId, agentId) {
      const conversation = begun.get(threadId);
      if (conversation === undefined) faults.push(`${threadId} rang, which nobody began`);
      else if (conversation.agentId === null) {
        conversation.agentId = agentId;
        conversation.rangMs = performance.now();
        openCount -= 1;
        return true;
      } else if (conversation.agentId !== agentId) faults.push(`${threadId} rang at two agents`);
      return false;
    },
    fault: (sentence) => void faults.push(sentence),
    openCount: () => openCount,
    measure(fromMs, toMs) {
      const measured = [...begun.values()].filter(({ dueMs }) => dueMs >= fromMs && dueMs < toMs);
      return {
        acknowledgedMs: measured.map(({ dueMs, acknowledgedMs }) => acknowledgedMs - dueMs),
        rangMs: measured.map(({ dueMs, rangMs }) => rangMs - dueMs),
      };
    },
    faults,
  };
}
