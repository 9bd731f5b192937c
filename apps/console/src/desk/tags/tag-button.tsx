import type { ThreadSummary } from "@beckon/protocol";
import { ActionIcon, Checkbox, Popover, TextInput } from "@mantine/core";
import { IconTag } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { holdsAny, useMe } from "../../application/session.ts";
import { endpoints } from "../../http/endpoints.ts";
import { tagsQuery } from "../../http/queries.ts";
import "./tags.css";

/** So many are found by scrolling; more by a word. */
const FOUND_BY_EYE = 8;

/** Chooses a thread's tags. */
export function TagButton({ thread }: { thread: ThreadSummary }) {
  const me = useMe();
  const [opened, setOpened] = useState(false);
  if (!holdsAny(me, ["update_intervention"])) return null;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={260} trapFocus returnFocus shadow="md">
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Tags of the conversation"
          title="Tags"
          onClick={() => setOpened(!opened)}
        >
          <IconTag size={18} stroke={1.7} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>{opened && <TagChoice thread={thread} />}</Popover.Dropdown>
    </Popover>
  );
}

function TagChoice({ thread }: { thread: ThreadSummary }) {
  const me = useMe();
  const tags = useQuery(tagsQuery);
  const [wanted, setWanted] = useState("");
  const choose = useMutation({ mutationFn: (ids: string[]) => endpoints.tagThread(thread.id, ids) });
  if (tags.isPending) return <p className="tag-note">Loading the tags…</p>;
  if (tags.isError) return <p className="tag-note">{tags.error.message}</p>;
  if (tags.data.length === 0) {
    return (
      <p className="tag-note">
        There is no tag yet.{" "}
        {holdsAny(me, ["manage_tags"]) ? "Make the first one in the administration." : "Ask an administrator for some."}
      </p>
    );
  }
  // What was chosen a moment ago stands until the thread says so itself.
  const chosen = choose.isPending ? choose.variables : thread.tag_ids;
  const known = chosen.filter((id) => tags.data.some((tag) => tag.id === id));
  const needle = wanted.trim().toLowerCase();
  const found = tags.data.filter(({ label }) => label.toLowerCase().includes(needle));
  return (
    <div className="tag-choice">
      {tags.data.length > FOUND_BY_EYE && (
        <TextInput
          size="xs"
          type="search"
          aria-label="Find a tag"
          placeholder="Find"
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      <div className="tag-choice-list">
        {found.map(({ id, label, colour }) => (
          <Checkbox
            key={id}
            size="xs"
            label={
              <span className="tag-chip" style={{ "--tag-colour": colour }}>
                {label}
              </span>
            }
            checked={chosen.includes(id)}
            onChange={(event) =>
              choose.mutate(event.currentTarget.checked ? [...known, id] : known.filter((each) => each !== id))
            }
          />
        ))}
        {found.length === 0 && <p className="tag-note">No tag has “{wanted.trim()}” in it.</p>}
      </div>
      {choose.error !== null && (
        <p className="form-error" role="alert">
          {choose.error.message}
        </p>
      )}
    </div>
  );
}
