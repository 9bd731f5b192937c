/**
 * The access rules whose verdict depends on the colour scheme. Every other rule judges the same elements in the light and
 * in the dark, and is asked once.
 */
export const COLOUR_RULES = ["color-contrast", "link-in-text-block"];
