import { type Kysely, sql } from "kysely";

/** When agents were last at the desk, by which what they have goes back though the node that knew of them is dead. */
export const attendance = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `create table desk_attendances (
    domain_id uuid not null,
    user_id uuid not null,
    seen_at timestamptz not null,
    primary key (domain_id, user_id),
    foreign key (domain_id, user_id) references users (domain_id, id) on delete cascade
  )`,
  // Null: what \`capacities.decisions.ts\` says.
  `alter table channels add column give_back_seconds integer`,
  // Absences were jobs before.
  `do $$ begin
    if to_regclass('jobs.job') is not null then
      delete from jobs.job where data ->> 'name' = 'release_chats_of_absent_agent';
    end if;
  end $$`,
];
