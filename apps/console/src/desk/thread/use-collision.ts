import { useState } from "react";
import { useMe } from "../../application/session.ts";
import { useDesk } from "../desk-provider.tsx";
import { findAnswerSince, sayCollision } from "./collision.decisions.ts";

const nobody: readonly never[] = [];

/** Warns whoever writes a reply of colleagues who do the same, or have answered since it was begun. */
export function useCollision(threadId: string, isWriting: boolean): string | null {
  const me = useMe();
  const transcript = useDesk((state) => state.transcripts.get(threadId));
  const typing = useDesk((state) => state.typing.get(threadId)) ?? nobody;
  const [begunAt, setBegunAt] = useState<number | null>(null);
  // While rendering, so that no answer falls between.
  if (!isWriting && begunAt !== null) setBegunAt(null);
  if (isWriting && begunAt === null && transcript?.listed) setBegunAt(transcript.lastNumber);
  if (!isWriting || transcript === undefined) return null;
  return sayCollision(typing, begunAt === null ? undefined : findAnswerSince(transcript.messages, begunAt, me.id));
}
