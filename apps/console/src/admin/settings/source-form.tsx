import type { Source } from "@beckon/protocol";
import { Checkbox, ColorInput, NumberInput, Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { endpoints } from "../../http/endpoints.ts";
import { refreshSource, sourcesQuery } from "../../http/queries.ts";
import { FormFoot } from "../parts/form-foot.tsx";
import { Choice, FormSection } from "../parts/form-section.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import { modeNames, stateNames } from "../source-words.ts";
import { CautionSlider } from "./caution-slider.tsx";
import { LiveChatSection } from "./live-chat-section.tsx";
import { MessagingSection } from "./messaging-section.tsx";
import { changesOf, draftOf, fieldOfPath, findErrors, isDirty, type SourceDraft } from "./source-form.decisions.ts";

const analyticsNames = {
  analytics_google: "Google Analytics (gtag, dataLayer)",
  analytics_matomo: "Matomo",
  analytics_segment: "Segment",
  analytics_legacy_google: "Old Google Analytics (ga.js, analytics.js)",
} as const;
const analyticsFields = [
  "analytics_google",
  "analytics_matomo",
  "analytics_segment",
  "analytics_legacy_google",
] as const satisfies readonly (keyof typeof analyticsNames)[];

/** Edits one source. Mount anew for another source; a newer version of the same one keeps what is being typed. */
export function SourceForm({ source }: { source: Source }) {
  const queryClient = useQueryClient();
  const form = useDraftForm<SourceDraft, Source>({
    stored: draftOf(source),
    isDirty: (draft) => isDirty(draft, source),
    findErrors,
    save: (draft) => endpoints.changeSource(source.id, changesOf(draft, source)),
    draftOf,
    onSaved: (saved) => {
      queryClient.setQueryData(sourcesQuery.queryKey, (sources) =>
        sources?.map((entry) => (entry.id === saved.id ? saved : entry)),
      );
      void refreshSource(queryClient, source.id);
    },
    fieldOf: (path) => fieldOfPath(path, draftOf(source)),
  });
  const { draft, errors } = form;
  const change = (next: Partial<SourceDraft>) => form.change({ ...draft, ...next }, Object.keys(next));
  const text = (field: "label" | "title" | "subtitle" | "avatar_url" | "sender_name") => ({
    name: field,
    value: draft[field],
    error: errors[field],
    onChange: (event: { currentTarget: { value: string } }) => change({ [field]: event.currentTarget.value }),
  });
  const number = (field: "offset_x" | "offset_y" | "z_index" | "queuing_factor") => ({
    name: field,
    value: draft[field],
    error: errors[field],
    min: 0,
    clampBehavior: "none" as const,
    onChange: (value: number | string) => change({ [field]: value }),
  });

  return (
    <form ref={form.form} onSubmit={form.submit} noValidate>
      <FormSection title="Source" about="What it is called among you, and whether visitors get it.">
        <TextInput label="Name" description="Agents see it beside each thread." {...text("label")} />
        <Choice
          label="State"
          help="Inactive and in maintenance, the chat is not shown on the website."
          value={draft.state}
          names={stateNames}
          onChange={(state) => change({ state })}
        />
        <Choice
          label="Mode"
          help="Messaging keeps threads for good; live chat ends them."
          value={draft.mode}
          names={modeNames}
          onChange={(mode) => change({ mode })}
        />
      </FormSection>

      <FormSection title="Window" about="What visitors read at its top, and who speaks to them.">
        <TextInput label="Title" description="Left empty, the usual title stands there." {...text("title")} />
        <TextInput label="Subtitle" description="One line, such as “We answer within the day”." {...text("subtitle")} />
        <TextInput
          label="Sender name"
          description="What visitors see as the agent's name. {{firstname}} and {{lastname}} stand for the agent's."
          {...text("sender_name")}
        />
        <TextInput
          label="Avatar address"
          description="A picture on the web, shown beside replies."
          placeholder="https://"
          inputMode="url"
          {...text("avatar_url")}
        />
      </FormSection>

      {draft.mode === "messaging" && <MessagingSection draft={draft} errors={errors} onChange={change} />}
      {draft.mode === "live_chat" && <LiveChatSection draft={draft} errors={errors} onChange={change} />}

      <FormSection title="Look" about="How it fits into the website.">
        <ColorInput
          label="Colour"
          name="highlight_color"
          withEyeDropper={false}
          format="hex"
          value={draft.highlight_color}
          error={errors.highlight_color}
          onChange={(highlight_color) => change({ highlight_color })}
        />
        <Choice
          label="Light or dark"
          help="Automatic follows what the visitor's device is set to."
          value={draft.color_scheme}
          names={{ auto: "Automatic", light: "Light", dark: "Dark" }}
          onChange={(color_scheme) => change({ color_scheme })}
        />
        <Choice
          label="Side"
          help="Automatic: where lines end in the page's language."
          value={draft.side}
          names={{ automatic: "Automatic", left: "Left", right: "Right" }}
          onChange={(side) => change({ side })}
        />
        <div className="form-pair">
          <NumberInput label="From the side" suffix=" px" allowDecimal={false} {...number("offset_x")} />
          <NumberInput label="From the bottom" suffix=" px" allowDecimal={false} {...number("offset_y")} />
        </div>
        <NumberInput
          label="Stacking order"
          description="The z-index: higher than what it should cover, lower than what should cover it."
          hideControls
          allowDecimal={false}
          {...number("z_index")}
        />
      </FormSection>

      <FormSection title="Offers" about="How many visitors are invited, and what becomes of an invitation they close.">
        <NumberInput
          label="Queuing factor"
          description="How many may wait, as a share of those that the available agents take at once. A trigger can have its own."
          decimalScale={2}
          step={0.25}
          {...number("queuing_factor")}
        />
        <Choice
          label="How many are invited"
          help="Paced: as many as slots are to be expected for. Everybody: whoever comes while a slot is free. It concerns triggers that run only if agents are available."
          value={draft.offer_policy}
          names={{ paced: "Paced", threshold: "Everybody" }}
          onChange={(offer_policy) => change({ offer_policy })}
        />
        {draft.offer_policy === "paced" && (
          <CautionSlider value={draft.offer_caution} onChange={(offer_caution) => change({ offer_caution })} />
        )}
        <Choice
          label="A closed invitation stays away"
          help="On the next page it may come back, or not before the next visit."
          value={draft.visit_dismissal}
          names={{ page: "On this page", visit: "For the visit" }}
          onChange={(visit_dismissal) => change({ visit_dismissal })}
        />
        <Switch
          label="Count offers"
          description="How many visitors each trigger reached, as totals in the statistics. Nothing of a visitor is told, and those whose browser asks not to be tracked are not counted."
          checked={draft.count_offers}
          onChange={(event) => change({ count_offers: event.currentTarget.checked })}
        />
      </FormSection>

      <FormSection
        title="Analytics"
        about="What the website's own analytics are told: offers, openings, messages. No texts."
      >
        {analyticsFields.map((field) => (
          <Checkbox
            key={field}
            label={analyticsNames[field]}
            checked={draft[field]}
            onChange={(event) => change({ [field]: event.currentTarget.checked })}
          />
        ))}
      </FormSection>

      <FormSection title="Pages" about="For websites that change pages without loading them.">
        <Switch
          label="Notice page changes by itself"
          description="Off: the website says so by calling _pageChange."
          checked={draft.automatic_page_change}
          onChange={(event) => change({ automatic_page_change: event.currentTarget.checked })}
        />
      </FormSection>

      <FormFoot form={form} />
    </form>
  );
}
