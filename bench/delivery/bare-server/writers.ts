import type pg from "pg";

export interface NewMessage {
  id: string;
  thread_id: string;
  number: number;
  body: string;
}

/** Resolves after the commit, to the time that the database gave the row. */
export type Writer = (message: NewMessage) => Promise<Date>;

/** Messages of one thread wait for each other, since statements on several connections overtake each other. */
export function createSingleWriter(pool: pg.Pool): Writer {
  const turns = new Map<string, Promise<Date>>();

  async function write({ id, thread_id, number, body }: NewMessage): Promise<Date> {
    await turns.get(thread_id);
    const result = await pool.query<{ created_at: Date }>({
      name: "add",
      text: "insert into messages (id, thread_id, number, body) values ($1, $2, $3, $4) returning created_at",
      values: [id, thread_id, number, body],
    });
    return result.rows[0]?.created_at ?? new Date(0);
  }

  return (message) => {
    const written = write(message);
    turns.set(message.thread_id, written);
    return written;
  };
}

export function createGroupWriter(pool: pg.Pool): Writer {
  let waiting: { message: NewMessage; resolve(createdAt: Date): void }[] = [];
  let isWriting = false;

  async function writeWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      const result = await pool.query<{ created_at: Date }>({
        name: "add_group",
        text: `insert into messages (id, thread_id, number, body)
               select * from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[]) returning created_at`,
        values: [
          group.map(({ message }) => message.id),
          group.map(({ message }) => message.thread_id),
          group.map(({ message }) => message.number),
          group.map(({ message }) => message.body),
        ],
      });
      const createdAt = result.rows[0]?.created_at ?? new Date(0);
      for (const { resolve } of group) resolve(createdAt);
    }
    isWriting = false;
  }

  return (message) =>
    new Promise((resolve) => {
      waiting.push({ message, resolve });
      if (isWriting) return;
      isWriting = true;
      setImmediate(() => void writeWaiting());
    });
}
