import type { TriggerReport } from "@beckon/targeting";
import { IconCheck, IconMinus, IconX } from "@tabler/icons-react";
import { sayDuration } from "../../controls/times.ts";
import { type Catalogue, sayActions } from "../triggers/say-trigger.decisions.ts";
import type { Verdict } from "./verdict.decisions.ts";

interface VerdictLineProps {
  verdict: Verdict;
  report: TriggerReport;
  catalogue: Catalogue;
}

/** Whether the trigger fires on the page, and if not, what is in its way. */
export function VerdictLine({ verdict, report, catalogue }: VerdictLineProps) {
  const tone = { taken: "good", not_met: "bad" }[verdict.kind as string] ?? "quiet";
  const Icon = verdict.kind === "taken" ? IconCheck : verdict.kind === "not_met" ? IconX : IconMinus;
  return (
    <p className="verdict" data-tone={tone}>
      <Icon size={16} aria-hidden="true" />
      <span>{sayVerdict(verdict, report, catalogue)}</span>
    </p>
  );
}

const insteadOf = {
  show_embedded: "The chat stands in the page here; triggers have no turn.",
  continue: "The chat goes on from an earlier page; triggers have no turn.",
  ask_open_threads: "First it is asked whether the visitor has an open thread.",
  open_for_thread: "The visitor has an open thread: the chat opens, and triggers have no turn.",
};

function sayVerdict(verdict: Verdict, { trigger, conditions }: TriggerReport, catalogue: Catalogue): string {
  switch (verdict.kind) {
    case "taken": {
      const { afterMs } = verdict.taken;
      const when = afterMs === 0 ? "as the page opens" : `after ${sayDuration(afterMs)}`;
      const asks = trigger.only_if_agents_available ? ", if agents are available" : "";
      return `Fires ${when}${asks}: ${sayActions(trigger.actions, catalogue).join(", ")}.`;
    }
    case "held_out":
      return "Met, but this visitor belongs to the holdout share and is never offered it.";
    case "no_turn":
      return insteadOf[verdict.instead];
    case "preceded":
      return verdict.by === "" ? "Met, but not its turn." : `Met, but “${verdict.by}” above it is met too.`;
    case "used":
      return "Used up: it is once per visit, and fired on an earlier page.";
    case "excluded":
      return "Excluded: a trigger after which no other one is activated fired before.";
    case "not_met":
      return verdict.failing === 1 && conditions.length > 1
        ? "Does not fire: one condition does not hold."
        : conditions.length > 1
          ? `Does not fire: ${verdict.failing} of ${conditions.length} conditions do not hold.`
          : "Does not fire: its condition does not hold.";
  }
}
