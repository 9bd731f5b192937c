import type { Tag } from "@beckon/protocol";

/** A tag as its dialog holds it. */
export type TagFields = Pick<Tag, "label" | "colour">;

export const freshTag: TagFields = { label: "", colour: "#667080" };

export const draftOfTag = ({ label, colour }: Tag): TagFields => ({ label, colour });

export const bodyOfTag = ({ label, colour }: TagFields): TagFields => ({ label: label.trim(), colour });

export function findTagErrors({ label, colour }: TagFields): Record<string, string> {
  const errors: Record<string, string> = {};
  if (label.trim() === "") errors.label = "Give the tag a name.";
  if (label.trim().length > 200) errors.label = "Use at most 200 characters.";
  if (!/^#[0-9a-fA-F]{6}$/.test(colour)) errors.colour = "Write a colour as # and six digits, such as #4481eb.";
  return errors;
}
