import type { CompiledConfiguration, TriggerReport, VisitStore } from "@beckon/targeting";

/** What the console's simulator reads: the visit store with where it comes from. See spec/visit.md. */
export interface VisitExport extends VisitStore {
  readonly format: "beckon-visit";
  readonly exported_at: string;
  readonly source_token: string;
  readonly mode: CompiledConfiguration["mode"];
  /** How the triggers stood on the page, for who reads the file without the simulator. */
  readonly triggers: readonly { readonly id: string; readonly label: string; readonly conditions_hold: boolean }[];
}

export const visitExportOf = (
  store: VisitStore,
  { source_token, mode }: Pick<CompiledConfiguration, "source_token" | "mode">,
  reports: readonly TriggerReport[],
  atMs: number,
): VisitExport => ({
  format: "beckon-visit",
  exported_at: new Date(atMs).toISOString(),
  source_token,
  mode,
  triggers: reports.map(({ trigger, conditionsHold }) => ({
    id: trigger.id,
    label: trigger.label,
    conditions_hold: conditionsHold,
  })),
  ...store,
});
