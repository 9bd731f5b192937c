import type { Rule } from "@beckon/protocol";
import { OrderedList } from "../parts/ordered-list.tsx";
import { RuleRow } from "./rule-row.tsx";
import { sayRule } from "./rule-words.decisions.ts";

interface RuleListProps {
  rules: readonly Rule[];
  /** Only some of them are shown: then there is no order to change. */
  filtered: boolean;
  labelOf: (id: string) => string | null;
  onOrder: (ids: readonly string[]) => void;
  onSwitch: (rule: Rule, active: boolean) => void;
  onDelete: (rule: Rule) => void;
}

export function RuleList({ rules, filtered, labelOf, onOrder, onSwitch, onDelete }: RuleListProps) {
  return (
    <OrderedList name="Rules" rows={rules} filtered={filtered} onOrder={onOrder}>
      {(rule, place, move) => (
        <RuleRow
          rule={rule}
          sentence={sayRule(rule, { labelOf })}
          place={place}
          movable={!filtered}
          onMove={move}
          onSwitch={(active) => onSwitch(rule, active)}
          onDelete={() => onDelete(rule)}
        />
      )}
    </OrderedList>
  );
}
