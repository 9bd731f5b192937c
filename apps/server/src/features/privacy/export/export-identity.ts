import { Readable } from "node:stream";
import type { Database } from "../../../platform/database/index.ts";
import type { Attachments } from "../../attachments/index.ts";
import { listCustomFields } from "../../custom-fields/index.ts";
import type { Identities } from "../../identities/index.ts";
import { nameVisitor } from "../../identities/index.ts";
import { readFiles, readMessages, readPageViews, readThreads, readWritten } from "./export.store.ts";
import {
  type ExportedFields,
  filePath,
  pageHead,
  pageMessage,
  pagePerson,
  pageThread,
  pageView,
} from "./export-page.decisions.ts";
import { type ArchiveEntry, writeArchive } from "./write-archive.ts";

interface Exported {
  domainId: string;
  identityId: string;
  name: string;
  fields: ExportedFields;
  extraValues: ExportedFields;
  /** Of the person, by agents; and by the mapping of the extra values. */
  written: ExportedFields;
  mapped: ExportedFields;
  exportedAt: Date;
}

/** All that is stored of a visitor, as an archive that is made while it is read. Refuses with not_found. */
export async function exportIdentity(
  parts: { database: Database; identities: Identities; attachments: Pick<Attachments, "openStored"> },
  domainId: string,
  identityId: string,
  exportedAt: Date,
): Promise<Readable> {
  const { database, identities, attachments } = parts;
  const row = await identities.find(domainId, identityId);
  const { secret_hash: _, mapping_outcomes: _outcomes, ...stored } = row;
  const { extra_values: extraValues, mapped_values, created_at, ...fields } = stored;
  const labels = new Map((await listCustomFields(database, domainId)).map(({ id, label }) => [id, label]));
  const { custom_values = {}, ...predefined } = mapped_values;
  const mappedCustom = Object.entries(custom_values).flatMap(([id, value]) => {
    const label = labels.get(id);
    return label === undefined ? [] : [[label, value]];
  });
  const exported: Exported = {
    domainId,
    identityId,
    name: nameVisitor(row),
    fields: { ...fields, created_at: created_at.toISOString() },
    extraValues,
    written: (await readWritten(database, { domainId, identityId })) ?? {},
    mapped: { ...predefined, custom_values: Object.fromEntries(mappedCustom) },
    exportedAt,
  };
  const entries: ArchiveEntry[] = [
    { path: "index.html", isPressed: false, open: async () => Readable.from(writePage(database, exported)) },
    { path: "data.json", isPressed: false, open: async () => Readable.from(writeData(database, exported)) },
  ];
  for await (const file of readFiles(database, exported)) {
    const open = async () => (await attachments.openStored(domainId, file.access_key)) ?? Readable.from([]);
    entries.push({ path: filePath(file), isPressed: true, open });
  }
  return writeArchive(entries, exportedAt);
}

async function* writePage(database: Database, exported: Exported): AsyncGenerator<string> {
  yield pageHead(exported.name, exported.exportedAt, exported.fields, exported.extraValues);
  yield pagePerson(exported.written, exported.mapped);
  for await (const thread of readThreads(database, exported)) {
    yield pageThread(thread);
    for await (const message of readMessages(database, exported.domainId, thread.id)) yield pageMessage(message);
  }
  yield "<h2>Pages</h2>\n<ol>\n";
  for await (const view of readPageViews(database, exported)) yield pageView(view);
  yield "</ol>\n</body>\n</html>\n";
}

async function* writeData(database: Database, exported: Exported): AsyncGenerator<string> {
  const { domainId, fields, extraValues, written, mapped, exportedAt } = exported;
  yield `{"exported_at":${JSON.stringify(exportedAt)},\n"identity":${JSON.stringify({ ...fields, extra_values: extraValues })},\n`;
  yield `"written_by_agents":${JSON.stringify(written)},\n"mapped_values":${JSON.stringify(mapped)},\n`;
  yield '"threads":[';
  let between = "\n";
  for await (const thread of readThreads(database, exported)) {
    yield `${between}${JSON.stringify(thread).slice(0, -1)},"messages":[`;
    between = "\n";
    for await (const { attachments, ...message } of readMessages(database, domainId, thread.id)) {
      const files = (attachments ?? []).map((file) => ({
        id: file.id,
        name: file.name,
        content_type: file.content_type,
        size: file.size,
        path: filePath(file),
      }));
      yield between + JSON.stringify({ ...message, attachments: files });
      between = ",\n";
    }
    yield "]}";
    between = ",\n";
  }
  yield '],\n"page_views":[';
  between = "\n";
  for await (const view of readPageViews(database, exported)) {
    yield between + JSON.stringify(view);
    between = ",\n";
  }
  yield "]}\n";
}
