import type { Source, SourcePermission } from "@beckon/protocol";
import { Checkbox } from "@mantine/core";
import { useId } from "react";
import { sourcePermissionNames } from "./permission-words.decisions.ts";
import { type RoleDraft, toggled } from "./role-draft.decisions.ts";
import "./roles.css";

const sourcePermissions = Object.keys(sourcePermissionNames) as SourcePermission[];

interface SourceRightsProps {
  draft: RoleDraft;
  sources: readonly Source[];
  holdsAll: boolean;
  disabled: boolean;
  onChange: (next: Partial<RoleDraft>) => void;
}

/** What holds in every source, and in single ones beside it. */
export function SourceRights({ draft, sources, holdsAll, disabled, onChange }: SourceRightsProps) {
  return (
    <div className="source-rights">
      <Rights
        label="All sources, new ones included"
        held={holdsAll ? sourcePermissions : draft.everySource}
        given={[]}
        disabled={disabled}
        onChange={(everySource) => onChange({ everySource })}
      />
      {sources.map(({ id, label }) => (
        <Rights
          key={id}
          label={label}
          held={draft.sources[id] ?? []}
          given={holdsAll ? sourcePermissions : draft.everySource}
          disabled={disabled}
          onChange={(held) => onChange({ sources: { ...draft.sources, [id]: held } })}
        />
      ))}
    </div>
  );
}

interface RightsProps {
  label: string;
  held: readonly SourcePermission[];
  /** Held already by what is above. */
  given: readonly SourcePermission[];
  disabled: boolean;
  onChange: (held: SourcePermission[]) => void;
}

function Rights({ label, held, given, disabled, onChange }: RightsProps) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend does not lie in a grid.
    <div role="group" aria-labelledby={id} className="source-right">
      <span id={id} className="source-right-name">
        {label}
      </span>
      <div className="source-right-boxes">
        {sourcePermissions.map((permission) => (
          <Checkbox
            key={permission}
            label={sourcePermissionNames[permission]}
            checked={held.includes(permission) || given.includes(permission)}
            disabled={disabled || given.includes(permission)}
            onChange={(event) => onChange(toggled(held, permission, event.currentTarget.checked))}
          />
        ))}
      </div>
    </div>
  );
}
