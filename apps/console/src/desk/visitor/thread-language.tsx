import type { ThreadSummary } from "@beckon/protocol";
import { Select } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { holdsAny, useMe } from "../../application/session.ts";
import { languageChoices, nameLanguage } from "../../controls/languages.ts";
import { endpoints } from "../../http/endpoints.ts";

/** In which language a thread is held: what its page told, until somebody says otherwise. */
export function ThreadLanguage({ thread }: { thread: ThreadSummary }) {
  const me = useMe();
  const choose = useMutation({
    mutationFn: (language: string | null) => endpoints.chooseThreadLanguage(thread.id, language),
  });
  const chosen = choose.isPending ? choose.variables : thread.language;
  if (!holdsAny(me, ["update_intervention"])) {
    return chosen === null ? null : (
      <div>
        <dt>Language</dt>
        <dd>{nameLanguage(chosen)}</dd>
      </div>
    );
  }
  return (
    <div className="visitor-choice">
      <dt>Language</dt>
      <dd>
        <Select
          aria-label="Language of the conversation"
          size="xs"
          searchable
          clearable
          placeholder="Not known"
          nothingFoundMessage="There is no such language."
          data={languageChoices(chosen ?? "")}
          value={chosen}
          error={choose.error?.message}
          onChange={(language) => choose.mutate(language)}
        />
      </dd>
    </div>
  );
}
