import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Message } from "../application/message-pages.tsx";
import { usePageTitle } from "../application/page-title.ts";
import { ResizeHandle, usePaneWidth } from "../controls/resize-handle.tsx";
import { useIsPhone } from "../controls/use-is-phone.ts";
import { useDesk, useDeskClient } from "./desk-provider.tsx";
import { useVisitorPanelPreference } from "./effects/preferences.ts";
import { useKeys } from "./keys.ts";
import { Composer } from "./thread/composer.tsx";
import { ThreadHeader } from "./thread/thread-header.tsx";
import { TranscriptView } from "./thread/transcript-view.tsx";
import { useViewing } from "./thread/use-viewing.ts";
import { usePageViews } from "./visitor/use-page-views.ts";
import { type PanelPlace, VisitorPanel } from "./visitor/visitor-panel.tsx";

const visitorWidth = { key: "beckon:desk:visitor_width", initial: 320, least: 260, most: 520 };

export function ThreadPage() {
  const { threadId } = useParams({ from: "/signed-in/desk/threads/$threadId" });
  return <OpenThread key={threadId} threadId={threadId} />;
}

function OpenThread({ threadId }: { threadId: string }) {
  const client = useDeskClient();
  const thread = useDesk((state) => state.summaries.get(threadId));
  const refusal = useDesk((state) => state.refusals.get(threadId));
  const listed = useDesk((state) => state.transcripts.get(threadId)?.listed ?? false);
  const { message } = useSearch({ from: "/signed-in/desk/threads/$threadId" });
  const pageViews = usePageViews(threadId);
  const panel = useVisitorPanel();
  const [width, setWidth] = usePaneWidth(visitorWidth);
  usePageTitle(thread?.identity.name ?? "Desk");
  useEffect(() => client.watchThread(threadId), [client, threadId]);
  useViewing(threadId);
  useKeys({ v: panel.toggle });

  if (refusal?.code === "thread_deleted") {
    return (
      <main className="desk-centre">
        <Message title="This conversation is gone" action={<Link to="/desk">Go to the desk</Link>}>
          {refusal.message}
        </Message>
      </main>
    );
  }
  if (refusal !== undefined && !listed) {
    return (
      <main className="desk-centre">
        <Message
          title="This thread cannot be shown"
          action={<Button onClick={() => client.watchThread(threadId)}>Try again</Button>}
        >
          {refusal.message}
        </Message>
      </main>
    );
  }
  return (
    <>
      {panel.place === "page" ? (
        <main className="visually-hidden" aria-label="Thread">
          <h1>{thread?.identity.name}</h1>
        </main>
      ) : (
        <main className="desk-centre" aria-label="Thread">
          <ThreadHeader thread={thread} threadId={threadId} panelOpen={panel.open} onTogglePanel={panel.toggle} />
          <TranscriptView threadId={threadId} pageViews={pageViews} wanted={message ?? null} />
          {thread?.live?.state === "ended" ? (
            <p className="thread-over">This conversation has ended. Nothing more can be written here.</p>
          ) : (
            <Composer threadId={threadId} thread={thread} />
          )}
          {panel.place === "beside" && panel.open && (
            <ResizeHandle
              label="Width of the visitor"
              width={width}
              bounds={visitorWidth}
              grows="left"
              onChange={setWidth}
            />
          )}
        </main>
      )}
      {panel.open && (
        <VisitorPanel
          thread={thread}
          threadId={threadId}
          pageViews={pageViews}
          width={width}
          place={panel.place}
          onClose={panel.toggle}
        />
      )}
    </>
  );
}

function useVisitorPanel(): { place: PanelPlace; open: boolean; toggle: () => void } {
  const { view } = useSearch({ from: "/signed-in/desk/threads/$threadId" });
  const roomy = useMediaQuery("(min-width: 1121px)", true, { getInitialValueInEffect: false });
  const phone = useIsPhone();
  const [wanted, setWanted] = useVisitorPanelPreference();
  const [over, setOver] = useState(false);
  if (phone) return { place: view === "visitor" ? "page" : "none", open: view === "visitor", toggle: () => undefined };
  if (roomy) return { place: "beside", open: wanted, toggle: () => setWanted(!wanted) };
  return { place: "over", open: over, toggle: () => setOver(!over) };
}
