import { THEME_VARIABLES, type Theme } from "@beckon/chat-client/theme";
import { ActionIcon } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";

interface ThemeVariablesProps {
  theme: Theme;
  /** Puts a line of SCSS before what is there. */
  onUse: (line: string) => void;
}

/** Every variable that the window understands, with what it is unless it is set. */
export function ThemeVariables({ theme, onUse }: ThemeVariablesProps) {
  return (
    <details className="theme-variables">
      <summary>Variables that the window understands</summary>
      <p className="part-about">
        Set outside of every rule. Grounds, texts and greys hold in light mode when the scheme is automatic; dark mode
        keeps its own.
      </p>
      <ul>
        {THEME_VARIABLES.map(({ name, usual, about }) => {
          const value = theme.variables[name];
          return (
            <li key={name}>
              <span
                className="theme-swatch"
                style={{ background: value ?? (usual.startsWith("#") ? usual : "none") }}
              />
              <div>
                <code>${name}</code> <span className="theme-usual">{value ?? usual}</span>
                <p>{about}</p>
              </div>
              {value === undefined && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Set $${name}`}
                  onClick={() => onUse(`$${name}: ${usual};`)}
                >
                  <IconPlus size={15} />
                </ActionIcon>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
