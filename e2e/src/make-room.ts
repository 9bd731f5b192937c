import { signIn } from "./api.ts";
import type { Product } from "./product.ts";

/** A new agent is the only one to be asked and has nothing yet, and nothing waits that another journey has left. */
export async function makeRoom(product: Product, newcomer: { email: string; firstname: string; password: string }) {
  const admin = await signIn(product);
  const colleagues = await Promise.all(
    ["sofia", "alicia", "bruno"].map((name) => signIn(product, `${name}@demo.test`)),
  );
  const setPresence = (said: "available" | "away") =>
    Promise.all([admin, ...colleagues].map((api) => api.put("/me/presence", { realtime: said, asynchronous: said })));
  await setPresence("away");
  type Listed = { records: { id: string; ready_made?: string; firstname?: string }[] };
  const { records: roles } = await admin.get<Listed>("/roles");
  const role_ids = roles.filter(({ ready_made }) => ready_made === "agent").map(({ id }) => id);
  await admin.post("/users", { ...newcomer, role_ids });
  const { records: users } = await admin.get<Listed>("/users");
  const to = { kind: "agent", id: users.find(({ firstname }) => firstname === "Sofia")?.id };
  const { records: left } = await admin.get<Listed>("/tasks?folder=waiting&limit=150");
  for (const { id } of left) await admin.post(`/tasks/${id}/transfer`, { to, bypass_queue: true });
  const { records: routing } = await admin.get<{ records: { channel: string }[] }>("/routing");
  const resetRouting = async () => {
    for (const { channel, ...before } of routing) await admin.patch(`/routing/${channel}`, before);
  };
  return { setPresence, resetRouting };
}
