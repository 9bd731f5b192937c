import { useDesk } from "../desk-provider.tsx";

/** Its height is always there: nothing moves when somebody begins to type. */
export function TypingLine({ threadId }: { threadId: string }) {
  const typing = useDesk((state) => state.typing.get(threadId));
  const names = typing?.map((entry) => entry.authorName) ?? [];
  return (
    <p className="typing-line">
      {names.length > 0 && (
        <>
          <span className="typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {names.join(" and ")} {names.length === 1 ? "is" : "are"} typing
        </>
      )}
    </p>
  );
}
