import type { Folder, FolderAssignment, FolderConditions, FolderDraft } from "@beckon/protocol";

/** A folder as its form has it: an empty text or list stands for what does not matter. */
export interface FolderForm {
  label: string;
  visibility: "own" | "everybody" | "teams";
  teamIds: readonly string[];
  sourceIds: readonly string[];
  state: "" | NonNullable<FolderConditions["state"]>;
  answer: "" | NonNullable<FolderConditions["answer"]>;
  /** `me`, `nobody`, `agent ID` or `team ID`. */
  assigned: string;
  categoryIds: readonly string[];
  tagIds: readonly string[];
  languages: readonly string[];
  unread: boolean;
  queued: boolean;
  silentFor: number | "";
  silentUnit: keyof typeof MINUTES;
  sorting: Folder["sorting"];
}

const MINUTES = { minutes: 1, hours: 60, days: 1_440 } as const;
const LONGEST_SILENCE = 525_600;

type Meaning = Pick<Folder, "label" | "visibility" | "conditions" | "sorting">;

/** A view that is to be saved: a folder as it is, with the source that the list is narrowed to. */
export function freshFolder(from: Folder | null, sourceId: string | null): Meaning {
  const conditions = { ...from?.conditions, ...(sourceId === null ? {} : { source_ids: [sourceId] }) };
  return { label: "", visibility: { kind: "own" }, conditions, sorting: from?.sorting ?? "newest" };
}

export function formOfFolder({ label, visibility, conditions, sorting }: Meaning): FolderForm {
  const { assigned, silent_minutes = 0 } = conditions;
  const silentUnit =
    silent_minutes > 0 && silent_minutes % MINUTES.days === 0
      ? "days"
      : silent_minutes > 0 && silent_minutes % MINUTES.hours === 0
        ? "hours"
        : "minutes";
  return {
    label,
    visibility: visibility.kind,
    teamIds: visibility.kind === "teams" ? visibility.team_ids : [],
    sourceIds: conditions.source_ids ?? [],
    state: conditions.state ?? "",
    answer: conditions.answer ?? "",
    assigned: assigned === undefined ? "" : "id" in assigned ? `${assigned.kind} ${assigned.id}` : assigned.kind,
    categoryIds: conditions.category_ids ?? [],
    tagIds: conditions.tag_ids ?? [],
    languages: conditions.languages ?? [],
    unread: conditions.unread ?? false,
    queued: conditions.queued ?? false,
    silentFor: silent_minutes === 0 ? "" : silent_minutes / MINUTES[silentUnit],
    silentUnit,
    sorting,
  };
}

export function bodyOfFolder(
  form: FolderForm,
): Required<Pick<FolderDraft, "label" | "visibility" | "conditions" | "sorting">> {
  const { teamIds, sourceIds, state, answer, categoryIds, tagIds, languages, unread, queued, silentFor } = form;
  const assigned = assignedOf(form.assigned);
  return {
    label: form.label.trim(),
    visibility: form.visibility === "teams" ? { kind: "teams", team_ids: [...teamIds] } : { kind: form.visibility },
    conditions: {
      ...(sourceIds.length > 0 && { source_ids: [...sourceIds] }),
      ...(state !== "" && { state }),
      ...(answer !== "" && { answer }),
      ...(assigned !== null && { assigned }),
      ...(categoryIds.length > 0 && { category_ids: [...categoryIds] }),
      ...(tagIds.length > 0 && { tag_ids: [...tagIds] }),
      ...(languages.length > 0 && { languages: [...languages] }),
      ...(unread && { unread: true as const }),
      ...(queued && { queued: true as const }),
      ...(silentFor !== "" && { silent_minutes: silentFor * MINUTES[form.silentUnit] }),
    },
    sorting: form.sorting,
  };
}

function assignedOf(text: string): FolderAssignment | null {
  const [kind, id = ""] = text.split(" ");
  if (kind === "me" || kind === "nobody") return { kind };
  return kind === "agent" || kind === "team" ? { kind, id } : null;
}

/** What is wrong with a form, by its fields. */
export function findFolderErrors(form: FolderForm): Record<string, string> {
  const errors: Record<string, string> = {};
  if (form.label.trim() === "") errors.label = "Give it a name.";
  if (form.visibility === "teams" && form.teamIds.length === 0) errors.teamIds = "Choose who sees it.";
  const silence = form.silentFor === "" ? 1 : form.silentFor * MINUTES[form.silentUnit];
  if (!Number.isInteger(silence) || silence < 1 || silence > LONGEST_SILENCE) {
    errors.silentFor = "Between a minute and a year.";
  }
  return errors;
}

const FIELDS: Readonly<Record<string, string>> = {
  label: "label",
  "visibility.team_ids": "teamIds",
  "conditions.source_ids": "sourceIds",
  "conditions.assigned": "assigned",
  "conditions.category_ids": "categoryIds",
  "conditions.tag_ids": "tagIds",
  "conditions.languages": "languages",
  "conditions.silent_minutes": "silentFor",
};

/** The form's field for a path of the server's answer; null for none. */
export function fieldOfFolder(path: string): string | null {
  return FIELDS[path.split(".").slice(0, 2).join(".")] ?? null;
}
