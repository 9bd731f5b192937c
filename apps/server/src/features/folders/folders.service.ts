import type { Folder, FolderChange, FolderCounts, FolderDraft } from "@beckon/protocol";
import type { Kysely } from "kysely";
import type { Hints } from "../../delivery/hints.ts";
import type { Clock } from "../../platform/clock.ts";
import { assertWritable, type Database } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import { assertPermission, type Caller, readableSources } from "../accounts/index.ts";
import { recordAuditEvent } from "../audit/index.ts";
import { countThreadsOfFolders } from "../threads/index.ts";
import { namedIn, READY_MADE_FOLDERS } from "./folders.decisions.ts";
import {
  deleteFolder,
  type FolderRow,
  findKnown,
  listFolders,
  listTeamsOfUser,
  lockFolders,
  placeFolders,
  writeFolder,
} from "./folders.store.ts";

/** Of those that are shared, and of everybody's own: each is counted for each desk. */
const FOLDERS_LIMIT = 50;

export interface FoldersOptions {
  database: Database;
  hints: Hints;
  clock: Clock;
}

export type Folders = ReturnType<typeof createFolders>;

/** The saved searches of a domain and of its people. */
export function createFolders({ database, hints, clock }: FoldersOptions) {
  const { kysely } = database;

  const manages = ({ rights }: Caller) => rights.permissions.has("manage_folders");

  /** Those of others' teams are for whoever manages folders: somebody has to be able to change them. */
  async function listVisible(on: Kysely<Schema>, caller: Caller): Promise<FolderRow[]> {
    const { domainId, userId } = caller;
    const rows = await listFolders(on, domainId, userId);
    if (manages(caller) || !rows.some(({ visibility }) => visibility.kind === "teams")) return rows;
    const teams = await listTeamsOfUser(on, domainId, userId);
    return rows.filter(
      ({ visibility }) => visibility.kind !== "teams" || visibility.team_ids.some((id) => teams.includes(id)),
    );
  }

  async function listAll(caller: Caller): Promise<Folder[]> {
    return [...READY_MADE_FOLDERS, ...(await listVisible(kysely, caller)).map(toFolder)];
  }

  async function find(caller: Caller, id: string): Promise<Folder> {
    const found = (await listAll(caller)).find((folder) => folder.id === id);
    if (found === undefined) throw new Refusal("not_found");
    return found;
  }

  /** `work` sees the folders as they are until its transaction ends. */
  async function change<Result>(
    caller: Caller,
    work: (transaction: Kysely<Schema>, visible: readonly FolderRow[]) => Promise<Result>,
  ): Promise<Result> {
    assertWritable(database);
    const { domainId } = caller;
    const result = await kysely.transaction().execute(async (transaction) => {
      await lockFolders(transaction, domainId);
      return work(transaction, await listVisible(transaction, caller));
    });
    hints.toDesk(domainId, { kind: "folders_changed" });
    return result;
  }

  /** One that somebody may change: their own, or a shared one with the permission. */
  function findChangeable(caller: Caller, visible: readonly FolderRow[], id: string): FolderRow {
    if (READY_MADE_FOLDERS.some((folder) => folder.id === id)) throw new Refusal("folder_fixed");
    const found = visible.find((row) => row.id === id);
    if (found === undefined) throw new Refusal("not_found");
    if (found.ownerId === null) assertPermission(caller, "manage_folders");
    return found;
  }

  async function refuseStrange(transaction: Kysely<Schema>, domainId: string, folder: FolderRow): Promise<void> {
    for (const { field, kind, ids } of namedIn(folder)) {
      const known = await findKnown(transaction, domainId, kind, ids);
      if (ids.some((id) => !known.has(id)))
        throw new Refusal("invalid_request", { field, reason: "It does not exist." });
    }
  }

  /** What is one's own is nobody else's to look up in the log. */
  async function tell(
    transaction: Kysely<Schema>,
    { domainId, userId, name }: Caller,
    action: string,
    before: FolderRow | null,
    after: FolderRow | null,
  ): Promise<void> {
    const shared = (row: FolderRow | null) => (row === null || row.ownerId !== null ? null : toFolder(row));
    const [was, is] = [shared(before), shared(after)];
    const { id, label } = is ?? was ?? { id: null, label: "" };
    if (id === null) return;
    const object = { type: "folder", id, label };
    await recordAuditEvent(transaction, {
      domainId,
      user: { id: userId, name },
      action,
      object,
      before: was,
      after: is,
    });
  }

  /** Behind those that stand there already; refuses when there are too many. */
  function lastPlace(visible: readonly FolderRow[], isShared: boolean): number {
    const beside = visible.filter(({ ownerId }) => (ownerId === null) === isShared);
    if (beside.length >= FOLDERS_LIMIT) throw new Refusal("folders_limit_reached");
    return 1 + Math.max(0, ...beside.map(({ place }) => place));
  }

  return {
    list: listAll,
    find,

    async count(caller: Caller): Promise<FolderCounts> {
      const { domainId, userId, rights } = caller;
      const folders = await listAll(caller);
      const viewer = { userId, sourceIds: readableSources(rights), nowMs: clock.nowMs() };
      const counts = await countThreadsOfFolders(database, domainId, folders, viewer);
      return { records: folders.map(({ id }, index) => ({ folder_id: id, count: counts[index] ?? 0 })) };
    },

    /** One's own unless it says otherwise. */
    create: (caller: Caller, draft: FolderDraft): Promise<Folder> =>
      change(caller, async (transaction, visible) => {
        const { visibility = { kind: "own" } } = draft;
        const isShared = visibility.kind !== "own";
        if (isShared) assertPermission(caller, "manage_folders");
        const row: FolderRow = {
          id: newId(),
          ownerId: isShared ? null : caller.userId,
          label: draft.label.trim(),
          visibility,
          conditions: draft.conditions ?? {},
          sorting: draft.sorting ?? "newest",
          place: lastPlace(visible, isShared),
          createdAt: new Date(clock.nowMs()),
        };
        await refuseStrange(transaction, caller.domainId, row);
        const created = await writeFolder(transaction, caller.domainId, row);
        await tell(transaction, caller, "folder_created", null, created);
        return toFolder(created);
      }),

    change: (caller: Caller, id: string, wanted: FolderChange): Promise<Folder> =>
      change(caller, async (transaction, visible) => {
        const before = findChangeable(caller, visible, id);
        const visibility = wanted.visibility ?? before.visibility;
        const isShared = visibility.kind !== "own";
        const moves = isShared !== (before.ownerId === null);
        if (moves) assertPermission(caller, "manage_folders");
        const row: FolderRow = {
          ...before,
          ownerId: isShared ? null : caller.userId,
          label: (wanted.label ?? before.label).trim(),
          visibility,
          conditions: wanted.conditions ?? before.conditions,
          sorting: wanted.sorting ?? before.sorting,
          place: moves ? lastPlace(visible, isShared) : before.place,
        };
        // What stood there before may be gone by now; that is no reason to refuse another name.
        if (wanted.conditions !== undefined || wanted.visibility !== undefined) {
          await refuseStrange(transaction, caller.domainId, row);
        }
        const after = await writeFolder(transaction, caller.domainId, row);
        await tell(transaction, caller, "folder_changed", before, after);
        return toFolder(after);
      }),

    remove: (caller: Caller, id: string): Promise<void> =>
      change(caller, async (transaction, visible) => {
        const before = findChangeable(caller, visible, id);
        await deleteFolder(transaction, caller.domainId, id);
        await tell(transaction, caller, "folder_deleted", before, null);
      }),

    /** `ids` has to name each of the caller's own once, or each of those that are shared. */
    order: (caller: Caller, ids: readonly string[]): Promise<void> =>
      change(caller, async (transaction, visible) => {
        const isOwn = visible.some(({ id, ownerId }) => ownerId !== null && ids.includes(id));
        if (!isOwn) assertPermission(caller, "manage_folders");
        const rows = visible.filter(({ ownerId }) => (ownerId !== null) === isOwn);
        if (rows.length !== ids.length || !rows.every(({ id }) => ids.includes(id))) {
          const reason = "They have to be the ids of all your own folders, or of all that are shared.";
          throw new Refusal("invalid_request", { field: "ids", reason });
        }
        const { domainId, userId, name } = caller;
        await placeFolders(transaction, domainId, ids);
        if (isOwn) return;
        const labelOf = new Map(rows.map(({ id, label }) => [id, label]));
        await recordAuditEvent(transaction, {
          domainId,
          user: { id: userId, name },
          action: "folders_ordered",
          object: { type: "folders", id: null, label: "Order of the folders" },
          before: { folders: rows.map(({ label }) => label) },
          after: { folders: ids.map((id) => labelOf.get(id) ?? "") },
        });
      }),
  };
}

function toFolder({ id, label, visibility, conditions, sorting, createdAt }: FolderRow): Folder {
  return { id, label, visibility, conditions, sorting, ready_made: false, created_at: createdAt.toISOString() };
}
