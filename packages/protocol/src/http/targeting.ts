import Type from "typebox";
import { Uuid } from "../identifiers.ts";
import { ListQuery } from "./records.ts";

/** Lists what stands in one source, or in all of the domain's. */
export const ListOfSourceQuery = Type.Object({ ...ListQuery.properties, source_id: Type.Optional(Uuid) });
export type ListOfSourceQuery = Type.Static<typeof ListOfSourceQuery>;
