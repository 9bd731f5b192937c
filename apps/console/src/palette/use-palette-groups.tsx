import { type MessageHit, type PersonHit, TASK_PRIORITIES, type ThreadSummary } from "@beckon/protocol";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { sectionsFor } from "../admin/admin-sections.ts";
import { notify } from "../admin/parts/notices.tsx";
import { holdsAny, useMe } from "../application/session.ts";
import { Snippet } from "../controls/snippet.tsx";
import { insertIntoComposer } from "../desk/composing/composer-door.ts";
import { fillVariables, valuesFor } from "../desk/composing/fill-variables.decisions.ts";
import { rankReplies } from "../desk/composing/rank-replies.decisions.ts";
import { useDesk } from "../desk/desk-provider.tsx";
import { foldersQuery } from "../desk/folders/folder-queries.ts";
import { useChosenFolder } from "../desk/folders/use-chosen-folder.ts";
import { showKeys } from "../desk/keys-dialog.tsx";
import { sayWhoWrote } from "../desk/search/say-hit.ts";
import { selectThreads } from "../desk/state/thread-list.decisions.ts";
import { priorityNames } from "../desk/tasks/task-words.decisions.ts";
import { endpoints } from "../http/endpoints.ts";
import { cannedRepliesQuery } from "../http/queries.ts";
import { filterActions } from "./palette-entries.decisions.ts";
import type { PaletteEntry, PaletteGroup } from "./palette-entry.ts";

const OF_A_KIND = 5;
const TYPING_PAUSE_MS = 120;

/** What the palette offers for what is typed: from what the desk has loaded at once, from the server a moment later. */
export function usePaletteGroups(typed: string) {
  const me = useMe();
  const navigate = useNavigate();
  const summaries = useDesk((state) => state.summaries);
  const openedId = useParams({ strict: false }).threadId;
  const opened = openedId === undefined ? undefined : summaries.get(openedId);
  const text = typed.trim();
  const { data: folders = [] } = useQuery(foldersQuery);
  const { choose: chooseFolder } = useChosenFolder();
  const [settled] = useDebouncedValue(text, TYPING_PAUSE_MS);
  const mayGoFurther = holdsAny(me, ["search_contents"]) && /[\p{L}\p{N}]/u.test(settled);
  const people = useQuery({
    queryKey: ["search", "person", settled, "palette"],
    queryFn: () => endpoints.search<PersonHit>("person", settled, 0, OF_A_KIND),
    enabled: mayGoFurther,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const messages = useQuery({
    queryKey: ["search", "message", settled, "palette"],
    queryFn: () => endpoints.search<MessageHit>("message", settled, 0, OF_A_KIND),
    enabled: mayGoFurther,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const replies = useQuery({
    ...cannedRepliesQuery(opened?.source_id ?? null),
    enabled: opened !== undefined && text !== "",
  });

  const openThread = (threadId: string, message?: number) =>
    void navigate({
      to: "/desk/threads/$threadId",
      params: { threadId },
      search: message === undefined ? {} : { message },
    });
  const sayThread = (thread: ThreadSummary): PaletteEntry => ({
    id: `thread ${thread.id}`,
    title: thread.identity.name,
    about: thread.last_message?.preview ?? thread.source_label,
    run: () => openThread(thread.id),
  });
  const filter = { sourceId: null, members: null, order: "newest", text } as const;
  const threads = selectThreads(summaries, filter).slice(0, OF_A_KIND);
  const listed = new Set(threads.map(({ id }) => id));

  const actions = filterActions(
    [
      { id: "desk", title: "Go to the desk", words: "threads inbox list", run: () => void navigate({ to: "/desk" }) },
      ...(holdsAny(me, ["search_contents"])
        ? [
            {
              id: "search",
              title: "Search messages and people",
              words: "find words",
              run: () => void navigate({ to: "/desk/search", search: {} }),
            },
          ]
        : []),
      {
        id: "mentions",
        title: "Go to my mentions",
        words: "notes inbox open",
        run: () => void navigate({ to: "/desk/mentions" }),
      },
      ...folders.map(({ id, label }) => ({
        id: `folder ${id}`,
        title: `Open the folder ${label}`,
        words: "go to inbox list threads",
        run: () => {
          chooseFolder(id);
          void navigate({ to: "/desk" });
        },
      })),
      ...sectionsFor(me).map(({ to, name }) => ({
        id: to,
        title: `Go to ${name.toLowerCase()}`,
        words: "administration settings open",
        run: () => void navigate({ to }),
      })),
      ...(opened !== undefined && holdsAny(me, ["update_intervention"])
        ? [...TASK_PRIORITIES].reverse().map((priority) => ({
            id: `priority ${priority}`,
            title: `Give ${opened.identity.name} the priority ${priorityNames[priority].toLowerCase()}`,
            words: "queue waiting first flag set",
            run: () => {
              endpoints.prioritiseThread(opened.id, priority).catch((error: Error) => notify(error.message));
            },
          }))
        : []),
      { id: "keys", title: "Show the keys", words: "shortcuts keyboard help", run: showKeys },
    ],
    text,
  ).map((action): PaletteEntry => ({ ...action, about: null }));

  const found: PaletteGroup[] = [
    { title: "Conversations", entries: threads.map(sayThread) },
    {
      title: "People",
      entries: (mayGoFurther ? (people.data?.records ?? []) : []).flatMap((hit): PaletteEntry[] => {
        const { thread_id } = hit;
        if (thread_id === null || listed.has(thread_id)) return [];
        return [
          {
            id: `person ${hit.identity.id}`,
            title: hit.identity.name,
            about: <Snippet parts={hit.snippet} />,
            run: () => openThread(thread_id),
          },
        ];
      }),
    },
    {
      title: "Messages",
      entries: (mayGoFurther ? (messages.data?.records ?? []) : []).map((hit) => ({
        id: `message ${hit.id}`,
        title: <Snippet parts={hit.snippet} />,
        about: `${hit.visitor_name} · ${sayWhoWrote(hit)}`,
        run: () => openThread(hit.thread_id, hit.number),
      })),
    },
    {
      title: "Canned replies",
      entries:
        opened === undefined || text === ""
          ? []
          : rankReplies(replies.data ?? [], text, {
              sourceId: opened.source_id,
              language: opened.language,
              categoryIds: opened.category_ids,
            })
              .slice(0, OF_A_KIND)
              .map((reply) => ({
                id: `reply ${reply.id}`,
                title: reply.title,
                about: fillVariables(reply.body, valuesFor(opened, me)),
                run: () => void insertIntoComposer(fillVariables(reply.body, valuesFor(opened, me))),
              })),
    },
    { title: "Do", entries: actions },
  ];
  if (mayGoFurther && (messages.data?.count ?? 0) + (people.data?.count ?? 0) > 0) {
    const run = () => void navigate({ to: "/desk/search", search: { q: text } });
    found.push({ title: "More", entries: [{ id: "all", title: `All that has “${text}” in it`, about: null, run }] });
  }
  return {
    groups: found.filter(({ entries }) => entries.length > 0),
    isSearching: text !== settled || people.isFetching || messages.isFetching,
    failure: people.isError || messages.isError ? "The search cannot be reached. What is loaded here is found." : null,
  };
}
