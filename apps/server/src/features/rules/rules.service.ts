import type { Rule, RuleChange, RuleDraft, RuleTrial, RuleTrialOutcome } from "@beckon/protocol";
import type { Kysely } from "kysely";
import { assertWritable, type Database } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import { type Caller, readableSources } from "../accounts/index.ts";
import { recordAuditEvent } from "../audit/index.ts";
import { lockCustomFields } from "../custom-fields/index.ts";
import type { Webhooks } from "../webhooks/index.ts";
import { listNamed, NAMED_KINDS, type Named, type NamedKind } from "./named.decisions.ts";
import type { ListAvailable } from "./rule-context.ts";
import { tryRule } from "./rule-trial.ts";
import { deleteRule, findStrange, listRules, lockRules, placeRules, type RuleRow, writeRule } from "./rules.store.ts";
import { findRuleFault } from "./validation.decisions.ts";
import { findFieldFault, findValueFault } from "./value-fault.ts";

/** Each event asks all of them. */
const RULES_LIMIT = 100;

/** A domain's rules, and what they would make of its past. */
export function createRules(database: Database, listAvailable: ListAvailable, webhooks: Webhooks) {
  const { kysely } = database;

  /** `work` sees the rules as they are until its transaction ends. */
  async function change<Result>(
    { domainId }: Caller,
    work: (transaction: Kysely<Schema>, all: readonly Rule[]) => Promise<Result>,
  ): Promise<Result> {
    assertWritable(database);
    return kysely.transaction().execute(async (transaction) => {
      await lockRules(transaction, domainId);
      return work(transaction, await listRules(transaction, domainId));
    });
  }

  async function tell(
    transaction: Kysely<Schema>,
    { domainId, userId, name }: Caller,
    action: string,
    before: Rule | null,
    after: Rule | null,
  ): Promise<void> {
    const { id, label } = after ?? before ?? { id: null, label: "" };
    const object = { type: "rule", id, label };
    await recordAuditEvent(transaction, { domainId, user: { id: userId, name }, action, object, before, after });
  }

  async function refuseStrange(
    transaction: Kysely<Schema>,
    domainId: string,
    kind: NamedKind,
    named: readonly Named[],
  ): Promise<void> {
    const strange = await findStrange(
      transaction,
      domainId,
      kind,
      named.map(({ id }) => id),
    );
    const first = named.find(({ id }) => strange.has(id));
    if (first !== undefined) throw new Refusal("invalid_request", { field: first.field, reason: "It does not exist." });
  }

  /**
   * Refuses what does not go together, and what `wanted` names that the domain does not have. What a rule named before is
   * left alone: it can be switched off though something that it names is gone.
   */
  async function write(
    transaction: Kysely<Schema>,
    { domainId }: Caller,
    row: RuleRow,
    wanted: RuleChange,
  ): Promise<Rule> {
    const fault = findRuleFault(row);
    if (fault !== null) throw new Refusal("invalid_request", fault);
    const named = listNamed(wanted);
    for (const kind of NAMED_KINDS) await refuseStrange(transaction, domainId, kind, named[kind]);
    const fields = await lockCustomFields(transaction, domainId);
    const refused =
      findFieldFault(wanted.conditions ?? [], fields) ??
      findValueFault(wanted.actions ?? [], fields, webhooks.findFault);
    if (refused !== null) throw new Refusal("invalid_request", refused);
    await writeRule(transaction, domainId, row);
    return find(await listRules(transaction, domainId), row.id);
  }

  return {
    async list({ domainId }: Caller, { offset, limit }: { offset: number; limit: number }) {
      const all = await listRules(kysely, domainId);
      return { count: all.length, records: all.slice(offset, offset + limit) };
    },

    find: async ({ domainId }: Caller, id: string): Promise<Rule> => find(await listRules(kysely, domainId), id),

    /** Behind the others, and switched off unless the draft says so. */
    create: (caller: Caller, draft: RuleDraft): Promise<Rule> =>
      change(caller, async (transaction, all) => {
        if (all.length >= RULES_LIMIT) throw new Refusal("rules_limit_reached");
        const place = 1 + Math.max(0, ...all.map((rule) => rule.place));
        const first = { active: false, source_ids: [], conditions: [], actions: [] };
        const row: RuleRow = { ...first, ...draft, label: draft.label.trim(), id: newId(), place };
        const created = await write(transaction, caller, row, draft);
        await tell(transaction, caller, "rule_created", null, created);
        return created;
      }),

    change: (caller: Caller, id: string, wanted: RuleChange): Promise<Rule> =>
      change(caller, async (transaction, all) => {
        const before = find(all, id);
        const { created_at: _, ...fields } = before;
        const row: RuleRow = { ...fields, ...wanted, label: (wanted.label ?? before.label).trim() };
        const after = await write(transaction, caller, row, wanted);
        await tell(transaction, caller, "rule_changed", before, after);
        return after;
      }),

    remove: (caller: Caller, id: string): Promise<void> =>
      change(caller, async (transaction, all) => {
        const before = find(all, id);
        await deleteRule(transaction, caller.domainId, id);
        await tell(transaction, caller, "rule_deleted", before, null);
      }),

    /** `ids` has to name each of the domain's rules once. */
    order: (caller: Caller, ids: readonly string[]): Promise<void> =>
      change(caller, async (transaction, all) => {
        if (all.length !== ids.length || !all.every(({ id }) => ids.includes(id))) {
          throw new Refusal("invalid_request", { field: "ids", reason: "They have to be the ids of all rules." });
        }
        const { domainId, userId, name } = caller;
        await placeRules(transaction, domainId, ids);
        const labelOf = new Map(all.map(({ id, label }) => [id, label]));
        await recordAuditEvent(transaction, {
          domainId,
          user: { id: userId, name },
          action: "rules_ordered",
          object: { type: "rules", id: null, label: "Order of the rules" },
          before: { rules: all.map(({ label }) => label) },
          after: { rules: ids.map((id) => labelOf.get(id) ?? "") },
        });
      }),

    /** What a rule would have made of the newest threads that the caller may read, and why. */
    try({ domainId, rights }: Caller, trial: RuleTrial): Promise<{ count: number; records: RuleTrialOutcome[] }> {
      const fault = findRuleFault({ actions: [], ...trial });
      if (fault !== null) throw new Refusal("invalid_request", fault);
      return tryRule(database, { domainId, readable: readableSources(rights), listAvailable, webhooks }, trial);
    },
  };
}

function find(all: readonly Rule[], id: string): Rule {
  const found = all.find((rule) => rule.id === id);
  if (found === undefined) throw new Refusal("not_found");
  return found;
}
