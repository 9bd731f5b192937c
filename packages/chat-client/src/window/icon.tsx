/** Drawn here: nothing is downloaded. */
const PATHS = {
  back: "M15 5l-7 7 7 7",
  minimize: "M6 12h12",
  close: "M6 6l12 12M18 6L6 18",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  send: "M4 12L3 4l18 8-18 8 1-8zm0 0h9",
  chat: "M12 3.5c-5 0-9 3.3-9 7.5 0 2.3 1.2 4.3 3 5.700l-.7 3.800 4-2.3c.9.2 1.800.3 2.700.3 5 0 9-3.3 9-7.5s-4-7.5-9-7.5z",
} as const;

/** `name`: one of these, or the path of another on a field of 24 × 24. */
export function Icon({ name }: { name: keyof typeof PATHS | `M${string}` }) {
  return (
    <svg class={`icon ${name in PATHS ? name : ""}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={name in PATHS ? PATHS[name as keyof typeof PATHS] : name} />
    </svg>
  );
}
