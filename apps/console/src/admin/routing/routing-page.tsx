import type { Channel, ChannelSettings, RoutingSettings, Source, SourceRouting } from "@beckon/protocol";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { LoadFailure } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { endpoints } from "../../http/endpoints.ts";
import { channelsQuery, routingQuery, sourceRoutingQuery, sourcesQuery } from "../../http/queries.ts";
import { FormFoot } from "../parts/form-foot.tsx";
import { FormSection } from "../parts/form-section.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import { SourceSteps } from "./source-steps.tsx";
import {
  bodyOfWay,
  draftOfRouting,
  findRoutingErrors,
  isSameRouting,
  type RoutingDraft,
  type WayDraft,
} from "./way-draft.decisions.ts";
import { WayFields } from "./way-fields.tsx";

/** How what visitors write finds an agent. */
export function RoutingPage() {
  usePageTitle("Routing");
  const routing = useQuery(routingQuery);
  const channels = useQuery(channelsQuery);
  const sources = useQuery(sourcesQuery);
  const own = useQuery(sourceRoutingQuery);
  const failed = [routing, channels, sources, own].find(({ isError }) => isError);
  const isReady =
    routing.data !== undefined && channels.data !== undefined && sources.data !== undefined && own.data !== undefined;
  return (
    <>
      <h2 className="list-title">Routing</h2>
      <p className="list-about">Who is asked when a visitor writes, one step after the other.</p>
      {failed?.error != null ? (
        <LoadFailure error={failed.error} onRetry={() => void failed.refetch()} />
      ) : isReady ? (
        <RoutingForm routing={routing.data} channels={channels.data} sources={sources.data} own={own.data} />
      ) : (
        <LateRows count={6} label="Loading the routing" />
      )}
    </>
  );
}

interface RoutingFormProps {
  routing: readonly RoutingSettings[];
  channels: readonly ChannelSettings[];
  sources: readonly Source[];
  own: readonly SourceRouting[];
}

const titles: Record<Channel, string> = { realtime: "Live chats", asynchronous: "Messages" };

function RoutingForm({ routing, channels, sources, own }: RoutingFormProps) {
  const queryClient = useQueryClient();
  const form = useDraftForm<RoutingDraft, RoutingSettings[]>({
    stored: draftOfRouting(routing),
    isDirty: (draft, stored) => !isSameRouting(draft, stored),
    findErrors: findRoutingErrors,
    save: (draft) =>
      Promise.all(routing.map(({ channel }) => endpoints.changeRouting(channel, bodyOfWay(draft[channel])))),
    draftOf: draftOfRouting,
    fieldOf: () => null,
    onSaved: (saved) => queryClient.setQueryData(routingQuery.queryKey, saved),
  });
  const { draft, errors } = form;
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate>
      {channels.map(({ channel, task_timeout_seconds }) => (
        <FormSection key={channel} title={titles[channel]} about={saySources(channel, sources)}>
          <WayFields
            name={titles[channel].toLowerCase()}
            path={channel}
            way={draft[channel]}
            timeoutSeconds={task_timeout_seconds}
            errors={errors}
            onChange={(next: Partial<WayDraft>, touched) =>
              form.change({ ...draft, [channel]: { ...draft[channel], ...next } }, [touched])
            }
          />
          <SourceSteps
            name={titles[channel].toLowerCase()}
            sources={sourcesOf(channel, sources)}
            own={own}
            way={draft[channel]}
            timeoutSeconds={task_timeout_seconds}
          />
        </FormSection>
      ))}
      <FormFoot form={form} />
    </form>
  );
}

/** Of which sources a channel's conversations are. */
function sourcesOf(channel: Channel, sources: readonly Source[]): Source[] {
  const mode = channel === "realtime" ? "live_chat" : "messaging";
  return sources.filter((source) => source.mode === mode);
}

function saySources(channel: Channel, sources: readonly Source[]): string {
  const labels = sourcesOf(channel, sources).map(({ label }) => label);
  if (labels.length === 0) return "No source has conversations of this kind at the moment.";
  return `For conversations in ${labels.join(", ")}.`;
}
