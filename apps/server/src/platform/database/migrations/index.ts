import type { Migration } from "kysely/migration";
import { foundations } from "./0001-foundations.ts";
import { targeting } from "./0002-targeting.ts";
import { people } from "./0003-people.ts";
import { attachments } from "./0005-attachments.ts";
import { liveChats } from "./0006-live-chats.ts";
import { window } from "./0007-window.ts";
import { identities } from "./0009-identities.ts";
import { routing } from "./0020-routing.ts";
import { cannedReplies } from "./0030-canned-replies.ts";
import { search } from "./0031-search.ts";
import { drafts } from "./0032-drafts.ts";
import { statistics } from "./0045-statistics.ts";
import { identityGroups } from "./0050-identity-groups.ts";
import { customFields } from "./0051-custom-fields.ts";
import { erasures } from "./0055-erasures.ts";
import { retention } from "./0056-retention.ts";
import { capacities } from "./0060-capacities.ts";
import { tagColours } from "./0065-tag-colours.ts";
import { timeSheets } from "./0066-time-sheets.ts";
import { rules } from "./0067-rules.ts";
import { extraValueMapping } from "./0068-extra-value-mapping.ts";
import { givenWork } from "./0070-given-work.ts";
import { webhooks } from "./0071-webhooks.ts";
import { folders } from "./0072-folders.ts";
import { mentions } from "./0073-mentions.ts";
import { folderIndexes } from "./0074-folder-indexes.ts";
import { workLog } from "./0075-work-log.ts";
import { offerCounts } from "./0080-offer-counts.ts";
import { bots } from "./0085-bots.ts";
import { messageCategories } from "./0086-message-categories.ts";
import { searchOfPersons } from "./0087-search-of-persons.ts";
import { replacedSecrets } from "./0088-replaced-secrets.ts";
import { attendance } from "./0095-attendance.ts";
import { sourceRouting } from "./0096-source-routing.ts";
import { supervisorsFolders } from "./0097-supervisors-folders.ts";
import { translations } from "./0098-translations.ts";
import { factsHorizon } from "./0105-facts-horizon.ts";
import { routingVersions } from "./0106-routing-versions.ts";
import { tasksMadeOf } from "./0107-tasks-made-of.ts";

/** In the order of their names. A migration that has been released never changes. */
export const migrations: Record<string, Migration> = {
  "0001-foundations": foundations,
  "0002-targeting": targeting,
  "0003-people": people,
  "0005-attachments": attachments,
  "0006-live-chats": liveChats,
  "0007-window": window,
  "0009-identities": identities,
  "0020-routing": routing,
  "0030-canned-replies": cannedReplies,
  "0031-search": search,
  "0032-drafts": drafts,
  "0045-statistics": statistics,
  "0050-identity-groups": identityGroups,
  "0051-custom-fields": customFields,
  "0055-erasures": erasures,
  "0056-retention": retention,
  "0060-capacities": capacities,
  "0065-tag-colours": tagColours,
  "0066-time-sheets": timeSheets,
  "0067-rules": rules,
  "0068-extra-value-mapping": extraValueMapping,
  "0070-given-work": givenWork,
  "0071-webhooks": webhooks,
  "0072-folders": folders,
  "0073-mentions": mentions,
  "0074-folder-indexes": folderIndexes,
  "0075-work-log": workLog,
  "0080-offer-counts": offerCounts,
  "0085-bots": bots,
  "0086-message-categories": messageCategories,
  "0087-search-of-persons": searchOfPersons,
  "0088-replaced-secrets": replacedSecrets,
  "0095-attendance": attendance,
  "0096-source-routing": sourceRouting,
  "0097-supervisors-folders": supervisorsFolders,
  "0098-translations": translations,
  "0105-facts-horizon": factsHorizon,
  "0106-routing-versions": routingVersions,
  "0107-tasks-made-of": tasksMadeOf,
};
