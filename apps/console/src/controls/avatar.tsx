import "./avatar.css";

/**
 * Initials on a colour that stays with the name. Deliberately no picture: a visitor's avatar URL is the visitor's
 * word, and loading it would show the visitor where the agent sits.
 */
export function Avatar({ name, size, online }: { name: string; size: number; online?: boolean }) {
  return (
    <span
      className="avatar"
      data-hue={hueOf(name)}
      style={{ width: size, height: size, fontSize: size * 0.38 }}
      aria-hidden="true"
    >
      {initialsOf(name)}
      {online && <span className="avatar-online" />}
    </span>
  );
}

const HUES = 6;

function hueOf(name: string): number {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return sum % HUES;
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(words[0] ?? "?")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}
