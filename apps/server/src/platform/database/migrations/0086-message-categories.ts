import { type Kysely, sql } from "kysely";

/** What single messages are about, beside what their thread is. */
export const messageCategories = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `create table message_categories (
    domain_id uuid not null,
    thread_id uuid not null,
    message_id uuid not null,
    category_id uuid not null,
    primary key (domain_id, message_id, category_id),
    foreign key (domain_id, message_id) references messages (domain_id, id) on delete cascade,
    foreign key (domain_id, category_id) references categories (domain_id, id) on delete cascade
  )`,
  `create index message_categories_of_thread on message_categories (domain_id, thread_id)`,
  `create index message_categories_of_category on message_categories (domain_id, category_id)`,
];
