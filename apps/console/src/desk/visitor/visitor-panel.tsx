import type { PageView, ThreadSummary } from "@beckon/protocol";
import { ActionIcon } from "@mantine/core";
import { IconArrowLeft, IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Avatar } from "../../controls/avatar.tsx";
import { safeWebAddress } from "../../controls/safe-web-address.ts";
import { sayBriefly, sayFull } from "../../controls/times.ts";
import { useNow } from "../../controls/use-now.ts";
import { useDesk } from "../desk-provider.tsx";
import { PersonSections } from "../person/person-sections.tsx";
import { BeginConversation } from "./begin-conversation.tsx";
import { CurrentPage } from "./current-page.tsx";
import { ThreadCategories } from "./thread-categories.tsx";
import { ThreadLanguage } from "./thread-language.tsx";
import { VisitorPrivacy } from "./visitor-privacy.tsx";
import "./visitor-panel.css";

/** Beside the thread where there is room, over it where there is little, and a page of its own on a phone. */
export type PanelPlace = "beside" | "over" | "page" | "none";

interface VisitorPanelProps {
  thread: ThreadSummary | undefined;
  threadId: string;
  pageViews: readonly PageView[];
  width: number;
  place: PanelPlace;
  onClose: () => void;
}

/** Says what is known of the visitor, and nothing that is not. */
export function VisitorPanel({ thread, threadId, pageViews, width, place, onClose }: VisitorPanelProps) {
  const presence = useDesk((state) => state.presences.get(threadId));
  const nowMs = useNow(30_000);
  return (
    <aside className="visitor" data-place={place} aria-label="Visitor" style={{ "--visitor-width": `${width}px` }}>
      <header className="visitor-head">
        {place === "page" && (
          <Link
            to="/desk/threads/$threadId"
            params={{ threadId }}
            search={{}}
            className="visitor-back"
            aria-label="Back to the thread"
          >
            <IconArrowLeft size={20} />
          </Link>
        )}
        {thread !== undefined && <Identity thread={thread} online={presence?.online} />}
        {place === "over" && (
          <ActionIcon variant="subtle" color="gray" aria-label="Close" onClick={onClose}>
            <IconX size={18} />
          </ActionIcon>
        )}
      </header>
      <Section title="Now">
        <CurrentPage presence={presence} />
      </Section>
      {thread !== undefined && <PersonSections thread={thread} />}
      <Facts title="Details from the page" facts={presence?.visited?.custom_variables ?? {}} nameOf={variableName} />
      <Section title="Pages">
        {pageViews.length === 0 ? (
          <p className="visitor-quiet">No pages yet. They are known once the visitor has written.</p>
        ) : (
          <ol className="visitor-pages">
            {pageViews.slice(0, 30).map((pageView) => (
              <PageRow key={pageView.id} pageView={pageView} nowMs={nowMs} />
            ))}
          </ol>
        )}
      </Section>
      {thread !== undefined && (
        <>
          <Section title="Thread">
            <dl className="visitor-facts">
              <Fact name="Source">{thread.source_label}</Fact>
              {thread.trigger !== null && <Fact name="Started by">{thread.trigger.label}</Fact>}
              <ThreadLanguage thread={thread} />
              <Fact name="Started">
                <time dateTime={thread.created_at} title={sayFull(thread.created_at)}>
                  {sayBriefly(thread.created_at, nowMs)}
                </time>
              </Fact>
              <Fact name="First seen">
                <time dateTime={thread.identity.created_at} title={sayFull(thread.identity.created_at)}>
                  {sayBriefly(thread.identity.created_at, nowMs)}
                </time>
              </Fact>
            </dl>
          </Section>
          <ThreadCategories thread={thread} />
          <BeginConversation key={thread.identity.id} thread={thread} />
          <Facts title="Context" facts={thread.context_data} nameOf={contextName} />
          <VisitorPrivacy identity={thread.identity} />
        </>
      )}
    </aside>
  );
}

function Identity({ thread, online }: { thread: ThreadSummary; online: boolean | undefined }) {
  const { identity } = thread;
  return (
    <div className="visitor-identity">
      <Avatar name={identity.name} size={44} online={online ?? false} />
      <div className="visitor-names">
        <h2>{identity.name}</h2>
        {identity.email !== null && (
          <a className="truncated" href={`mailto:${encodeURIComponent(identity.email)}`}>
            {identity.email}
          </a>
        )}
        {identity.company !== null && <p className="truncated">{identity.company}</p>}
        {online !== undefined && <p className="visitor-quiet">{online ? "Online" : "Offline"}</p>}
      </div>
    </div>
  );
}

function PageRow({ pageView, nowMs }: { pageView: PageView; nowMs: number }) {
  const address = safeWebAddress(pageView.url);
  const path = address?.path ?? pageView.url;
  return (
    <li className="visitor-page">
      {address === null ? (
        <span className="truncated">{pageView.title || path}</span>
      ) : (
        <a
          className="truncated"
          href={address.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          title={address.href}
        >
          {pageView.title || path}
        </a>
      )}
      <time dateTime={pageView.started_at} title={sayFull(pageView.started_at)}>
        {sayBriefly(pageView.started_at, nowMs)}
      </time>
    </li>
  );
}

function Facts({
  title,
  facts,
  nameOf,
}: {
  title: string;
  facts: Readonly<Record<string, string | number | boolean>>;
  nameOf: (key: string) => string;
}) {
  const entries = Object.entries(facts);
  if (entries.length === 0) return null;
  return (
    <Section title={title}>
      <dl className="visitor-facts">
        {entries.map(([key, value]) => (
          <Fact key={key} name={nameOf(key)}>
            {sayValue(value)}
          </Fact>
        ))}
      </dl>
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="visitor-section">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function variableName(key: string): string {
  return contextName(key.replace(/^custom_/, ""));
}

function sayValue(value: string | number | boolean): string | number {
  if (value === true || value === "true") return "yes";
  return value === false || value === "false" ? "no" : value;
}

function contextName(key: string): string {
  if (key === "identity_initiated_thread") return "Visitor began";
  const words = key.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
