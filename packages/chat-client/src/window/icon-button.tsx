import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

interface Props {
  name: string;
  icon: Parameters<typeof Icon>[0]["name"];
  onClick: () => void;
  class?: string;
  expanded?: boolean;
  disabled?: boolean;
  children?: ComponentChildren;
}

export function IconButton({ name, icon, onClick, expanded, disabled, children, ...rest }: Props) {
  return (
    <button
      type="button"
      class={`icon-button ${rest.class ?? ""}`}
      aria-label={name}
      title={name}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
      {children}
    </button>
  );
}
