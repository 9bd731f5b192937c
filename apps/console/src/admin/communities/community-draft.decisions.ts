import type { Community, CommunityChange } from "@beckon/protocol";

/** A community's settings as the form holds them. */
export interface CommunityDraft {
  name: string;
  signed_identities: Community["signed_identities"];
  accept_unsigned_uuids: boolean;
  /** `usual`: where signed identities are required. */
  first_hour: "usual" | "yes" | "no";
  merge_equal_emails: boolean;
  merge_equal_uuids: boolean;
}

export const freshCommunity: CommunityDraft = {
  name: "",
  signed_identities: "accept",
  accept_unsigned_uuids: false,
  first_hour: "usual",
  merge_equal_emails: false,
  merge_equal_uuids: false,
};

export function draftOfCommunity(community: Community): CommunityDraft {
  const { name, signed_identities, accept_unsigned_uuids, first_hour_required } = community;
  const { merge_equal_emails, merge_equal_uuids } = community;
  const first_hour = first_hour_required === null ? "usual" : first_hour_required ? "yes" : "no";
  return { name, signed_identities, accept_unsigned_uuids, first_hour, merge_equal_emails, merge_equal_uuids };
}

/** Extra values have a page of their own. */
export function bodyOfCommunity(
  draft: CommunityDraft,
): Required<Omit<CommunityChange, "extra_value_mapping" | "mapping_version">> {
  return {
    name: draft.name.trim(),
    signed_identities: draft.signed_identities,
    accept_unsigned_uuids: draft.accept_unsigned_uuids,
    first_hour_required: { usual: null, yes: true, no: false }[draft.first_hour],
    merge_equal_emails: draft.merge_equal_emails,
    merge_equal_uuids: draft.merge_equal_uuids,
  };
}

/** Only what differs is sent: two people at two settings do not undo each other's. */
export function changesOfCommunity(draft: CommunityDraft, before: CommunityDraft): CommunityChange {
  const [wanted, had] = [bodyOfCommunity(draft), bodyOfCommunity(before)];
  return {
    ...(wanted.name !== had.name && { name: wanted.name }),
    ...(wanted.signed_identities !== had.signed_identities && { signed_identities: wanted.signed_identities }),
    ...(wanted.accept_unsigned_uuids !== had.accept_unsigned_uuids && {
      accept_unsigned_uuids: wanted.accept_unsigned_uuids,
    }),
    ...(wanted.first_hour_required !== had.first_hour_required && {
      first_hour_required: wanted.first_hour_required,
    }),
    ...(wanted.merge_equal_emails !== had.merge_equal_emails && { merge_equal_emails: wanted.merge_equal_emails }),
    ...(wanted.merge_equal_uuids !== had.merge_equal_uuids && { merge_equal_uuids: wanted.merge_equal_uuids }),
  };
}

export function findCommunityErrors({ name }: CommunityDraft): Record<string, string> {
  if (name.trim() === "") return { name: "Give the community a name." };
  if (name.trim().length > 200) return { name: "Use at most 200 characters." };
  return {};
}
