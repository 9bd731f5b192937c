import type { Message } from "@beckon/protocol";
import { ActionIcon, MultiSelect, Popover } from "@mantine/core";
import { IconTags } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { holdsAny, useMe } from "../../application/session.ts";
import { nameCategories } from "../../controls/name-categories.ts";
import { endpoints } from "../../http/endpoints.ts";
import { categoriesQuery, messageCategoriesQuery } from "../../http/queries.ts";
import "./message-categories.css";

const none: readonly string[] = [];

/** What one message is about, beside its conversation. Absent while the domain has no categories. */
export function MessageCategories({ message }: { message: Message }) {
  const me = useMe();
  const { data: categories } = useQuery(categoriesQuery);
  const { data: chosen = none } = useQuery({
    ...messageCategoriesQuery(message.thread_id),
    select: (records) => records.find(({ message_id }) => message_id === message.id)?.category_ids ?? none,
  });
  const [opened, setOpened] = useState(false);
  if (categories === undefined || categories.length === 0) return null;
  const names = nameCategories(categories);
  const shown = names.filter(({ value }) => chosen.includes(value));
  const mayChoose = holdsAny(me, ["update_intervention"]);
  if (!mayChoose && shown.length === 0) return null;
  return (
    <div className="message-categories" data-empty={shown.length === 0} data-opened={opened}>
      {shown.map(({ value, label }) => (
        <span key={value} className="message-category">
          {label}
        </span>
      ))}
      {mayChoose && (
        <Popover
          opened={opened}
          onChange={setOpened}
          position="bottom-end"
          width={280}
          trapFocus
          returnFocus
          shadow="md"
        >
          <Popover.Target>
            <ActionIcon
              size="xs"
              variant="subtle"
              color="gray"
              aria-label="Categories of this message"
              title="Categories of this message"
              onClick={() => setOpened(!opened)}
            >
              <IconTags size={14} />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            {opened && <Choice message={message} names={names} chosen={shown.map(({ value }) => value)} />}
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  );
}

interface ChoiceProps {
  message: Message;
  names: { value: string; label: string }[];
  chosen: string[];
}

function Choice({ message, names, chosen }: ChoiceProps) {
  const queryClient = useQueryClient();
  const choose = useMutation({
    mutationFn: (ids: string[]) => endpoints.categoriseMessage(message.id, ids),
    onSettled: () => queryClient.invalidateQueries({ queryKey: messageCategoriesQuery(message.thread_id).queryKey }),
  });
  return (
    <MultiSelect
      aria-label="Categories of this message"
      data-autofocus
      size="xs"
      searchable
      clearable
      placeholder={chosen.length === 0 ? "What it is about" : ""}
      nothingFoundMessage="There is no such category."
      comboboxProps={{ withinPortal: false }}
      data={names}
      // What was chosen a moment ago stands until it is stored.
      value={choose.isPending ? choose.variables : chosen}
      error={choose.error?.message}
      onChange={(ids) => choose.mutate(ids)}
    />
  );
}
