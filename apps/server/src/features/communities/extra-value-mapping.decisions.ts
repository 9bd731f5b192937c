import type { ExtraValueMapping, MappingTarget } from "@beckon/protocol";

/**
 * What of a mapping cannot be, by its place; null when all can. Shapes were checked. What stood there before may stay, so
 * that a field that was deleted keeps nobody from changing the rest.
 */
export function judgeMapping(
  mapping: ExtraValueMapping,
  before: ExtraValueMapping,
  customFieldIds: readonly string[],
): { field: string; reason: string } | null {
  const known = new Set([...customFieldIds, ...before.flatMap(({ target }) => customFieldOf(target) ?? [])]);
  for (const [index, { target }] of mapping.entries()) {
    const customFieldId = customFieldOf(target);
    if (customFieldId !== null && !known.has(customFieldId)) {
      return { field: `extra_value_mapping.${index}.target`, reason: "There is no such custom field." };
    }
  }
  return null;
}

function customFieldOf(target: MappingTarget): string | null {
  return target.kind === "custom_field" ? target.custom_field_id : null;
}
