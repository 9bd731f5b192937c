import pg from "pg";

const INT8 = pg.types.builtins.INT8;

/**
 * How column values become JavaScript's: the driver's defaults, but `bigint` (and so `count(*)`) is a number
 * instead of a string. Nothing here counts beyond 2^53; transaction ids (`xid8`) stay strings.
 */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser(id, format) {
    return id === INT8 && format !== "binary" ? Number : pg.types.getTypeParser(id, format);
  },
};
